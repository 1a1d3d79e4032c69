// Mistakes that an operator could make. tsc fails on a directive that is no longer needed, so this file is itself a test.
// It is a test of the compiler too: with its types stripped each block is compiled, and must give the finding that
// its directive names, at the exact line and column of the text that follows `at`.
import {
  catalyst3560g,
  catalyst9300Stack,
  debian12,
  el5,
  el6,
  el9,
  hypervisor,
  link,
  secret,
  server,
  stack,
  vlans,
} from 'rackwright';

const net = vlans({
  public: { id: 2 },
  management: { id: 666, subnet: '10.66.6.0/24', gateway: '10.66.6.254' },
  storage: { id: 667, subnet: '10.66.7.0/24', mtu: 9000 },
});
const sw1 = catalyst3560g('sw1', { model: 'WS-C3560G-24TS' });
const core = catalyst9300Stack('core', { members: { 1: { model: 'C9300-24T' }, 2: { model: 'C9300-24T' } } });
const nics = {
  eth0: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
  eth1: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  eth2: { mac: '00:1e:c9:00:01:02', cable: sw1.port('Gi0/3') },
};
const bonds = { bond0: { mode: 'lacp', members: ['eth0', 'eth1'] } } as const;
const management = [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }] as const;

export const blocks = {
  'a VLAN that the plan does not have': () =>
    // biome-ignore format: one directive, one line
    stack('wrong', [sw1, hypervisor('hv1', { platform: el6, nics, bonds, vlans: management,
      // @ts-expect-error value-has-its-form at net.storge
      bridges: { br2: { vlan: net.storge, on: 'bond0' } } })]),

  'a port that the chassis does not have': () =>
    stack('wrong', [
      sw1,
      server('files', {
        platform: el6,
        // @ts-expect-error port-exists at sw1.port('Gi0/29')
        nics: { eth0: { mac: '00:1e:c9:00:02:00', cable: sw1.port('Gi0/29') } },
        vlans: [{ vlan: net.management, on: 'eth0', address: '10.66.6.2' }],
      }),
    ]),

  'a port of another kind of switch': () =>
    stack('wrong', [
      core,
      server('files', {
        platform: el6,
        // @ts-expect-error port-exists at core.port('Gi3/0/1')
        nics: { eth0: { mac: '00:1e:c9:00:02:00', cable: core.port('Gi3/0/1') } },
        vlans: [{ vlan: net.management, on: 'eth0', address: '10.66.6.2' }],
      }),
    ]),

  'more about a port that the chassis does not have': () =>
    stack('wrong', [
      catalyst3560g('sw2', {
        model: 'WS-C3560G-24TS',
        ports: {
          // @ts-expect-error port-exists at 'Gi0/52'
          'Gi0/52': 'unused',
        },
      }),
    ]),

  'a model that is not made': () =>
    stack('wrong', [
      // @ts-expect-error value-has-its-form at 'WS-C3560G-12TS'
      catalyst3560g('sw2', { model: 'WS-C3560G-12TS' }),
    ]),

  'a subnet without its prefix length': () => {
    // @ts-expect-error value-has-its-form at '10.0.0.0'
    const plan = vlans({ oops: { id: 3, subnet: '10.0.0.0' } });
    return stack('wrong', [
      catalyst3560g('sw2', { model: 'WS-C3560G-24TS', ports: { 'Gi0/1': { access: plan.oops, description: 'it' } } }),
    ]);
  },

  'an address with three octets': () =>
    stack('wrong', [
      sw1,
      server('files', {
        platform: el6,
        nics,
        bonds,
        // @ts-expect-error value-has-its-form at '10.66.6'
        vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6' }],
      }),
    ]),

  'a trust that nobody knows': () => {
    // @ts-expect-error value-has-its-form at 'pubic'
    const plan = vlans({ oops: { id: 3, trust: 'pubic' } });
    return stack('wrong', [
      catalyst3560g('sw2', { model: 'WS-C3560G-24TS', ports: { 'Gi0/1': { access: plan.oops, description: 'it' } } }),
    ]);
  },

  'a bond member that is not a NIC of this host': () =>
    stack('wrong', [
      sw1,
      // biome-ignore format: one directive, one line
      server('files', { platform: el6, nics, vlans: management,
        // @ts-expect-error bond-member-is-a-nic at 'eth7'
        bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1', 'eth7'] } } }),
    ]),

  'a bond of one': () =>
    stack('wrong', [
      sw1,
      // biome-ignore format: one directive, one line
      server('files', { platform: el6, nics, vlans: management,
        // @ts-expect-error bond-has-two-members at ['eth0']
        bonds: { bond0: { mode: 'lacp', members: ['eth0'] } } }),
    ]),

  'a bond mode that is not one': () =>
    stack('wrong', [
      sw1,
      // biome-ignore format: one directive, one line
      server('files', { platform: el6, nics, vlans: management,
        // @ts-expect-error value-has-its-form at 'lapc'
        bonds: { bond0: { mode: 'lapc', members: ['eth0', 'eth1'] } } }),
    ]),

  'a hash that this kernel does not have': () =>
    stack('wrong', [
      sw1,
      // biome-ignore format: one directive, one line
      server('files', { platform: el6, nics, vlans: management,
        // @ts-expect-error bond-option-exists-on-platform at 'vlan+srcmac'
        bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'], options: { xmit_hash_policy: 'vlan+srcmac' } } } }),
    ]),

  'a bridge on a bond that is not there': () =>
    stack('wrong', [
      sw1,
      // biome-ignore format: one directive, one line
      hypervisor('hv1', { platform: el6, nics, bonds, vlans: management,
        // @ts-expect-error on-names-a-bond-or-nic at 'bond1'
        bridges: { br2: { vlan: net.public, on: 'bond1' } } }),
    ]),

  'a VLAN on a NIC that is inside the bond': () =>
    stack('wrong', [
      sw1,
      server('files', {
        platform: el6,
        nics,
        bonds,
        // @ts-expect-error bond-member-carries-nothing at 'eth0'
        vlans: [{ vlan: net.management, on: 'eth0', address: '10.66.6.1' }],
      }),
    ]),

  'a misspelt key at the top': () =>
    stack('wrong', [
      sw1,
      // biome-ignore format: one directive, one line
      server('files', { platform: el6, nics, bonds, vlans: management,
        // @ts-expect-error key-is-known at domian
        domian: 'example.org' }),
    ]),

  'a misspelt key deep inside': () =>
    stack('wrong', [
      sw1,
      // biome-ignore format: one directive, one line
      hypervisor('hv1', { platform: el6, nics, bonds, vlans: management,
        // @ts-expect-error key-is-known at adress
        bridges: { br2: { vlan: net.public, on: 'bond0', adress: '203.0.113.11' } } }),
    ]),

  'one key twice: two devices of one name': () =>
    stack('wrong', [
      sw1,
      hypervisor('hv1', {
        platform: el6,
        nics,
        bonds,
        vlans: management,
        bridges: {
          // biome-ignore lint/suspicious/noDuplicateObjectKeys: the mistake of this block
          br2: { vlan: net.public, on: 'bond0' },
          // @ts-expect-error key-given-twice at br2
          br2: { vlan: net.storage, on: 'bond0' },
        },
      }),
    ]),

  'a NIC without its MAC address': () =>
    stack('wrong', [
      sw1,
      server('files', {
        platform: el6,
        // @ts-expect-error key-is-there at { cable: sw1.port('Gi0/5') }
        nics: { eth0: { cable: sw1.port('Gi0/5') } },
        vlans: [{ vlan: net.management, on: 'eth0', address: '10.66.6.2' }],
      }),
    ]),

  'a cable that ends in a whole switch': () =>
    stack('wrong', [
      sw1,
      server('files', {
        platform: el6,
        // @ts-expect-error value-has-its-form at sw1 }
        nics: { eth0: { mac: '00:1e:c9:00:02:00', cable: sw1 } },
        vlans: [{ vlan: net.management, on: 'eth0', address: '10.66.6.2' }],
      }),
    ]),

  'a platform by its name': () =>
    stack('wrong', [
      sw1,
      // @ts-expect-error value-has-its-form at 'el9'
      server('files', { platform: 'el9', nics, bonds, vlans: management }),
    ]),

  'the lines of modprobe.conf where there is a folder': () =>
    stack('wrong', [
      sw1,
      // @ts-expect-error modprobe-conf-is-whole at modprobe
      server('files', { platform: el6, nics, bonds, vlans: management, modprobe: ['alias eth0 bnx2'] }),
    ]),

  'a hash that the oldest kernel does not have': () =>
    stack('wrong', [
      sw1,
      server('files', {
        platform: el5,
        nics,
        // @ts-expect-error bond-option-exists-on-platform at 'layer2+3'
        bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'], options: { xmit_hash_policy: 'layer2+3' } } },
        vlans: management,
        modprobe: ['alias eth0 bnx2', 'alias eth1 bnx2', 'alias eth2 bnx2'],
      }),
    ]),

  'a default route by name': () =>
    stack('wrong', [
      sw1,
      // @ts-expect-error value-has-its-form at 'management'
      server('files', { platform: el9, nics, bonds, vlans: management, defaultRoute: 'management' }),
    ]),

  'a command without its test': () =>
    stack('wrong', [
      sw1,
      // @ts-expect-error key-is-there at { run: 'reboot' }
      server('files', { platform: el9, nics, bonds, vlans: management, commands: { again: { run: 'reboot' } } }),
    ]),

  'a file with a relative path': () =>
    stack('wrong', [
      sw1,
      // @ts-expect-error name-is-usable at 'etc/motd'
      server('files', { platform: el9, nics, bonds, vlans: management, files: { 'etc/motd': { content: 'hello' } } }),
    ]),

  'a secret where text is meant': () =>
    stack('wrong', [
      sw1,
      // @ts-expect-error value-has-its-form at secret('domain')
      server('files', { platform: debian12, nics, bonds, vlans: management, domain: secret('domain') }),
    ]),

  'a service in a state that is none': () =>
    stack('wrong', [
      sw1,
      // @ts-expect-error value-has-its-form at 'started'
      server('files', { platform: debian12, nics, bonds, vlans: management, services: { sshd: 'started' } }),
    ]),

  'a link with one end': () =>
    stack('wrong', [
      sw1,
      // @ts-expect-error value-has-its-form at [sw1.port('Gi0/25')]
      link('uplink', { cables: [[sw1.port('Gi0/25')]] }),
    ]),

  'a VLAN plan in the list of a stack': () =>
    stack('wrong', [
      sw1,
      // @ts-expect-error listed-is-a-construct at net.public
      net.public,
    ]),

  'a law that there is not': () =>
    // @ts-expect-error value-has-its-form at 'be-nice'
    stack('wrong', [sw1], { laws: ['be-nice'] }),
};
