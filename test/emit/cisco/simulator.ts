import type { SwitchFacts } from '../../../dsl/platforms/switches.ts';

/** How a frame of a VLAN is on the wire. */
export type Tag = 'tagged' | 'untagged';

/** What decides which frames pass: what members of a channel must have in common. */
interface Switching {
  mode: 'dynamic auto' | 'trunk' | 'access';
  encapsulation: 'negotiate' | 'dot1q';
  native: number;
  /** Bit N is VLAN N. */
  allowed: bigint;
  access: number;
}

interface Interface extends Switching {
  description: string;
  shutdown: boolean;
  nonegotiate: boolean;
  portfast: 'off' | 'access' | 'trunk';
  bpduguard: boolean;
  flowcontrol: string;
  lacpRate: string;
  channel: { number: number; mode: string } | undefined;
  /** Lines of the user's, which mean nothing here. */
  raw: string[];
}

export interface Simulator {
  /** Types one line; gives the reasons for which the switch refused something, if it did. Throws on what it does not know at all. */
  feed(line: string): readonly string[];
  /** Types `end`, so that what is pending is done. */
  end(): readonly string[];
  /** Whether a frame of the VLAN gets through the port or channel in this form. */
  passes(name: string, vlan: number, tag: Tag): boolean;
  /** Why a member of a channel is suspended; undefined when it is not. */
  suspended(port: string): string | undefined;
  /** Everything that is not as in a new switch. */
  snapshot(): unknown;
  interface(name: string): Readonly<Interface> | undefined;
  vlanName(id: number): string | undefined;
  readonly mtu: () => number;
}

const all = (1n << 4095n) - 2n;
const fresh = (): Interface => ({
  description: '',
  shutdown: false,
  mode: 'dynamic auto',
  encapsulation: 'negotiate',
  native: 1,
  allowed: all,
  access: 1,
  nonegotiate: false,
  portfast: 'off',
  bpduguard: false,
  flowcontrol: 'off',
  lacpRate: 'normal',
  channel: undefined,
  raw: [],
});

const unknown = (line: string): never => {
  throw new Error(`% Invalid input detected: ${line}`);
};

const vlanId = (text: string): number => {
  const id = Number(text);
  return Number.isInteger(id) && id >= 1 && id <= 4094 ? id : unknown(text);
};

const listed = (text: string): bigint => {
  let bits = 0n;
  for (const part of text.split(',')) {
    const [, from = '', to = from] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? unknown(text);
    const [low, high] = [vlanId(from), vlanId(to)];
    if (low > high) unknown(text);
    bits |= (1n << BigInt(high + 1)) - (1n << BigInt(low));
  }
  return bits;
};

const inherited = ['default', 'fddi-default', 'trcrf-default', 'fddinet-default', 'trbrf-default'];
const ownVlans: readonly [number, string][] = [1, 1002, 1003, 1004, 1005].map((id, index) => [id, inherited[index] ?? '']);

/** A port without a mode carries nothing of ours: open or shut, it counts as the same. */
const plain = (it: Interface): Record<string, unknown> => ({
  ...it,
  shutdown: it.mode === 'dynamic auto' ? 'either' : it.shutdown,
  allowed: it.allowed.toString(16),
});
const json = (it: Interface): string => JSON.stringify(plain(it));

/**
 * A Catalyst, as far as these files need one: running state, changed line by line.
 *
 * @param ports long names of the hardware
 * @param raw what a user's own lines look like here; everything else unknown is an error
 */
