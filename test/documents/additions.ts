import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ran } from '../cli/package.ts';

/** By path: a new file, or what is changed in one that is there. */
export type Files = Readonly<Record<string, string | ((text: string) => string)>>;

interface Tried {
  readonly rackwright: (...words: readonly string[]) => Ran;
  readonly folder: string;
}

/** Something new, as small as it can be, and how to see that it is there. */
interface Addition {
  /** What stands for the <placeholder> in the list. */
  readonly named: string;
  readonly files: Files;
  /** A stack that uses it. */
  readonly stack: string;
  readonly holds: (tried: Tried) => boolean;
}

const before = (anchor: string, added: string) => (text: string) => text.replace(anchor, () => `${added}${anchor}`);
const after = (anchor: string, added: string) => (text: string) => text.replace(anchor, () => `${anchor}${added}`);
const both =
  (...changes: readonly ((text: string) => string)[]) =>
  (text: string) =>
    changes.reduce((it, change) => change(it), text);

const host = (platform: string, more = ''): string => `const hv1 = hypervisor('hv1', {
  platform: ${platform},
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.1' }],${more}
});`;

const stack = (platform: string, more = '', listed = '', names = ''): string => `import {
  catalyst3560g, ${platform}, hypervisor, ${names}stack, vlans,
} from 'rackwright';
const net = vlans({
  management: { id: 666, subnet: '10.66.6.0/24', gateway: '10.66.6.254', trust: 'management' },
});
const sw1 = catalyst3560g('sw1', { model: 'WS-C3560G-24TS' });
${host(platform, more)}
export default stack('site', [sw1, hv1${listed}]);
`;

const script = ({ folder }: Tried): string => readFileSync(join(folder, 'out/site/hosts/hv1/apply.sh'), 'utf8');
const compiles = ({ rackwright, folder }: Tried): boolean => {
  rmSync(join(folder, 'out'), { recursive: true, force: true });
  return rackwright('synth').code === 0;
};

const law: Addition = {
  named: 'host-has-a-domain',
  files: {
    'dsl/checks/host-has-a-domain.ts': `import { place } from '../language/place.ts';
import type { Check } from './check.ts';

export const hostHasADomain: Check = {
  code: 'host-has-a-domain',
  severity: 'warning',
  law: 'A host has a domain.',
  why: 'A name without one is nobody elsewhere.',
  covers: [],
  bad: '',
  good: '',
  *find({ hosts }) {
    for (const { name, of, spec } of hosts)
      if (spec.domain === undefined)
        yield { message: \`\${name} has no domain\`, at: place(of), why: 'It is nobody elsewhere.', fix: 'Add domain.' };
  },
};
`,
    'dsl/checks/index.ts': both(
      before('import { hostIsOnceInASubnet }', "import { hostHasADomain } from './host-has-a-domain.ts';\n"),
      before('  namesAreUnique,', '  hostHasADomain,\n'),
    ),
  },
  stack: stack('el9'),
  holds: ({ rackwright }) => rackwright('check').err.includes('warning[host-has-a-domain] hv1 has no domain'),
};

const step: Addition = {
  named: 'greeting',
  files: {
    'dsl/model/owned.ts': before('  return owned;', "  owned.set('/etc/motd', place(of));\n"),
    'dsl/emit/host/greeting.ts': `import { place } from '../../language/place.ts';
import type { SiteHost } from '../../model/model.ts';
import type { Step } from '../step.ts';
import { file, line } from './steps.ts';

export const greetingSteps = ({ name, of }: SiteHost): readonly Step[] => [
  file({ path: '/etc/motd', lines: [line(\`this is \${name}\`, place(of))], from: [place(of)] }),
];
`,
    'dsl/emit/host/plan.ts': both(
      before('import { identitySteps }', "import { greetingSteps } from './greeting.ts';\n"),
      before("    { name: 'identity',", "    { name: 'greeting', steps: greetingSteps(host) },\n"),
    ),
  },
  stack: stack('el9'),
  holds: (tried) => {
    if (!compiles(tried) || !script(tried).includes('this is hv1')) return false;
    const taken = join(tried.folder, 'taken.ts');
    writeFileSync(taken, stack('el9', " files: { '/etc/motd': { content: 'mine' } },"));
    const { err } = tried.rackwright('check', taken);
    rmSync(taken);
    return err.includes('error[file-is-not-ours]');
  },
};

