import type { Check } from './check.ts';

type Rule = Omit<Check, 'find' | 'severity' | 'covers'> & Partial<Pick<Check, 'severity'>>;

const rule = (it: Rule): Check => ({ severity: 'error', fatal: true, covers: [], find: () => [], ...it });

const host = (nics: string, rest = ''): string => `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: ${nics} },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],${rest}
});
export default stack('example', [sw1, web1]);
`;
const card = `{ mac: '00:00:5e:00:53:10', cable: sw1.port('Gi0/1') }`;

/** What the schema itself asks of every construct; reported by `judgeSchema` and `judgeList`. */
export const schemaRules: readonly Check[] = [
  rule({
    code: 'key-is-known',
    law: 'Every key is one that the language has.',
    why: 'A key that nothing reads would be a setting that never reaches a machine.',
    bad: host(card, `\n  «domian»: 'example.org',`),
    good: host(card, `\n  domain: 'example.org',`),
  }),
  rule({
    code: 'key-is-there',
    law: 'What cannot be derived is written.',
    why: 'Nothing else says it, and no value would be right for everybody.',
    bad: host(`«{ cable: sw1.port('Gi0/1') }»`),
    good: host(card),
  }),
  rule({
    code: 'value-has-its-form',
    law: 'Every value has the form of its key: an address, a MAC, one of a few words, a reference by value.',
    why: 'Another form would reach a file on a machine that reads it otherwise, or not at all.',
    bad: host(`{ mac: «'00-00-5e-00-53-10'», cable: sw1.port('Gi0/1') }`),
    good: host(card),
  }),
  rule({
    code: 'name-is-usable',
    law: 'A key that becomes a name on the machine is a name that the machine takes.',
    why: 'The kernel, the file system or the shell would refuse it, or read it as something else.',
    bad: host(card, `\n  files: { «'etc/motd'»: { content: 'hello' } },`),
    good: host(card, `\n  files: { '/etc/motd': { content: 'hello' } },`),
  }),
  rule({
    code: 'address-is-ipv4',
    law: 'Addresses are IPv4 addresses, for now.',
    why: 'Half of an address plan on a machine would be worse than none.',
    bad: host(card, `\n  dns: [«'2001:db8::53'»],`),
    good: host(card, `\n  dns: ['10.66.6.53'],`),
  }),
  rule({
    code: 'listed-is-a-construct',
    law: 'A stack lists switches, links and hosts.',
    why: 'VLANs join through what refers to them; anything else means nothing to a site.',
    bad: `export default stack('example', [sw1, «net.public»]);\n`,
    good: `export default stack('example', [sw1]);\n`,
  }),
  rule({
    code: 'acceptance-matches-a-finding',
    severity: 'warning',
    law: 'An acceptance accepts something.',
    why: 'An acceptance that excuses nothing hides the next finding of that kind.',
    bad: `export default stack('example', [sw1], {
  accept: [«{ finding: 'cable-ends-once', on: sw1, reason: 'as found' }»],
});
`,
    good: `export default stack('example', [sw1]);\n`,
  }),
];
