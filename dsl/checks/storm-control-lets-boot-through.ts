import type { Check } from './check.ts';
import { installExample, listed } from './install-example.ts';

const why =
  'A card that boots asks by broadcast, and so does every other machine of its VLAN: where the port cuts broadcast off below a hundredth of its speed, the answer may never come.';

/** `storm-control broadcast level 0.50`, in percent; `bps` and `pps` say nothing without the speed of the port. */
const level = /^storm-control (?:broadcast|multicast) level (\d+(?:\.\d+)?)\b/;

export const stormControlLetsBootThrough: Check = {
  code: 'storm-control-lets-boot-through',
  severity: 'warning',
  law: 'A port that a machine is installed through does not cut off broadcast below one percent of its speed.',
  why,
  covers: ['SW-11'],
  bad: `const lab = catalyst3560g('lab', {
  model: 'WS-C3560G-24TS',
  ports: { 'Gi0/5': { raw: [«'storm-control broadcast level 0.10'»] } },
});
${installExample({}).replace('sw1.port', 'lab.port')}${listed('web1').replace('sw1', 'lab')}`,
  good: `const lab = catalyst3560g('lab', {
  model: 'WS-C3560G-24TS',
  ports: { 'Gi0/5': { raw: ['storm-control broadcast level 1.00'] } },
});
${installExample({}).replace('sw1.port', 'lab.port')}${listed('web1').replace('sw1', 'lab')}`,
  *find({ switches }) {
    for (const it of switches) {
      for (const { name, peer, raw } of it.ports) {
        if (peer.kind !== 'nic' || peer.host.install?.nic.name !== peer.nic.name) continue;
        for (const { value, from } of raw) {
          const percent = level.exec(value)?.[1];
          const at = from.find((cause) => cause.kind === 'place');
          if (percent === undefined || Number(percent) >= 1 || at === undefined) continue;
          yield {
            message: `${peer.host.name} is installed through ${it.name} ${name}, which cuts broadcast off at ${percent} percent`,
            at,
            why,
            fix: 'Write a level of 1.00 or more.',
          };
        }
      }
    }
  },
};
