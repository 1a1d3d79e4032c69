import type { Check } from './check.ts';

const why =
  'On the command line of IOS a question mark asks for help, a line that begins with ! is a comment, and other than printable ASCII is refused or mangled; a description holds 200 characters or a few more.';

const longest = 200;

/** What a switch would not keep as it stands; undefined for a text that it keeps. */
const fault = (text: string): string | undefined => {
  if (text.length > longest) return `has ${text.length} characters, and ${longest} fit`;
  const odd = [...text].find((it) => it < ' ' || it > '~' || it === '?');
  if (odd !== undefined) return odd === '\t' ? 'has a tab' : `has the character ${odd}`;
  if (/^[!"]/.test(text)) return `begins with ${text[0]}`;
  return text.trim() === text ? undefined : 'begins or ends with a blank';
};

/** A description stands on the switch as it is written. */
export const descriptionIsPlainAscii: Check = {
  code: 'description-is-plain-ascii',
  severity: 'error',
  law: 'The description of a port has at most 200 printable ASCII characters, none of them a question mark, and begins with neither ! nor ".',
  why,
  covers: ['SW-05'],
  bad: `const lab = catalyst3560g('lab', {
  model: 'WS-C3560G-24TS',
  ports: { 'Gi0/7': { access: net.management, description: «'printer, room 12?'» } },
});

export default stack('example', [lab]);
`,
  good: `const lab = catalyst3560g('lab', {
  model: 'WS-C3560G-24TS',
  ports: { 'Gi0/7': { access: net.management, description: 'printer, room 12' } },
});

export default stack('example', [lab]);
`,
  *find({ claims }) {
    for (const { switch: of, port, use, at } of claims) {
      if (use === undefined || use === 'unused' || use.description === undefined) continue;
      const wrong = fault(use.description);
      if (wrong === undefined) continue;
      yield {
        message: `the description of ${of.name} ${port} ${wrong}`,
        at: { ...at, path: [...at.path, 'description'] },
        why,
        fix: 'Write it with letters, digits and plain punctuation.',
      };
    }
  },
};
