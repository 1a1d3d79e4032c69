import { channelName, linksAt } from './channel-place.ts';
import type { Check } from './check.ts';

const why =
  'The switch refuses to take another port into a channel that is full: eight ports without LACP, or sixteen with it, of which eight stand by.';

/** A channel takes all the ports that belong to it. */
export const channelHasRoom: Check = {
  code: 'channel-has-room',
  severity: 'error',
  law: 'A channel has at most as many ports as the switch takes into one: eight without LACP, sixteen with it.',
  why,
  covers: ['LAG-20'],
  bad: `const wide = link('wide', {
  cables: «[
    ${Array.from({ length: 17 }, (_, n) => `[sw1.port('Gi0/${n + 1}'), sw2.port('Gi0/${n + 1}')],`).join('\n    ')}
  ]»,
});

export default stack('example', [sw1, sw2, wide]);
`,
  good: `const wide = link('wide', {
  cables: [
    ${Array.from({ length: 8 }, (_, n) => `[sw1.port('Gi0/${n + 1}'), sw2.port('Gi0/${n + 1}')],`).join('\n    ')}
  ],
});

export default stack('example', [sw1, sw2, wide]);
`,
  *find({ switches }) {
    // A link has two channels, one at either end, and is one mistake.
    const told = new Set<unknown>();
    for (const { name, channels, facts } of switches) {
      for (const channel of channels) {
        const negotiated = channel.mode.value === 'active';
        const most = negotiated ? facts.configuredMembers : facts.activeMembers;
        if (channel.ports.length <= most || told.has(channel.at.of)) continue;
        if (channel.towards === 'switch') told.add(channel.at.of);
        yield {
          message: `${channelName(channel)} has ${channel.ports.length} ports of ${name}, which takes ${most} into one channel${negotiated ? '' : ' without LACP'}`,
          at: linksAt(channel),
          why,
          fix: `Join ${facts.activeMembers} links, which is as many as ever forward.`,
        };
      }
    }
  },
};
