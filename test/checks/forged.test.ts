import { describe, expect, it } from 'vitest';
import { judgeStack } from '../../dsl/judge.ts';
import { placeText } from '../../dsl/language/place.ts';
import { secret } from '../../dsl/language/secret.ts';
import type { Listed, StackOptions } from '../../dsl/language/stack.ts';
import { box, net, nics, plain, plan, site } from './harness.ts';

const sw1 = plain('sw1');
const web1 = (spec: object = {}) => box('web1', { nics: nics(1, sw1.port('Gi0/1')), ...spec });

const found = (constructs: readonly unknown[], options?: StackOptions): string[] =>
  judgeStack(site(constructs as readonly Listed[], options))
    .findings.filter((it) => it.severity === 'error')
    .map((it) => `${it.code} ${placeText(it.at)}: ${it.message}`);

describe('what only has the shape of a construct', () => {
  const { origin: _, ...bare } = web1();

  it.each([
    ['without an origin', bare],
    ['with an origin that is none', { ...bare, origin: {} }],
    ['with a kind alone', { kind: 'server' }],
  ])('is not listed: %s', (__, forged) => {
    const [first = '', ...rest] = found([sw1, forged]);
    expect(first).toContain('listed-is-a-construct site.constructs.1: stack site lists a server');
    expect(first).toContain('which is only shaped like one: no function of rackwright made it');
    expect(rest).toEqual([]);
  });

  it.each([
    ['a VLAN', { vlans: [{ vlan: { kind: 'vlan', name: 'x', spec: { id: 9 } }, on: 'eth0' }] }, 'web1.vlans.0.vlan'],
    ['a port without a switch', { nics: nics(1, { kind: 'switch-port', port: 'Gi0/1' }) }, 'web1.nics.eth0.cable'],
    [
      'a port of a switch that is none',
      { nics: nics(1, { kind: 'switch-port', switch: { kind: 'switch', name: 'sw1' }, port: 'Gi0/1' }) },
      'web1.nics.eth0.cable',
    ],
    [
      'a port of a host',
      { nics: nics(1, { kind: 'switch-port', switch: web1(), port: 'Gi0/1' }) },
      'web1.nics.eth0.cable',
    ],
    [
      'a port that is a number',
      { nics: nics(1, { kind: 'switch-port', switch: sw1, port: 1 }) },
      'web1.nics.eth0.cable',
    ],
  ])('is not referred to: %s', (__, spec, at) => {
    const [first = '', ...rest] = found([sw1, web1(spec)]);
    expect(first).toContain(`value-has-its-form ${at}: `);
    expect(first).toContain('lacks what makes it one');
    expect(rest).toEqual([]);
  });

  it('is not what an acceptance is on', () => {
    const accept = [{ finding: 'port-exists', on: { kind: 'switch' }, reason: 'x' }];
    expect(found([sw1], { accept } as unknown as StackOptions)).toEqual([
      'value-has-its-form site.options.accept.0.on: options.accept.0.on of stack site: on is the thing that the finding is about, such as hv1',
    ]);
  });

  it('a secret without its name', () => {
    const files = { '/etc/a': { content: { kind: 'secret' } }, '/etc/b': { content: secret('b') } };
    expect(found([sw1, web1({ files })])).toEqual([
      "value-has-its-form web1.files./etc/a.content: web1.files./etc/a.content: undefined is not a secret's name: a-z, digits and -",
    ]);
  });
});

describe('what JavaScript can hold and a site cannot', () => {
  it('a spec that holds itself', () => {
    const spec: Record<string, unknown> = { nics: nics(1, sw1.port('Gi0/1')) };
    spec.self = spec;
    spec.dns = [spec];
    expect(found([sw1, box('web1', spec)]).map((it) => it.replace(/: .*/, ''))).toEqual(
      expect.arrayContaining(['key-is-known web1.self', 'value-has-its-form web1.dns.0']),
    );
  });

  it.each(['files', 'sysctl', 'services', 'nics', 'bonds', 'commands'])('%s with a key called __proto__', (key) => {
    const record = JSON.parse('{ "__proto__": {} }');
    const spec = key === 'nics' ? { nics: { ...nics(1, sw1.port('Gi0/1')) } } : { [key]: record };
    if (key === 'nics') Object.defineProperty(spec.nics, '__proto__', { value: {}, enumerable: true });
    expect(found([sw1, web1(spec)])).toContain(
      `name-is-usable web1.${key}.__proto__: web1.${key}.__proto__: '__proto__' is not a name that can be given`,
    );
  });

  it('a NIC called kind is a NIC', () => {
    const both = { ...nics(1, sw1.port('Gi0/1')), kind: { mac: '00:1e:c9:00:09:09', cable: sw1.port('Gi0/99') } };
    expect(found([sw1, web1({ nics: both })]).join()).toContain('port-exists web1.nics.kind.cable');
    Object.defineProperty(both, '__proto__', { value: {}, enumerable: true });
    expect(found([sw1, web1({ nics: both })]).join()).toContain('name-is-usable web1.nics.__proto__');
  });
});

describe('an address and its prefix', () => {
  it.each([
    ['10.9.0.77/24', "'10.9.0.77/24' is an address in a network and not the network: write 10.9.0.0/24"],
    ['10.9.0.0/08', "'10.9.0.0/08' is an address in a network and not the network: write 10.0.0.0/8"],
    ['fd00::/64', "'fd00::/64' is an IPv6 address; IPv6 is not supported yet"],
    ['10.9.0.0', "'10.9.0.0' is not an IPv4 address with a prefix length such as 10.66.6.0/24"],
  ])('subnet %s', (subnet, said) => {
    const odd = plan({ odd: { id: 9, subnet } });
    expect(found([sw1, web1({ vlans: [{ vlan: odd.odd, on: 'eth0' }] })])).toEqual([
      expect.stringContaining(`odd.subnet: odd.subnet: ${said}`),
    ]);
  });

  it.each([
    ['10.66.6.1/16', "'10.66.6.1/16' has a prefix length, which the subnet of a VLAN gives: write 10.66.6.1"],
    ['fd00::1/64', "'fd00::1/64' is an IPv6 address; IPv6 is not supported yet"],
    ['fd00::1', "'fd00::1' is an IPv6 address; IPv6 is not supported yet"],
    ['10.66.6.300/24', "'10.66.6.300/24' is not an IPv4 address such as 10.66.6.1"],
  ])('address %s', (address, said) => {
    expect(found([sw1, web1({ vlans: [{ vlan: net.management, on: 'eth0', address }] })])).toEqual([
      expect.stringContaining(`web1.vlans.0.address: ${said}`),
    ]);
  });

  it('takes a network, and an address with its prefix where a cable has no VLAN', () => {
    const far = { eth0: { mac: '00:1e:c9:00:01:02', cable: { kind: 'crossover' }, address: '192.0.2.1/30' } };
    expect(found([sw1, box('web1', { nics: far })])).toEqual([]);
  });
});