const artifact: Addition = {
  named: 'labels',
  files: {
    'dsl/emit/labels.ts': `import { place } from '../language/place.ts';
import type { SiteHost } from '../model/model.ts';
import type { Line } from './step.ts';

export const labels = ({ name, of }: SiteHost): readonly Line[] => [{ text: \`label of \${name}\`, from: [place(of)] }];
`,
    'dsl/compile.ts': both(
      before('import { siteJson }', "import { labels } from './emit/labels.ts';\n"),
      before(
        '  yield siteJson(',
        `  for (const host of model.hosts)
    yield { path: 'hosts/' + host.name + '/labels.txt', mode: 0o644, from: [place(host.of)], lines: labels(host) };
`,
      ),
    ),
    'dsl/output/tree.ts': (text) => text.replace('apply\\.sh', '(apply\\.sh|labels\\.txt)'),
  },
  stack: stack('el9'),
  holds: (tried) => {
    if (!compiles(tried)) return false;
    const labels = (name: string): string => join(tried.folder, `out/site/hosts/${name}/labels.txt`);
    if (!existsSync(labels('hv1')) || readFileSync(labels('hv1'), 'utf8') !== 'label of hv1\n') return false;
    const renamed = join(tried.folder, 'renamed.ts');
    writeFileSync(renamed, stack('el9').replace("'hv1'", "'hv2'"));
    tried.rackwright('synth', renamed);
    rmSync(renamed);
    return existsSync(labels('hv2')) && !existsSync(labels('hv1'));
  },
};

const platform: Addition = {
  named: 'debian14',
  files: {
    'dsl/language/platform.ts': both(
      after('export const platformIds = [', "'debian14', "),
      (text) => `${text}/** Debian 14. */\nexport const debian14 = platform('debian14');\n`,
    ),
    'dsl/index.ts': (text) => text.replace('debian13, el6,', 'debian13, debian14, el6,'),
    'dsl/platforms/debian14.ts': `import type { PlatformFacts } from './facts.ts';

export const debian14 = {
  id: 'debian14',
  title: 'Debian 14',
  release: { file: '/etc/os-release', ids: ['debian'], version: '14' },
  bash: '5.2',
  init: 'systemd',
  packages: 'apt',
  network: 'ifupdown',
  keyfileWords: 'master',
  nicsNamedBySlot: true,
  time: 'timesyncd',
  networkPackages: { always: ['ifupdown'], bond: [], vlan: [], bridge: [], dhcp: [] },
  withoutBondOptions: [],
  hashPolicies: ['layer2', 'layer2+3', 'layer3+4'],
} as const satisfies PlatformFacts;
`,
    'dsl/platforms/index.ts': both(before('import { el9 }', "import { debian14 } from './debian14.ts';\n"), (text) =>
      text.replace('= { el6,', '= { el6, debian14,'),
    ),
  },
  stack: stack('debian14'),
  holds: (tried) => compiles(tried) && script(tried).includes('Debian 14'),
};

const construct: Addition = {
  named: 'pdu',
  files: {
    'dsl/language/pdu.ts': `import * as z from 'zod';
import { originOf } from './origin.ts';
import type { Construct } from './place.ts';
import { wholeNumber } from './scalars.ts';

export const pduSchema = z.strictObject({ outlets: wholeNumber(1, 48) });

export interface Pdu<Name extends string = string> extends Construct {
  readonly kind: 'pdu';
  readonly name: Name;
  readonly spec: { readonly outlets: number };
}

export const pdu = <Name extends string>(name: Name, spec: Pdu['spec']): Pdu<Name> =>
  Object.freeze({ kind: 'pdu', name, spec, origin: originOf(pdu) });
`,
    'dsl/language/stack.ts': both(
      before('import { line } from', "import type { Pdu } from './pdu.ts';\n"),
      after('export type Listed = ', 'Pdu | '),
      before('switch: true,', 'pdu: true, '),
    ),
    'dsl/index.ts': (text) => `${text}export { type Pdu, pdu } from './language/pdu.ts';\n`,
    'dsl/checks/schema.ts': both(
      before('import { linkSchema }', "import { pduSchema } from '../language/pdu.ts';\n"),
      before("    case 'link':", "    case 'pdu':\n      return pduSchema;\n"),
    ),
    'dsl/model/model.ts': both(
      (text) => `${text}
export interface SitePdu {
  readonly of: Pdu;
  readonly outlets: number;
}
`,
      (text) => `import type { Pdu } from '../language/pdu.ts';\n${text}`,
      after('export interface Model {', '\n  readonly pdus: readonly SitePdu[];'),
    ),
    'dsl/model/resolve.ts': both(
      before('import { type Reached,', "import type { SitePdu } from './model.ts';\n"),
      before(
        '    name: stack.name,',
        `    pdus: reached
      .filter((it) => it.kind === 'pdu')
      .sort(byName)
      .map((of): SitePdu => ({ of, outlets: specOf(specs, of).outlets })),
`,
      ),
    ),
  },
  stack: stack('el9', '', ", pdu('pdu1', { outlets: 8 })", 'pdu, '),
  holds: (tried) => {
    if (!compiles(tried)) return false;
    const wrong = join(tried.folder, 'wrong.ts');
    writeFileSync(wrong, stack('el9', '', ", pdu('pdu1', { outlets: 99 })", 'pdu, '));
    const { err } = tried.rackwright('check', wrong);
    rmSync(wrong);
    return err.includes('error[value-has-its-form] pdu1.outlets: ') && err.includes('1 error\n');
  },
};

export const additions: Readonly<Record<string, Addition>> = {
  'A check': law,
  'A step of a host': step,
  'An artifact': artifact,
  'A platform': platform,
  'A construct': construct,
};
