import type { Bridge } from '../model/model.ts';
import type { Check } from './check.ts';

const why =
  'The bridge with the lowest priority is the root of the tree, and every path of the VLAN then goes by way of one host. Switches have 32768 and a host as much; a tie is for the lowest MAC address, which is a switch as a rule.';

const usual = 32768;

/** How the three network systems say the priority of a bridge. */
const priorityOf = ({ key, value }: Bridge['raw'][number]): number | undefined => {
  if (/^(bridge\.priority|bridge_bridgeprio)$/i.test(key)) return Number(value);
  const said = key === 'BRIDGING_OPTS' ? /\bpriority=(\d+)/.exec(value)?.[1] : undefined;
  return said === undefined ? undefined : Number(said);
};

/** The root of the tree is a switch. */
export const hostBridgeIsNotRoot: Check = {
  code: 'host-bridge-is-not-root',
  severity: 'warning',
  law: 'A bridge of a host with spanning tree has a priority of 32768 or more.',
  why,
  covers: ['STP-07'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  bridges: {
    br666: {
      vlan: net.management, on: 'eno1', address: '10.66.6.1', stp: true, forwardDelay: 15,
      raw: { bridge_bridgeprio: «'4096'» },
    },
  },
});

export default stack('example', [sw1, hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  bridges: {
    br666: {
      vlan: net.management, on: 'eno1', address: '10.66.6.1', stp: true, forwardDelay: 15,
      raw: { bridge_bridgeprio: '61440' },
    },
  },
});

export default stack('example', [sw1, hv1]);
`,
  *find({ hosts }) {
    for (const { name, bridges } of hosts) {
      for (const bridge of bridges) {
        if (!bridge.stp.value) continue;
        for (const it of bridge.raw) {
          const priority = priorityOf(it);
          if (priority === undefined || !(priority < usual)) continue;
          yield {
            message: `${name} ${bridge.name} has the priority ${priority}, which makes it the root of VLAN ${bridge.vlan.name}`,
            at: it.at,
            why,
            fix: `Take it out, which makes it ${usual}, or write 61440.`,
          };
        }
      }
    }
  },
};
