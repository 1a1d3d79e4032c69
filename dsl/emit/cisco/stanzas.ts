import { byDefault, type From } from '../../language/place.ts';
import type { Channel, Known, Port, SiteSwitch } from '../../model/model.ts';
import { freeText } from './free-text.ts';
import type { Setting, Stanza } from './setting.ts';
import { towardsHost, towardsOthers } from './spanning-tree.ts';
import { switching } from './switching.ts';

const alone = byDefault('a port that is a member of no channel leaves the one it was in');
const open = byDefault('a port that is used is not shut down');

const descriptionOf = ({ value, from }: Known<string>): Setting => ({
  key: 'description',
  lines: [`description ${freeText(value)}`],
  undo: ['no description'],
  from,
});

const opened: Setting = { key: 'shutdown', lines: ['no shutdown'], undo: [], from: [open] };

const flowControlOf = ({ flowControl }: SiteSwitch): Setting => ({
  key: 'flowcontrol',
  lines: [`flowcontrol receive ${flowControl.value}`],
  undo: ['flowcontrol receive off'],
  from: flowControl.from,
});

const membership = ({ number, mode }: Channel): Setting => ({
  key: 'channel',
  lines: [`channel-group ${number.value} mode ${mode.value}`],
  undo: ['no channel-group'],
  stays: true,
  from: [...number.from, ...mode.from],
});

const rateOf = (it: SiteSwitch, channel: Channel): Setting[] =>
  it.facts.choosesLacpRate && channel.mode.value === 'active'
    ? [
        {
          key: 'lacp rate',
          lines: [`lacp rate ${channel.lacpRate.value === 'fast' ? 'fast' : 'normal'}`],
          undo: ['no lacp rate'],
          from: [...channel.lacpRate.from, ...channel.mode.from],
        },
      ]
    : [];

/** A switch that keeps a silent partner from the network is told to let it have one port, as the others do anyway. */
const aloneOf = ({ facts }: SiteSwitch, { alone, mode }: Channel): Setting[] =>
  facts.suspendsSilentMembers && alone !== undefined && mode.value === 'active'
    ? [
        {
          key: 'standalone',
          lines: ['no port-channel standalone-disable'],
          undo: ['port-channel standalone-disable'],
          from: [...alone.from, ...mode.from],
        },
      ]
    : [];

/** What takes back a line of the user's. Of a `no` the opposite could set what was not set before; `default` cannot. */
const opposite = (line: string): string[] => {
  const words = line.trim();
  if (words === '' || words.startsWith('!')) return [];
  return [words.startsWith('no ') ? `default ${words.slice(3)}` : `no ${words}`];
};

const rawOf = ({ raw }: Port): Setting[] =>
  raw.length === 0
    ? []
    : [
        {
          key: 'raw',
          lines: raw.map((it) => it.value),
          undo: raw.flatMap((it) => opposite(it.value)).reverse(),
          stays: true,
          from: raw.flatMap((it) => it.from),
        },
      ];

/** Whether the model knows that the port is in no channel: what is not modelled may well be one, in the user's own lines. */
const standsAlone = ({ peer, raw }: Port): boolean =>
  peer.kind !== 'unmodelled' && !raw.some((it) => it.value.trim().startsWith('channel-group'));

/** The long name of the hardware for `Gi0/1`. */
export const longName = ({ facts }: SiteSwitch, port: string): string =>
  port.replace(/^[A-Za-z]+/, (short) => facts.longNames[short] ?? short);

const settingsOf = (it: SiteSwitch, port: Port, channel: Channel | undefined): readonly Setting[] => {
  const description = descriptionOf(port.description);
  const single: Setting = { key: 'channel', lines: ['no channel-group'], undo: [], from: [alone] };
  if (port.traffic.mode === 'idle') return [description, ...rawOf(port)];
  if (port.traffic.mode === 'unused') {
    const shut: Setting = { key: 'shutdown', lines: ['shutdown'], undo: ['no shutdown'], from: port.traffic.from };
    return [description, shut, single, ...switching(port.traffic, it.facts)];
  }
  const host = port.peer.kind === 'nic' || port.peer.kind === 'bmc';
  return [
    description,
    ...(channel === undefined && standsAlone(port) ? [single] : []),
    ...switching(port.traffic, it.facts),
    ...(port.peer.kind === 'nic' ? [flowControlOf(it)] : []),
    ...(host ? towardsHost(it, port.traffic, port.traffic.from) : towardsOthers(port.raw, port.traffic.from)),
    ...(channel === undefined ? [] : [membership(channel), ...rateOf(it, channel)]),
    ...rawOf(port),
    opened,
  ];
};

/** The bond that a port's cable belongs to, or its NIC: their mode decides whether there is a channel. */
const cabledTo = ({ peer }: Port): readonly From[] =>
  peer.kind === 'nic' && peer.bond !== undefined ? [peer.bond.at] : [];

export const portStanza = (it: SiteSwitch, port: Port): Stanza => ({
  interface: longName(it, port.name),
  from: [port.at, ...cabledTo(port), ...port.traffic.from],
  settings: settingsOf(
    it,
    port,
    it.channels.find(({ number }) => number.value === port.channel),
  ),
});

/** A channel that carries something; an idle one is left as it is, like the ports it is made of. */
export const channelStanza = (it: SiteSwitch, channel: Channel): Stanza => ({
  interface: `Port-channel${channel.number.value}`,
  from: [channel.at, ...channel.number.from, ...channel.traffic.from],
  settings:
    channel.traffic.mode === 'idle'
      ? []
      : [
          descriptionOf(channel.description),
          ...switching(channel.traffic, it.facts),
          ...aloneOf(it, channel),
          ...(channel.towards === 'host'
            ? towardsHost(it, channel.traffic, channel.number.from)
            : towardsOthers(
                channel.ports.flatMap(({ raw }) => raw),
                channel.number.from,
              )),
          opened,
        ],
});
