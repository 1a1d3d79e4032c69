import { byDefault, type From } from '../../language/place.ts';
import type { PlatformFacts } from '../../platforms/facts.ts';
import { sh } from '../../text/sh.ts';
import type { HostPlan, Line, Section, Step } from '../step.ts';
import { stepLines, verbOf } from './call.ts';
import { devicesOf } from './device.ts';
import { judgeOf } from './judges.ts';
import { verbsFor } from './verbs.ts';

export const VERBS_FROM = byDefault('the verbs that every script carries');

const manager = { apt: 'apt-get', dnf: 'dnf', yum: 'yum' } as const satisfies Record<PlatformFacts['packages'], string>;

/** What may be asked of the platform by the carried verbs. */
const choices = ['init', 'manager', 'network'] as const;

interface Carried {
  /** All of them as one: the same object for all hosts. */
  readonly line: Line;
  readonly asks: readonly (typeof choices)[number][];
}

/** What bash runs as a whole, or not at all. */
const group = (lines: readonly string[]): readonly string[] => ['{', '', ...lines, '}', ''];

/** The carried verbs of a set of used ones, worked out once for all hosts that use the same. */
const carriedVerbs = (() => {
  const bySet = new Map<string, Carried>();
  return (used: ReadonlySet<string>): Carried => {
    const key = [...used].sort().join(' ');
    const known = bySet.get(key);
    if (known !== undefined) return known;
    const texts = verbsFor(used).flatMap(({ law, lines }) => [...law, ...group(lines)]);
    const carried = {
      line: { text: texts.join('\n'), from: [VERBS_FROM] },
      asks: choices.filter((name) => texts.some((text) => new RegExp(`\\$${name}\\b`).test(text))),
    };
    bySet.set(key, carried);
    return carried;
  };
})();

/** The programs that the verbs call and that a small installation may lack, for the preflight. */
const toolsOf = (
  { init, packages }: PlatformFacts,
  used: ReadonlySet<string>,
  restarts: boolean,
): readonly string[] => [
  'flock',
  ...(used.has('packages') ? [packages === 'apt' ? 'dpkg-query' : 'rpm', manager[packages]] : []),
  ...(used.has('service_is') || restarts ? (init === 'systemd' ? ['systemctl'] : ['service', 'chkconfig']) : []),
  ...(used.has('device') ? ['ip'] : []),
];

/** What a person may have written, in a comment: one line, whatever it holds. */
const inComment = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

/** As the verbs refuse, who are not there yet. */
const refusal = (host: string, why: string, remedy: string): string =>
  `printf "apply.sh for %s refuses: ${why}\\n  nothing was written; ${remedy}\\n" ${sh(host)} >&2; exit 3`;

const header = ({ host, site, platform }: HostPlan): readonly string[] => [
  '#!/bin/bash',
  inComment(`# ${host} of the site ${site}, on ${platform.title}.`),
  '#',
  '# Compiled from the stack: change the stack and compile again, not this file.',
  '#',
  '#   bash apply.sh --check --diff   what would change, and how; changes nothing, exits 4 if anything would',
  '#   bash apply.sh                  make it so; a second run changes nothing',
  '#   bash apply.sh --help           the other options, and what the exit codes mean',
  '#',
  '# The sections at the end say what this machine must be.',
  '',
  '# Done whole or not at all: bash runs nothing of a group whose end it has not seen, and the work is in the last.',
  '{',
  '',
  // Any shell reads this group; the next one only bash.
  ...`[ -n "\${BASH_VERSION-}" ] || { ${refusal(host, 'this is not bash', 'bash apply.sh')}; }`.split('\n'),
  ...`trap ${sh(refusal(host, 'its end is missing', 'fetch it again'))} EXIT`.split('\n'),
  '',
];

/** What every pipe holds, in bytes: bash keeps a longer here-document in a file. */
const pipe = 4096;

const isLong = (step: Step): boolean =>
  step.kind === 'file' && step.lines.reduce((sum, { text }) => sum + Buffer.byteLength(text) + 1, 0) > pipe;

/** The constants that the carried verbs ask for. */
const constants = (
  { host, site, platform, sections }: HostPlan,
  used: ReadonlySet<string>,
  restarts: boolean,
  { asks }: Carried,
): readonly string[] => {
  const answers = { init: platform.init, manager: manager[platform.packages], network: platform.network };
  return [
    `host=${sh(host)}`,
    `site=${sh(site)}`,
    `platform=${sh(platform.title)}`,
    `tools=${sh(toolsOf(platform, used, restarts).join(' '))}`,
    ...asks.map((name) => `${name}=${sh(answers[name])}`),
    ...(sections.some(({ steps }) => steps.some(isLong)) ? ['long_file=yes'] : []),
  ];
};

const isPlatform = ({ platform: { release } }: HostPlan): string =>
  release.file === '/etc/os-release'
    ? ['os_release', release.version, ...release.ids].map(sh).join(' ')
    : `redhat_release ${sh(release.major)}`;

