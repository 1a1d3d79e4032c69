import type { PlatformFacts } from '../../platforms/facts.ts';
import { sh } from '../../text/sh.ts';
import { unreachable } from '../../text/unreachable.ts';
import type { FileStep, Line, SecretFileStep, Step } from '../step.ts';
import { type Devices, deviceWords } from './device.ts';
import { judgeCall, judgeOf } from './judges.ts';

/** The verb of verbs/ that carries a step out. */
export const verbOf = {
  file: 'file',
  'secret-file': 'secret_file',
  package: 'packages',
  service: 'service_is',
  sysctl: 'sysctl_value',
  hostname: 'hostname_is',
  'authorized-key': 'authorized_key',
  command: 'command_unless',
  device: 'device',
} as const satisfies Record<Step['kind'], string>;

/** How the verb names its step when nobody says otherwise. */
const nameByVerb = (step: Step): string => {
  switch (step.kind) {
    case 'file':
    case 'secret-file':
      return `file:${step.path}`;
    case 'package':
      return `package:${step.names.join(' ')}`;
    case 'sysctl':
      return `sysctl:${step.key}`;
    case 'authorized-key':
      return `authorized-key:${step.key}`;
    case 'service':
    case 'hostname':
    case 'command':
    case 'device':
      return `${step.kind}:${step.name}`;
    default:
      return unreachable(step);
  }
};

const placed = ({ path, mode, owner, group }: FileStep | SecretFileStep): string =>
  `${sh(path)} ${sh(mode)} ${sh(`${owner}:${group}`)}`;

/** Who is told that a file has changed: what reads it anew is enough for some. */
const readers = ({ restarts, reloads }: FileStep | SecretFileStep): readonly string[] => [
  ...restarts,
  ...reloads.map((unit) => `reload=${unit}`),
];

const withWords = (call: string, words: readonly string[]): string => [call, ...words.map(sh)].join(' ');

/** The call without the here-document; each string is one line, the shell's continuation included. */
const callOf = (step: Step, devices: Devices): string => {
  const verb = verbOf[step.kind];
  switch (step.kind) {
    case 'file':
      return withWords(`${verb} ${placed(step)}`, readers(step));
    case 'secret-file':
      return withWords(`${verb} ${placed(step)} ${sh(step.secret)}`, readers(step));
    case 'package':
      return withWords(verb, step.names);
    case 'service':
      return withWords(verb, [step.name, step.state]);
    case 'sysctl':
      return withWords(verb, [step.key, step.value]);
    case 'hostname':
      return withWords(verb, [step.name]);
    case 'authorized-key':
      return withWords(verb, [step.key]);
    case 'command':
      return withWords(verb, [step.name, step.unless, step.run]);
    case 'device':
      return deviceWords(step, devices)
        .map((words) => words.join(' '))
        .join(' \\\n    ');
    default:
      return unreachable(step);
  }
};

/** A here-document ends at the first line that is its word: the first of EOF, EOF1, EOF2 … that no line is. */
const terminatorFor = (content: readonly Line[]): string => {
  const taken = new Set(content.map(({ text }) => text).filter((text) => text.startsWith('EOF')));
  let word = 'EOF';
  for (let n = 1; taken.has(word); n++) word = `EOF${n}`;
  return word;
};

/** A value may hold line breaks; a {@link Line} is one line. */
const split = (text: string, from: Line['from']): readonly Line[] =>
  text.includes('\n') ? text.split('\n').map((part) => ({ text: part, from })) : [{ text, from }];

/** The lines of one step in its section. */
export const stepLines = (step: Step, devices: Devices, platform: PlatformFacts): readonly Line[] => {
  const id = step.id === nameByVerb(step) ? '' : `id=${sh(step.id)} `;
  const call = `  ${id}${callOf(step, devices)}`;
  if (step.kind !== 'file' && step.kind !== 'secret-file') return split(call, step.from);
  const judge = judgeOf(step.path, platform);
  const judged = judge === undefined ? [] : [{ text: `  ${judgeCall(judge)}`, from: step.from }];
  if (step.kind === 'secret-file') return [...judged, ...split(call, step.from)];
  // A line that is one already stays the same object: most are, and a copy of each takes longer than to print it.
  const content = step.lines.some(({ text, from }) => from.length === 0 || text.includes('\n'))
    ? step.lines.flatMap(({ text, from }) => split(text, from.length > 0 ? from : step.from))
    : step.lines;
  const terminator = terminatorFor(content);
  return [
    ...judged,
    ...split(`${call} <<'${terminator}' || lost`, step.from),
    ...content,
    { text: terminator, from: step.from },
  ];
};
