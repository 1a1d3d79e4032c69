import { type Place, place } from '../language/place.ts';
import type { Nic, SiteHost } from '../model/model.ts';
import type { Check } from './check.ts';
import { isWithin } from './ios-words.ts';

const why =
  'An end with a fixed speed does not negotiate, and the other end cannot find out about duplex: it takes half, and frames are lost as soon as there is traffic. Gigabit over copper needs negotiation at both ends.';

const isForced = (line: string): boolean =>
  (isWithin(line, 'speed') || isWithin(line, 'duplex')) && !/\bauto\b/.test(line) && !/^\s*(no|default)\s/.test(line);

/** Keys by which the three network systems fix a speed. */
const forcing =
  /^(ETHTOOL_OPTS|(802-3-)?ethernet\.(speed|duplex|auto-negotiate)|link-speed|link-duplex|ethernet-autoneg)$/i;

const hostForces = ({ raw }: Nic, host: SiteHost): Place | undefined => {
  const found = raw.find((it) => forcing.test(it.key) && !/autoneg\s+on|^true$|^on$/i.test(it.value));
  return found && place(host.of, ...found.at.path);
};

/** Both ends of a cable negotiate, or neither does. */
export const speedIsForcedOnBothEnds: Check = {
  code: 'speed-is-forced-on-both-ends',
  severity: 'warning',
  law: 'A speed or duplex that is fixed at one end of a cable is fixed at the other.',
  why,
  covers: ['LAG-21'],
  bad: `const lab = catalyst3560g('lab', {
  model: 'WS-C3560G-24TS',
  ports: { 'Gi0/1': { raw: [«'speed 1000'»] } },
});
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: ‹›{ mac: '00:1e:c9:00:01:00', cable: lab.port('Gi0/1') } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.1' }],
});

export default stack('example', [lab, hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ switches }) {
    for (const { name, ports } of switches) {
      for (const { name: port, peer, raw, at } of ports) {
        if (peer.kind !== 'nic') continue;
        const line = raw.find((it) => isForced(it.value));
        const [onSwitch] = line?.from ?? [];
        const onHost = hostForces(peer.nic, peer.host);
        const who = `${peer.host.name} ${peer.nic.name}`;
        if (onSwitch?.kind === 'place' && onHost === undefined) {
          yield {
            message: `${name} ${port} has '${line?.value}', and ${who} at the other end negotiates`,
            at: onSwitch,
            also: [{ at: peer.nic.at, message: `${who} fixes nothing` }],
            why,
            fix: 'Take the line out, so that both ends negotiate.',
          };
        } else if (onSwitch === undefined && onHost !== undefined) {
          yield {
            message: `${who} fixes its speed, and ${name} ${port} at the other end negotiates`,
            at: onHost,
            also: [{ at, message: `${name} ${port} fixes nothing` }],
            why,
            fix: 'Take the raw key out, so that both ends negotiate.',
          };
        }
      }
    }
  },
};