/** A function of the script; one that has nothing to do says so. */
const functionOf = (name: string, body: readonly Line[], from: readonly From[]): readonly Line[] => [
  { text: `${name}() {`, from },
  ...(body.length > 0 ? body : [{ text: '  :', from }]),
  { text: '}', from },
  { text: '', from },
];

/** The shell's names for the sections: a name is letters, digits and `_`, and no two are the same. */
const functionNames = (sections: readonly Section[]): readonly string[] => {
  const taken = new Set<string>();
  return sections.map(({ name }) => {
    const plain = `section_${name.replace(/[^A-Za-z0-9_]/g, '_')}`;
    let unique = plain;
    for (let n = 2; taken.has(unique); n++) unique = `${plain}_${n}`;
    taken.add(unique);
    return unique;
  });
};

/** Whether a section changes what runs of the network, and can take it back. */
const isGuarded = ({ steps }: Section): boolean => steps.some(({ kind }) => kind === 'device');

/** Who has to answer when the section is done. */
const neighbourLines = ({ neighbours = [] }: Section): readonly Line[] =>
  neighbours.map(({ device, address, mtu, who, from }) => ({
    text: `  neighbour ${sh(device)} ${sh(address)} ${mtu} ${sh(who)}`,
    from,
  }));

/** The order of the run, a line per section. */
const order = (sections: readonly Section[], names: readonly string[]): readonly string[] =>
  sections.flatMap((section, i) => {
    const [name, steps] = [sh(section.name), names[i]];
    if (!isGuarded(section)) return [`section ${name}${section.guard === undefined ? '' : ' guarded'} && ${steps}`];
    return [
      'guard',
      `section ${name} guarded arm && ${steps}`,
      `bring_up ${name} && ${steps}`,
      `prove ${name} && ${steps}`,
      `settle ${name}`,
    ];
  });

/**
 * One host's apply.sh.
 *
 * It is made of groups of commands, which bash reads whole before it runs
 * them, and only the last one does anything but define: a script that was cut
 * does nothing. Functions alone would not do: the line `section_network() {`
 * cut after `section` is a command. One group for all would, and took a fifth
 * longer to start: bash keeps what it has read until the group has ended,
 * beside a copy of each function. `exit` stands inside the last, so that bash
 * reads no further when it reads the script from standard input; main gets
 * none of that input.
 */
export const applyScript = (plan: HostPlan): readonly Line[] => {
  const { from, sections } = plan;
  const steps = sections.flatMap((section) => section.steps);
  const restarts = steps.some((step) => 'restarts' in step && step.restarts.length + step.reloads.length > 0);
  const used = new Set<string>(['main', ...steps.map(({ kind }) => verbOf[kind])]);
  used.add(plan.platform.release.file === '/etc/os-release' ? 'os_release' : 'redhat_release');
  if (plan.nics.length > 0) used.add('expect_nic');
  if (sections.length > 0) used.add('section');
  if (steps.some(({ kind }) => kind === 'file')) used.add('lost');
  if (steps.some((step) => 'path' in step && judgeOf(step.path, plan.platform) !== undefined)) used.add('judged_by');
  if (sections.some(isGuarded)) for (const verb of ['guard', 'arm', 'bring_up', 'prove', 'settle']) used.add(verb);
  if (sections.some(({ neighbours = [] }) => neighbours.length > 0)) used.add('neighbour');

  const verbs = carriedVerbs(used);
  const devices = devicesOf(plan);
  const names = functionNames(sections);
  const own = (texts: readonly string[]): readonly Line[] =>
    texts.flatMap((text) => `  ${text}`.split('\n').map((line) => ({ text: line, from })));

  const lines: Line[] = header(plan).map((text) => ({ text, from }));
  const add = (more: readonly Line[]): void => {
    for (const line of more) lines.push(line);
  };
  add(functionOf('host', own(constants(plan, used, restarts, verbs)), from));
  add(functionOf('is_platform', own([isPlatform(plan)]), from));
  add(
    functionOf(
      'nics',
      plan.nics.map((nic) => ({ text: `  expect_nic ${sh(nic.device)} ${sh(nic.mac)}`, from: nic.from })),
      from,
    ),
  );
  const print = (...texts: readonly string[]): void => add(texts.map((text) => ({ text, from })));
  print('}', '');
  lines.push(verbs.line);
  print('# What this machine must be.', '{', '');
  sections.forEach((section, i) => {
    const body = section.steps.flatMap((step, n) => [
      // It goes with either of the steps that it stands between.
      ...(n > 0 ? [{ text: '', from: [...(section.steps[n - 1]?.from ?? []), ...step.from] }] : []),
      ...stepLines(step, devices, plan.platform),
    ]);
    if (section.guard === 'network') {
      print('# One transaction: what it needs comes first, the devices last, and the first failure ends it.');
    }
    add(functionOf(names[i] ?? '', [...body, ...neighbourLines(section)], from));
  });
  add(functionOf('sections', own(order(sections, names)), from));
  print('}', '', '{ main "$@" </dev/null; exit; }');
  return lines;
};
