import type { Check } from './check.ts';
import { isWithin } from './ios-words.ts';

const why =
  'A raw line is typed as it stands, below the interface of its port. One that leaves the interface puts every line that follows on something else, and a question mark asks for help in the middle of a line.';

/** Commands that end the configuration of an interface: begun in it, they are understood above it. */
const leaving = [
  'interface',
  'exit',
  'end',
  'vlan',
  'do',
  'configure',
  'router',
  'hostname',
  'line',
  'username',
  'enable',
  'system',
  'reload',
  'write',
  'copy',
  'erase',
] as const;

const fault = (line: string): string | undefined => {
  const odd = [...line].find((it) => it < ' ' || it > '~' || it === '?');
  if (odd !== undefined) return odd === '\t' ? 'has a tab' : `has the character ${odd}`;
  if (line.length > 200) return `has ${line.length} characters, and 200 are safe`;
  if (/^\s*!/.test(line)) return 'is a comment';
  const left = leaving.find((it) => isWithin(line, it));
  return left === undefined ? undefined : `is the command ${left}, which is not one of a port`;
};

/** A raw line is about its port. */
export const rawLineStaysOnItsPort: Check = {
  code: 'raw-line-stays-on-its-port',
  severity: 'error',
  law: 'A raw line of a port is a command of an interface, in printable ASCII without a question mark.',
  why,
  covers: ['SW-05'],
  bad: `const lab = catalyst3560g('lab', {
  model: 'WS-C3560G-24TS',
  ports: { 'Gi0/7': { access: net.management, description: 'printer', raw: [«'interface Gi0/8'»] } },
});

export default stack('example', [lab]);
`,
  good: `const lab = catalyst3560g('lab', {
  model: 'WS-C3560G-24TS',
  ports: { 'Gi0/7': { access: net.management, description: 'printer', raw: ['storm-control broadcast level 5.00'] } },
});

export default stack('example', [lab]);
`,
  *find({ claims }) {
    for (const { switch: of, port, use, at } of claims) {
      if (use === undefined || use === 'unused') continue;
      for (const [index, line] of (use.raw ?? []).entries()) {
        const wrong = fault(line);
        if (wrong === undefined) continue;
        yield {
          message: `a raw line of ${of.name} ${port} ${wrong}`,
          at: { ...at, path: [...at.path, 'raw', index] },
          why,
          fix: 'Write a command that stands below interface, or take the line out.',
        };
      }
    }
  },
};
