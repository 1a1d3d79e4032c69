import { catalyst3560g, debian12, type Stack, vlans } from 'rackwright';
import type { Lab } from '../lab.ts';

/** A stack that compiles only because somebody has accepted what a law says of it. */
export interface Fault {
  readonly law: string;
  readonly stack: Stack;
  /** Those that are machines; all unless said. */
  readonly hosts?: readonly string[];
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
