import type { Check } from './check.ts';

const why =
  'A port with PortFast forwards at once, before spanning tree knows where it leads. Towards a host that is right, and is written where a cable ends in one; between switches it lets a loop run.';

const portfast = /^\s*spanning-tree portfast\b(?!\s+disable)/;

export const portfastIsForHosts: Check = {
  code: 'portfast-is-for-hosts',
  severity: 'error',
  law: 'No raw line switches PortFast on where a cable leads to another switch.',
  why,
  covers: ['STP-06'],
  bad: `const sw3 = catalyst3560g('sw3', {
  model: 'WS-C3560G-24TS',
  ports: { 'Gi0/24': { raw: [«'spanning-tree portfast trunk'»] } },
});
const between = link('between', { cables: [[‹sw3.port('Gi0/24')›, sw2.port('Gi0/24')]] });

export default stack('example', [sw2, sw3, between]);
`,
  good: `const between = link('between', { cables: [[sw1.port('Gi0/24'), sw2.port('Gi0/24')]] });

export default stack('example', [sw1, sw2, between]);
`,

  *find({ switches }) {
    for (const { name, ports } of switches) {
      for (const port of ports) {
        if (port.peer.kind !== 'switch') continue;
        for (const { value, from } of port.raw) {
          const [at] = from;
          if (!portfast.test(value) || at?.kind !== 'place') continue;
          yield {
            message: `${name} ${port.name} has '${value.trim()}', and leads to ${port.peer.switch}`,
            at,
            also: [{ at: port.at, message: `link ${port.peer.link.name} ends in ${name} ${port.name}` }],
            why,
            fix: 'Remove the line.',
          };
        }
      }
    }
  },
};
