import type { Claim } from '../model/model.ts';
import type { Check } from './check.ts';

const why =
  'description and raw alone add to what a cable of the model makes of a port. Without the cable nothing says what the port is for, and no line would be written for it.';

/** What is said of a port reaches the switch. */
export const describedPortHasACable: Check = {
  code: 'described-port-has-a-cable',
  severity: 'error',
  law: 'A port that has a description or raw lines and no access or trunk is one that a cable ends in.',
  why,
  covers: [],
  judgesAbsence: true,
  bad: `const lab = catalyst3560g('lab', {
  model: 'WS-C3560G-24TS',
  ports: { 'Gi0/7': «{ description: 'printer' }» },
});

export default stack('example', [lab]);
`,
  good: `const lab = catalyst3560g('lab', {
  model: 'WS-C3560G-24TS',
  ports: { 'Gi0/7': { access: net.management, description: 'printer' } },
});

export default stack('example', [lab]);
`,
  *find({ claims }) {
    const cabled = new Map<Claim['switch'], Set<string>>();
    for (const { switch: of, port, kind } of claims) {
      if (kind !== 'cable') continue;
      const ports = cabled.get(of) ?? new Set<string>();
      cabled.set(of, ports.add(port));
    }
    for (const { switch: of, port, use, at } of claims) {
      if (use === undefined || use === 'unused' || 'access' in use || 'trunk' in use) continue;
      if (cabled.get(of)?.has(port) === true || !of.portNames.includes(port)) continue;
      yield {
        message: `nothing says what is plugged into ${of.name} ${port}`,
        at,
        why,
        fix: "Add access: or trunk: with the VLANs, write 'unused', or cable a NIC to it.",
      };
    }
  },
};
