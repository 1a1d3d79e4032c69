import type { Check } from './check.ts';
import { isWithin } from './ios-words.ts';

const why =
  'What a port is follows from what is plugged into it, on both ends at once. A raw line that says it again is typed after it and wins, on this port only: the trunk, the channel and the host no longer agree, and no law can see it.';

interface Derived {
  readonly command: string;
  /** Where a stack says what it comes from. */
  readonly fix: string;
  /** Only where a cable of the model ends: of what is not modelled nothing but the VLANs is derived. */
  readonly cabled?: true;
}

const vlans = 'Take it out: what the port carries follows from the VLANs on its cable, or from access: and trunk:.';

const derived: readonly Derived[] = [
  { command: 'description', fix: 'Write description: for the port.' },
  ...['mode', 'access', 'trunk', 'nonegotiate'].map((word) => ({ command: `switchport ${word}`, fix: vlans })),
  { command: 'shutdown', fix: "Write 'unused' for a port that is shut, and nothing for one that is not." },
  { command: 'flowcontrol send', fix: 'Take it out: these switches heed pause frames, and cannot send any.' },
  {
    command: 'channel-group',
    fix: "Take it out: the channel follows from the bond's members, and its number from channel:.",
    cabled: true,
  },
  { command: 'channel-protocol', fix: "Take it out: the protocol follows from the bond's mode.", cabled: true },
  { command: 'flowcontrol', fix: 'Write flowControl: for the switch.', cabled: true },
  { command: 'spanning-tree bpduguard', fix: 'Write bpduGuard: for the switch.', cabled: true },
  { command: 'lacp rate', fix: "Write lacp_rate: in the bond's options.", cabled: true },
  { command: 'mtu', fix: 'Write mtu: for the VLAN.', cabled: true },
];

/** A raw line adds to what is derived. */
export const rawLineIsNotDerived: Check = {
  code: 'raw-line-is-not-derived',
  severity: 'error',
  law: 'A raw line of a port says nothing that follows from the rest of the stack.',
  why,
  covers: ['LAG-04', 'SW-08'],
  bad: `const lab = catalyst3560g('lab', {
  model: 'WS-C3560G-24TS',
  ports: { 'Gi0/7': { access: net.management, description: 'printer', raw: [«'switchport trunk allowed vlan 2'»] } },
});

export default stack('example', [lab]);
`,
  good: `const lab = catalyst3560g('lab', {
  model: 'WS-C3560G-24TS',
  ports: { 'Gi0/7': { trunk: [net.public], description: 'printer' } },
});

export default stack('example', [lab]);
`,
  *find({ claims }) {
    for (const { switch: of, port, use, at } of claims) {
      if (use === undefined || use === 'unused') continue;
      const cabled = !('access' in use) && !('trunk' in use);
      for (const [index, line] of (use.raw ?? []).entries()) {
        const found = derived.find((it) => (cabled || it.cabled === undefined) && isWithin(line, it.command));
        if (found === undefined) continue;
        const { command, fix } = found;
        yield {
          message: `a raw line of ${of.name} ${port} sets ${command}, which follows from the rest of the stack`,
          at: { ...at, path: [...at.path, 'raw', index] },
          why,
          fix,
        };
      }
    }
  },
};
