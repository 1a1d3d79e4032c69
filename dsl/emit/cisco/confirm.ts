import { byDefault, type From, place, several } from '../../language/place.ts';
import type { Channel, Port, SiteSwitch, Traffic } from '../../model/model.ts';
import type { SwitchFacts } from '../../platforms/switches.ts';
import { ranges } from '../../text/ranges.ts';
import type { Line } from '../step.ts';
import { freeText, vlanName } from './free-text.ts';
import { titleLine } from './header.ts';
import { longName } from './stanzas.ts';
import { madeVlans } from './vlans.ts';

const ownWords = byDefault('the words of the file itself');
const always = byDefault('what every change of a switch is looked at for');
const widest = 200;

interface Expected {
  readonly command: string;
  /** What it must show. */
  readonly lines: readonly Line[];
}

const used = ({ traffic }: { readonly traffic: Traffic }): boolean =>
  traffic.mode === 'access' || traffic.mode === 'trunk';

/** A list of ids, on as many lines as it needs. */
const listed = (head: string, ids: readonly number[], from: readonly From[]): Line[] => {
  const lines: string[] = [];
  for (const part of ids.length === 0 ? ['none'] : ranges(ids)) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + part.length > widest) lines.push(`${head} ${part}`);
    else lines[lines.length - 1] = `${line},${part}`;
  }
  return lines.map((text) => ({ text, from }));
};

const carrierName = (it: Port | Channel): string => (it.kind === 'port' ? it.name : `Po${it.number.value}`);
const fromOf = (it: Port | Channel): readonly From[] => [
  it.at,
  ...(it.kind === 'port' ? [] : it.number.from),
  ...it.traffic.from,
];

/** Ports that are in no channel, and channels: what the switch lists as one. */
const carriers = ({ ports, channels }: SiteSwitch): readonly (Port | Channel)[] => [
  ...channels.filter(used),
  ...ports.filter((it) => used(it) && it.channel === undefined),
];

const vlanTable = (it: SiteSwitch): Expected => ({
  command: 'show vlan brief',
  lines: madeVlans(it).map(({ vlan, from }) => ({
    text: `${vlan.id} ${vlanName(vlan.name)} active`,
    from: [place(vlan.of), place(vlan.of, 'id'), ...from],
  })),
});

/** A channel that is there when its host speaks, and not before. */
const waitsForHost = (it: Channel): boolean => used(it) && it.mode.value === 'active' && it.towards === 'host';

/** Where a channel waits: on a new site the switch comes first, and must be kept before any host can be reached. */
const whileWaiting = (it: Channel): readonly Line[] => {
  if (!waitsForHost(it)) return [];
  const hosts = it.ports.flatMap(({ peer }) => (peer.kind === 'nic' ? [peer.host] : []));
  const names = [...new Set(hosts.map(({ name }) => name))].join(' and ');
  const from = [...fromOf(it), ...it.mode.from, ...it.ports.map(({ at }) => at)];
  return [
    { text: `Po${it.number.value}(SD), each port (I), (s) or (D), is right too until ${names} is applied`, from },
  ];
};

const waiting = (channels: readonly Channel[]): readonly Line[] => {
  const from = channels.filter(waitsForHost).flatMap((it) => [...fromOf(it), ...it.mode.from]);
  return from.length === 0
    ? []
    : [
        'Of a channel whose host is not applied yet nothing below shows, and ports with (I) are listed by themselves:',
        'that is right too. Look again when the host is applied.',
      ].map((text) => ({ text, from }));
};

const channelTable = ({ channels }: SiteSwitch): Expected => ({
  command: 'show etherchannel summary',
  lines: [
    ...channels.filter(used).flatMap((it): Line[] => [
      {
        text: `Po${it.number.value}(SU)  ${it.mode.value === 'active' ? 'LACP' : '-'}  ${it.ports.map((port) => `${port.name}(P)`).join(' ')}`,
        from: [...fromOf(it), ...it.mode.from, ...it.ports.map((port) => port.at)],
      },
      ...whileWaiting(it),
    ]),
    ...waiting(channels),
  ],
});

/** The letters that stand for how often a side asks for LACPDUs, and that it speaks first. */
const flags = ({ lacpRate }: Channel): string => (lacpRate.value === 'fast' ? 'FA' : 'SA');

const lacpTable = (it: SiteSwitch, command: 'show lacp internal' | 'show lacp neighbor'): Expected => ({
  command,
  lines: it.channels.filter(waitsForHost).flatMap((channel) =>
    channel.ports.map((port) => ({
      text: `Po${channel.number.value} ${port.name} flags ${flags(channel)}${command === 'show lacp internal' ? ', state bndl' : ''}`,
      from: [...fromOf(channel), port.at, ...channel.lacpRate.from, ...channel.mode.from],
    })),
  ),
});

