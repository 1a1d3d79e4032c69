import { type Place, place } from '../language/place.ts';
import type { Switch } from '../language/switch.ts';
import type { Bridge, Port, SiteHost, SiteSwitch } from '../model/model.ts';
import type { Check } from './check.ts';

const why =
  'A bridge with spanning tree sends BPDUs, and a guarded port is shut by the first one (err-disabled) until somebody opens it again by hand.';

const guard = /^\s*spanning-tree bpduguard enable\b/;

interface Guarded {
  readonly switch: SiteSwitch;
  readonly ports: ReadonlyMap<string, Port>;
}

/** The cables under a bridge that end in a guarded port, each with what guards it. */
const guarded = (
  host: SiteHost,
  bridge: Bridge,
  switches: ReadonlyMap<Switch, Guarded>,
): { readonly port: string; readonly at: Place }[] => {
  const on = host.attachments.find((it) => it.device === bridge.name)?.on;
  return host.nics.flatMap((nic) => {
    if ((nic.master !== on && nic.name !== on) || nic.cable?.kind !== 'switch-port') return [];
    const far = switches.get(nic.cable.switch);
    if (far === undefined) return [];
    const port = `${far.switch.name} ${nic.cable.port}`;
    if (far.switch.bpduGuard) return [{ port, at: place(far.switch.of, 'bpduGuard') }];
    const line = far.ports.get(nic.cable.port)?.raw.find(({ value }) => guard.test(value))?.from[0];
    return line?.kind === 'place' ? [{ port, at: line }] : [];
  });
};

export const spanningTreeMeetsNoBpduGuard: Check = {
  code: 'spanning-tree-meets-no-bpdu-guard',
  severity: 'error',
  law: 'A bridge with spanning tree is not cabled to a port that BPDU guard watches.',
  why,
  covers: ['STP-01'],
  bad: `const sw3 = catalyst3560g('sw3', { model: 'WS-C3560G-24TS', bpduGuard: ‹true› });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw3.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw3.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  bridges: { br666: { vlan: net.management, on: 'bond0', address: '10.66.6.11', stp: «true» } },
});

export default stack('example', [sw3, hv1]);
`,
  good: `const sw3 = catalyst3560g('sw3', { model: 'WS-C3560G-24TS', bpduGuard: true });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw3.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw3.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  bridges: { br666: { vlan: net.management, on: 'bond0', address: '10.66.6.11' } },
});

export default stack('example', [sw3, hv1]);
`,

  *find({ hosts, switches }) {
    const bySwitch = new Map<Switch, Guarded>(
      switches.map((it) => [it.of, { switch: it, ports: new Map(it.ports.map((port) => [port.name, port])) }]),
    );
    for (const host of hosts) {
      for (const bridge of host.bridges) {
        if (!bridge.stp.value) continue;
        const found = guarded(host, bridge, bySwitch);
        if (found.length === 0) continue;
        const places = new Map<string, { readonly at: Place; readonly ports: string[] }>();
        for (const { port, at } of found) {
          const key = [at.of.name, ...at.path].join(' ');
          const known = places.get(key);
          if (known === undefined) places.set(key, { at, ports: [port] });
          else known.ports.push(port);
        }
        yield {
          message: `${host.name} ${bridge.name} has spanning tree, and BPDU guard watches ${found.map((it) => it.port).join(' and ')}`,
          at: { ...bridge.at, path: [...bridge.at.path, 'stp'] },
          also: [...places.values()].map((it) => ({ at: it.at, message: `guards ${it.ports.join(' and ')}` })),
          why,
          fix: `Remove stp from ${bridge.name}, which has one uplink and cannot close a loop; or take the guard off.`,
        };
      }
    }
  },
};