export const simulator = (facts: SwitchFacts, ports: readonly string[], raw = /^(no )?(storm-control|switchport port-security) /): Simulator => {
  const vlans = new Map<number, string>(ownVlans);
  const interfaces = new Map<string, Interface>(ports.map((name) => [name, fresh()]));
  let vtp: 'server' | 'transparent' = 'server';
  let mtu = 1500;
  let inside: { vlan: number; name: string | undefined } | string | undefined;
  let refusals: string[] = [];
  const refuse = (why: string): void => {
    refusals.push(why);
  };

  const channelName = (number: number): string => `Port-channel${number}`;
  const isChannel = (name: string): boolean => name.startsWith('Port-channel');
  const membersOf = (name: string): [string, Interface][] =>
    [...interfaces].filter(([, it]) => it.channel !== undefined && channelName(it.channel.number) === name);

  const leaveVlan = (): void => {
    if (typeof inside !== 'object') return;
    const { vlan, name = vlans.get(vlan) ?? `VLAN${String(vlan).padStart(4, '0')}` } = inside;
    if (facts.system === 'IOS 12.2' && vlan > 1005 && vtp !== 'transparent') return refuse(`VLAN ${vlan} needs VTP transparent`);
    if ([...vlans].some(([id, other]) => id !== vlan && other === name)) return refuse(`another VLAN is named ${name}`);
    if (ownVlans.some(([id, own]) => id === vlan && own !== name)) return refuse(`VLAN ${vlan} keeps its name`);
    vlans.set(vlan, name);
  };
  const enter = (next: typeof inside): void => {
    leaveVlan();
    inside = next;
  };

  const difference = (member: Interface, channel: Interface): string | undefined => {
    if (member.mode !== channel.mode) return 'mode';
    if (member.mode !== 'trunk') return member.access === channel.access ? undefined : 'access vlan';
    if (member.encapsulation !== channel.encapsulation) return 'encapsulation';
    if (member.native !== channel.native) return 'native vlan';
    return member.allowed === channel.allowed ? undefined : 'vlan mask';
  };

  const join = (port: Interface, number: number, mode: string): void => {
    if (number < facts.channels.least || number > facts.channels.most) return unknown(`channel-group ${number}`);
    if (port.channel !== undefined) {
      if (port.channel.number !== number) refuse(`the port is in channel-group ${port.channel.number}`);
      else if (port.channel.mode !== mode) refuse(`the port is in mode ${port.channel.mode}`);
      return;
    }
    const name = channelName(number);
    const [other] = membersOf(name);
    if (other !== undefined && (other[1].channel?.mode === 'on') !== (mode === 'on')) return refuse(`channel-group ${number} has another protocol`);
    if (!interfaces.has(name)) interfaces.set(name, { ...fresh(), ...switchingOf(port), portfast: port.portfast, bpduguard: port.bpduguard });
    port.channel = { number, mode };
  };
  const switchingOf = ({ mode, encapsulation, native, allowed, access, nonegotiate }: Interface) => ({ mode, encapsulation, native, allowed, access, nonegotiate });

  const setMode = (it: Interface, mode: Switching['mode']): void => {
    if (mode === 'trunk' && facts.choosesEncapsulation && it.encapsulation === 'negotiate') return refuse('an interface whose trunk encapsulation is Auto cannot be trunk');
    if (mode === 'dynamic auto' && it.nonegotiate) return refuse('nonegotiate conflicts with dynamic');
    it.mode = mode;
  };

  const setAllowed = (it: Interface, words: string): void => {
    if (words.length > 200) return unknown(words);
    if (words === 'none') it.allowed = 0n;
    else if (words === 'all') it.allowed = all;
    else if (words.startsWith('add ')) it.allowed |= listed(words.slice(4));
    else if (words.startsWith('remove ')) it.allowed &= ~listed(words.slice(7));
    else it.allowed = listed(words);
  };

  const setAccess = (it: Interface, id: number): void => {
    if (!vlans.has(id)) vlans.set(id, `VLAN${String(id).padStart(4, '0')}`);
    it.access = id;
  };

  /** Said to a channel, these reach its members. */
  const shared: readonly [RegExp, (it: Interface, value: string) => void][] = [
    [/^shutdown$/, (it) => void (it.shutdown = true)],
    [/^no shutdown$/, (it) => void (it.shutdown = false)],
    [/^switchport mode (trunk|access)$/, (it, value) => setMode(it, value as 'trunk' | 'access')],
    [/^no switchport mode$/, (it) => setMode(it, 'dynamic auto')],
    [
      /^switchport nonegotiate$/,
      (it) => (it.mode === 'dynamic auto' ? refuse('nonegotiate conflicts with dynamic') : void (it.nonegotiate = true)),
    ],
    [/^no switchport nonegotiate$/, (it) => void (it.nonegotiate = false)],
    [/^switchport access vlan (\d+)$/, (it, value) => setAccess(it, vlanId(value))],
    [/^no switchport access vlan$/, (it) => void (it.access = 1)],
    [/^switchport trunk native vlan (\d+)$/, (it, value) => void (it.native = vlanId(value))],
    [/^no switchport trunk native vlan$/, (it) => void (it.native = 1)],
    [/^switchport trunk allowed vlan (.+)$/, setAllowed],
    [/^no switchport trunk allowed vlan$/, (it) => void (it.allowed = all)],
    [/^spanning-tree portfast trunk$/, (it) => void (it.portfast = 'trunk')],
    [/^spanning-tree portfast$/, (it) => void (it.portfast = 'access')],
    [/^no spanning-tree portfast$/, (it) => void (it.portfast = 'off')],
    [/^spanning-tree bpduguard enable$/, (it) => void (it.bpduguard = true)],
    [/^no spanning-tree bpduguard$/, (it) => void (it.bpduguard = false)],
    ...(facts.choosesEncapsulation
      ? ([
          [/^switchport trunk encapsulation dot1q$/, (it) => void (it.encapsulation = 'dot1q')],
          [
            /^no switchport trunk encapsulation$/,
            (it) => (it.mode === 'trunk' ? refuse('a trunk cannot negotiate its encapsulation') : void (it.encapsulation = 'negotiate')),
          ],
        ] as [RegExp, (it: Interface) => void][])
      : []),
  ];
  const own: readonly [RegExp, (it: Interface, value: string) => void][] = [
    [/^description (\S.{0,239})$/, (it, value) => void (it.description = value)],
    [/^no description$/, (it) => void (it.description = '')],
  ];
  /** A channel has none of these. */
  const physical: readonly [RegExp, (it: Interface, value: string, second: string) => void][] = [
    [/^flowcontrol receive (desired|on|off)$/, (it, value) => void (it.flowcontrol = value)],
    [/^channel-group (\d+) mode (active|passive|on)$/, (it, value, second) => join(it, Number(value), second)],
    [/^no channel-group$/, (it) => void (it.channel = undefined)],
    ...(facts.choosesLacpRate
      ? ([
          [/^lacp rate (normal|fast)$/, (it, value) => void (it.lacpRate = value)],
          [/^no lacp rate$/, (it) => void (it.lacpRate = 'normal')],
        ] as [RegExp, (it: Interface, value: string) => void][])
      : []),
    [raw, () => undefined],
  ];

  const onInterface = (name: string, line: string): boolean => {
    const it = interfaces.get(name) ?? unknown(name);
    for (const [pattern, act] of shared) {
      const found = pattern.exec(line);
      if (found === null) continue;
      act(it, found[1] ?? '');
      if (isChannel(name)) for (const [, member] of membersOf(name)) act(member, found[1] ?? '');
      return true;
    }
    for (const [pattern, act] of isChannel(name) ? own : [...own, ...physical]) {
      const found = pattern.exec(line);
      if (found === null) continue;
      act(it, found[1] ?? '', found[2] ?? '');
      if (pattern === raw) it.raw = line.startsWith('no ') ? it.raw.filter((other) => other !== line.slice(3)) : [...it.raw.filter((other) => other !== line), line];
      return true;
    }
    return false;
  };

  const openInterface = (name: string): void => {
    const [, number] = /^Port-channel(\d+)$/.exec(name) ?? [];
    if (number !== undefined && !interfaces.has(name)) {
      if (Number(number) < facts.channels.least || Number(number) > facts.channels.most) unknown(name);
      interfaces.set(name, fresh());
    }
    if (!interfaces.has(name)) unknown(`interface ${name}`);
    enter(name);
  };

  const global: readonly [RegExp, (value: string) => void][] = [
    [/^interface (\S+)$/, openInterface],
    [
      /^no interface (Port-channel\d+)$/,
      (name) => {
        enter(undefined);
        // IOS shuts the ports that it takes out of a channel which is deleted.
        for (const [, it] of membersOf(name)) Object.assign(it, { channel: undefined, shutdown: true });
        if (!interfaces.delete(name)) refuse(`there is no ${name}`);
      },
    ],
    [
      /^default interface (\S+)$/,
      (name) => {
        enter(undefined);
        interfaces.set(interfaces.has(name) && !isChannel(name) ? name : unknown(name), fresh());
      },
    ],
    [/^vlan (\d+)$/, (id) => enter({ vlan: vlanId(id), name: undefined })],
    [
      /^no vlan (\d+)$/,
      (id) => {
        enter(undefined);
        if (ownVlans.some(([it]) => it === vlanId(id))) refuse(`VLAN ${id} cannot be deleted`);
        else vlans.delete(vlanId(id));
      },
    ],
    [
      /^vtp mode transparent$/,
      () => {
        enter(undefined);
        vtp = 'transparent';
      },
    ],
    [
      facts.jumbo.command === 'system mtu' ? /^system mtu (\d+)$/ : /^system mtu jumbo (\d+)$/,
      (bytes) => {
        enter(undefined);
        if (Number(bytes) < 1500 || Number(bytes) > facts.largestMtu) unknown(bytes);
        mtu = Number(bytes);
      },
    ],
    [
      new RegExp(`^no ${facts.jumbo.command}$`),
      () => {
        enter(undefined);
        mtu = 1500;
      },
    ],
  ];

  const act = (line: string): void => {
    if (line.length > 254 || /[^ -~]|\?/.test(line)) unknown(line);
    const words = line.trim();
    if (words === '' || words.startsWith('!')) return;
    if (typeof inside === 'object' && words === 'no name') return void (inside.name = `VLAN${String(inside.vlan).padStart(4, '0')}`);
    const [, name] = /^name (\S{1,32})$/.exec(words) ?? [];
    if (typeof inside === 'object' && name !== undefined) return void (inside.name = name);
    if (typeof inside === 'string' && onInterface(inside, words)) return;
    for (const [pattern, run] of global) {
      const found = pattern.exec(words);
      if (found !== null) return run(found[1] ?? '');
    }
    unknown(line);
  };
  const taken = (): string[] => {
    const now = refusals;
    refusals = [];
    return now;
  };

  const suspended = (port: string): string | undefined => {
    const it = interfaces.get(port);
    const channel = it?.channel && interfaces.get(channelName(it.channel.number));
    return it === undefined || channel === undefined ? undefined : difference(it, channel);
  };
  const passes = (name: string, vlan: number, tag: Tag): boolean => {
    const it = interfaces.get(name);
    if (it === undefined || it.shutdown || !vlans.has(vlan)) return false;
    if (isChannel(name)) return membersOf(name).some(([member]) => passes(member, vlan, tag));
    if (suspended(name) !== undefined) return false;
    if (it.mode !== 'trunk') return tag === 'untagged' && it.access === vlan;
    return (it.allowed & (1n << BigInt(vlan))) !== 0n && (it.native === vlan ? 'untagged' : 'tagged') === tag;
  };

  return {
    feed: (line) => {
      act(line);
      return taken();
    },
    end: () => {
      enter(undefined);
      return taken();
    },
    passes,
    suspended,
    snapshot: () => ({
      vlans: Object.fromEntries([...vlans].filter(([id]) => !ownVlans.some(([it]) => it === id)).sort(([a], [b]) => a - b)),
      mtu,
      interfaces: Object.fromEntries(
        [...interfaces]
          .filter(([name, it]) => isChannel(name) || json(it) !== json(fresh()))
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, it]) => [name, plain(it)]),
      ),
    }),
    interface: (name) => interfaces.get(name),
    vlanName: (id) => vlans.get(id),
    mtu: () => mtu,
  };
};
