import { byDefault, type From, place } from '../../language/place.ts';
import type { Known, SiteSwitch, Traffic } from '../../model/model.ts';
import type { Setting } from './setting.ts';

const edge = byDefault('a host closes no loop, and its link must not wait 30 seconds for spanning tree');
const loop = byDefault('what is not a host can close a loop, and a port keeps PortFast from the host it once led to');

/** What an interface towards a host says to spanning tree. */
export const towardsHost = (it: SiteSwitch, traffic: Traffic, from: readonly From[]): readonly Setting[] => {
  const fast: Setting = {
    key: 'portfast',
    lines: [`spanning-tree portfast${traffic.mode === 'trunk' ? ' trunk' : ''}`],
    undo: ['no spanning-tree portfast'],
    from: [...from, edge],
  };
  const guard: Setting = {
    key: 'bpduguard',
    lines: ['spanning-tree bpduguard enable'],
    undo: ['no spanning-tree bpduguard'],
    from: [place(it.of, 'bpduGuard')],
  };
  return it.bpduGuard ? [fast, guard] : [fast];
};

/** As IOS takes it: in short, and with its opposite. */
const portfast = /^\s*(?:(?:no|default)\s+)?span\S*\s+portf/i;

/**
 * What any other interface says: that it waits. Whoever knows better says so in
 * a line of their own, and then nothing is said here.
 *
 * The `no` takes no word after it: it ends `portfast`, `portfast trunk` and
 * `portfast edge trunk` alike (Catalyst 4500 Command Reference OL-28738).
 */
export const towardsOthers = (raw: readonly Known<string>[], from: readonly From[]): readonly Setting[] =>
  raw.some(({ value }) => portfast.test(value))
    ? []
    : [
        {
          key: 'portfast',
          lines: ['no spanning-tree portfast'],
          undo: [],
          from: [...from, ...raw.flatMap((it) => it.from), loop],
        },
      ];