const trunkTable = (it: SiteSwitch): Expected => ({
  command: 'show interfaces trunk',
  lines: carriers(it).flatMap((carrier): Line[] => {
    const { traffic } = carrier;
    if (traffic.mode !== 'trunk') return [];
    const vlans = traffic.vlans.flatMap(({ vlan, from }) => [...from, place(vlan.of, 'id')]);
    const from = [...fromOf(carrier), ...vlans];
    const name = carrierName(carrier);
    return [
      {
        text: `${name}: mode on, encapsulation 802.1q, status trunking, native vlan ${traffic.native.value}`,
        from: [...from, ...traffic.native.from],
      },
      ...listed(
        `${name}: allowed, the same active, and the same forwarding:`,
        traffic.vlans.map(({ vlan }) => vlan.id),
        from,
      ),
    ];
  }),
});

const accessTable = (it: SiteSwitch): Expected => ({
  command: 'show interfaces status',
  lines: [
    ...carriers(it).flatMap((carrier): Line[] => {
      const { traffic } = carrier;
      if (traffic.mode !== 'access') return [];
      const from = [...fromOf(carrier), ...traffic.from, place(traffic.vlan.of, 'id')];
      return [{ text: `${carrierName(carrier)} connected, vlan ${traffic.vlan.id}`, from }];
    }),
    ...it.ports.flatMap(({ name, traffic }) =>
      traffic.mode === 'unused' ? [{ text: `${name} disabled`, from: traffic.from }] : [],
    ),
  ],
});

const towardsHost = (it: Port | Channel): boolean =>
  it.kind === 'channel' ? it.towards === 'host' : it.peer.kind === 'nic' || it.peer.kind === 'bmc';

const edges = (it: SiteSwitch): Expected[] =>
  carriers(it)
    .filter(towardsHost)
    .map((carrier) => ({
      command: `show spanning-tree interface ${carrier.kind === 'port' ? longName(it, carrier.name) : `Port-channel${carrier.number.value}`} portfast`,
      lines: [{ text: 'enabled in every VLAN', from: fromOf(carrier) }],
    }));

const mtuTable = ({ mtu, facts }: SiteSwitch): Expected => ({
  command: 'show system mtu',
  lines:
    mtu.value <= 1500
      ? []
      : facts.jumbo.needsReload
        ? [
            {
              text: `System Jumbo MTU size is ${mtu.value} bytes; before the reload, ${mtu.value} "on next reload"`,
              from: mtu.from,
            },
          ]
        : [{ text: `Global Ethernet MTU is ${mtu.value} bytes, and no word of a next reload`, from: mtu.from }],
});

const disabled: Expected = {
  command: 'show interfaces status err-disabled',
  lines: [{ text: 'no port', from: [always] }],
};

const keep: Readonly<Record<SwitchFacts['revert'], string>> = {
  'reload in': 'reload cancel',
  'revert timer': 'configure confirm',
};
const undone: Readonly<Record<SwitchFacts['revert'], string>> = {
  'reload in': 'leave it: within 10 minutes the switch reloads with the configuration it had.',
  'revert timer': 'leave it: within 10 minutes the switch goes back to the configuration it had.',
};

const own = (text: string): Line => ({ text, from: [ownWords] });

/** How to see that a change is what the model says, to keep it, and only then to save it. */
export const confirmLines = (it: SiteSwitch): readonly Line[] => {
  const rates = it.facts.choosesLacpRate ? [lacpTable(it, 'show lacp internal')] : [];
  const tables = [
    vlanTable(it),
    channelTable(it),
    ...rates,
    lacpTable(it, 'show lacp neighbor'),
    trunkTable(it),
    accessTable(it),
    ...edges(it),
    mtuTable(it),
    disabled,
  ];
  return [
    titleLine(it, 'verify, keep, save'),
    own('!'),
    own('! In privileged mode, one command at a time: do not paste the file whole. Under each command'),
    own('! stands what it must show. If it shows anything else, stop and'),
    own(`! ${undone[it.facts.revert]}`),
    own('!'),
    ...tables
      .filter(({ lines }) => lines.length > 0)
      .flatMap(({ command, lines }) => {
        const all = [several(lines.flatMap(({ from }) => from))];
        return [
          { text: command, from: all },
          ...lines.map(({ text, from }) => ({ text: `!   ${freeText(text)}`, from })),
          { text: '!', from: all },
        ];
      }),
    own('! All as it says: keep it.'),
    own(keep[it.facts.revert]),
    own('!'),
    own('! Only now save; the question for a file name is answered with Enter.'),
    own('copy running-config startup-config'),
  ];
};
