import { catalyst3560g, debian12, link, type Stack, server, stack, vlans } from 'rackwright';
import type { Lab } from '../lab.ts';

/** A stack that compiles only because somebody has accepted what a law says of it. */
export interface Fault {
  readonly law: string;
  /** Its machines, and where their cables end, are among those of the {@link plant}. */
  readonly stack: Stack;
  /** Passes when the fault is there. */
  readonly shows: (lab: Lab) => Promise<void>;
}

export const net = vlans({
  public: { id: 2, subnet: '198.51.100.0/24', trust: 'public' },
  management: { id: 666, subnet: '10.66.6.0/24', trust: 'management' },
  storage: { id: 667, subnet: '10.66.7.0/24', mtu: 9000, trust: 'storage' },
});

/** A switch with a firewall on a trunk: the far end of most questions. */
export const switchWithFirewall = () =>
  catalyst3560g('sw1', {
    model: 'WS-C3560G-24TS',
    ports: { 'Gi0/24': { trunk: [net.public, net.management, net.storage], description: 'firewall' } },
  });

export const host = { platform: debian12, defaultRoute: 'none' } as const;
export const mac = (n: number): string => `00:1e:c9:00:05:0${n}`;

/** Everything that a fault may be made of: one set of machines and cables for all of them. */
export const plant = (): Stack => {
  const sw1 = catalyst3560g('sw1', {
    model: 'WS-C3560G-24TS',
    ports: {
      'Gi0/3': { access: net.management, description: 'another machine' },
      'Gi0/24': { trunk: [net.public, net.management, net.storage], description: 'firewall' },
    },
  });
  const sw2 = catalyst3560g('sw2', { model: 'WS-C3560G-24TS' });
  const between = link('between', { cables: [[sw1.port('Gi0/23'), sw2.port('Gi0/23')]] });
  const web1 = server('web1', {
    ...host,
    nics: {
      eno1: { mac: mac(1), cable: sw1.port('Gi0/1') },
      eno2: { mac: mac(2), cable: sw1.port('Gi0/2') },
      eno3: { mac: mac(3), cable: sw2.port('Gi0/1') },
    },
    vlans: [
      { vlan: net.public, on: 'eno1' },
      { vlan: net.management, on: 'eno3', address: '10.66.6.31' },
    ],
  });
  return stack('plant', [sw1, sw2, between, web1]);
};

/** The VLANs of the firewall, each with the address 254. */
export const openFirewall = async (lab: Lab): Promise<ReturnType<Lab['outsider']>> => {
  const firewall = lab.outsider('sw1 Gi0/24');
  await firewall.run(`
    for vlan in 2:198.51.100 666:10.66.6 667:10.66.7; do
      id=\${vlan%:*}
      ip link add link port name port.$id type vlan id $id
      ip link set port.$id up
      ip addr add \${vlan#*:}.254/24 dev port.$id
    done`);
  return firewall;
};
