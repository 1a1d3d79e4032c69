import type { SwitchFacts } from '../../../dsl/platforms/switches.ts';
import {
  type Command,
  channelCommands,
  channelLike,
  difference,
  fresh,
  type Interface,
  ownCommands,
  physicalCommands,
  plain,
  sharedCommands,
  unknown,
  vlanId,
} from './simulated-interface.ts';

/** How a frame of a VLAN is on the wire. */
export type Tag = 'tagged' | 'untagged';

export interface Simulator {
  /** Types one line; gives the reasons for which the switch refused something, if it did. Throws at what the platform has no word for. */
  feed(line: string): readonly string[];
  /** Types `end`, so that what is pending is done. */
  end(): readonly string[];
  /** Whether a frame of the VLAN gets through the port or channel in this form. */
  passes(name: string, vlan: number, tag: Tag): boolean;
  /** Why a member of a channel is suspended; undefined when it is not. */
  suspended(port: string): string | undefined;
  /** Everything that is not as in a new switch. */
  /** The VLANs that exist, those that every switch has among them. */
  vlanIds(): readonly number[];
  snapshot(): unknown;
  interface(name: string): Readonly<Interface> | undefined;
  vlanName(id: number): string | undefined;
  mtu(): number;
}

/** These are in every switch, and stay as they are. */
const ownVlans: ReadonlyMap<number, string> = new Map([
  [1, 'default'],
  [1002, 'fddi-default'],
  [1003, 'token-ring-default'],
  [1004, 'fddinet-default'],
  [1005, 'trnet-default'],
]);
const unnamed = (id: number): string => `VLAN${String(id).padStart(4, '0')}`;

const channelName = (number: number): string => `Port-channel${number}`;
const isChannel = (name: string): boolean => name.startsWith('Port-channel');

const find = (commands: readonly Command[], line: string): readonly [Command, string] | undefined => {
  for (const command of commands) {
    const found = command[0].exec(line);
    if (found !== null) return [command, found[1] ?? line];
  }
  return undefined;
};

/**
 * A Catalyst, as far as these files need one: running state, changed line by line.
 *
 * @param ports long names of the hardware
 * @param raw what a user's own lines look like here; anything else that is unknown is an error
 */
export const simulator = (
  facts: SwitchFacts,
  ports: readonly string[],
  raw = /^(?:no |default )?(?:storm-control|switchport port-security) .+$/,
): Simulator => {
  const vlans = new Map<number, string>(ownVlans);
  const interfaces = new Map<string, Interface>(ports.map((name) => [name, fresh()]));
  const shared = sharedCommands(facts);
  const physical = physicalCommands(facts, raw);
  const channel = channelCommands(facts);
  let vtp: 'server' | 'transparent' = 'server';
  let mtu = 1500;
  let inside: { readonly vlan: number; readonly name: string | undefined } | string | undefined;
  let refusals: string[] = [];

  const membersOf = (name: string): readonly Interface[] =>
    [...interfaces.values()].filter((it) => it.channel !== undefined && channelName(it.channel.number) === name);

  /** A VLAN is made, and named, when its own mode is left. */
  const refusedVlan = (vlan: number, name: string): string | undefined => {
    if (facts.system === 'IOS 12.2' && vlan > 1005 && vtp !== 'transparent')
      return `VLAN ${vlan} needs VTP transparent`;
    if ([...vlans].some(([id, other]) => id !== vlan && other === name)) return `another VLAN is named ${name}`;
    return ownVlans.has(vlan) && ownVlans.get(vlan) !== name ? `VLAN ${vlan} keeps its name` : undefined;
  };
  const enter = (next: typeof inside): void => {
    if (typeof inside === 'object') {
      const { vlan, name = vlans.get(vlan) ?? unnamed(vlan) } = inside;
      const refused = refusedVlan(vlan, name);
      if (refused === undefined) vlans.set(vlan, name);
      else refusals.push(refused);
    }
    inside = next;
  };

  const refusedMember = (port: Interface, number: number, mode: string): string | undefined => {
    if (port.channel !== undefined) {
      if (port.channel.number !== number) return `the port is in channel-group ${port.channel.number}`;
      return port.channel.mode === mode ? undefined : `the port is in mode ${port.channel.mode}`;
    }
    const [other] = membersOf(channelName(number));
    const alike = other === undefined || (other.channel?.mode === 'on') === (mode === 'on');
    return alike ? undefined : `channel-group ${number} has another protocol`;
  };
  const join = (port: Interface, number: number, mode: string): void => {
    if (number < facts.channels.least || number > facts.channels.most) unknown(`channel-group ${number}`);
    const refused = refusedMember(port, number, mode);
    if (refused !== undefined) {
      refusals.push(refused);
      return;
    }
    if (!interfaces.has(channelName(number))) interfaces.set(channelName(number), channelLike(port));
    port.channel = { number, mode };
  };

  const say = (it: Interface, [, effect]: Command, value: string): void => {
    const said = effect(it, value);
    if ('refused' in said) refusals.push(said.refused);
    else Object.assign(it, said);
    if (!vlans.has(it.access)) vlans.set(it.access, unnamed(it.access));
  };
  const onInterface = (name: string, line: string): boolean => {
    const it = interfaces.get(name) ?? unknown(name);
    const [, number, mode] = /^channel-group (\d+) mode (active|passive|on)$/.exec(line) ?? [];
    if (number !== undefined && mode !== undefined && !isChannel(name)) {
      join(it, Number(number), mode);
      return true;
    }
    const handedOn = find(shared, line);
    const own = handedOn ?? find([...ownCommands, ...(isChannel(name) ? channel : physical)], line);
    if (own === undefined) return false;
    say(it, ...own);
    if (handedOn !== undefined && isChannel(name)) for (const member of membersOf(name)) say(member, ...handedOn);
    return true;
  };

  const openInterface = (name: string): void => {
    const [, number] = /^Port-channel(\d+)$/.exec(name) ?? [];
    const possible =
      number !== undefined && Number(number) >= facts.channels.least && Number(number) <= facts.channels.most;
    if (!interfaces.has(name)) interfaces.set(possible ? name : unknown(`interface ${name}`), fresh());
    enter(name);
  };

  /** Lines that leave whatever mode they are typed in. */
  const global: readonly [RegExp, (value: string) => void][] = [
    [
      /^no interface (Port-channel\d+)$/,
      (name) => {
        // IOS shuts the ports that it takes out of a channel which is deleted.
        for (const it of membersOf(name)) Object.assign(it, { channel: undefined, shutdown: true });
        if (!interfaces.delete(name)) refusals.push(`there is no ${name}`);
      },
    ],
    [
      /^default interface (GigabitEthernet\S+)$/,
      (name) => {
        interfaces.set(interfaces.has(name) ? name : unknown(name), fresh());
      },
    ],
    [
      /^no vlan (\d+)$/,
      (id) => {
        if (ownVlans.has(vlanId(id))) refusals.push(`VLAN ${id} cannot be deleted`);
        else vlans.delete(vlanId(id));
      },
    ],
    [
      /^vtp mode transparent$/,
      () => {
        vtp = 'transparent';
      },
    ],
    [
      new RegExp(`^${facts.jumbo.command} (\\d+)$`),
      (bytes) => {
        mtu = Number(bytes) >= 1500 && Number(bytes) <= facts.largestMtu ? Number(bytes) : unknown(bytes);
      },
    ],
    [
      new RegExp(`^no ${facts.jumbo.command}$`),
      () => {
        mtu = 1500;
      },
    ],
  ];

  const inVlan = (vlan: number, line: string): boolean => {
    const [, name] = /^name (\S{1,32})$/.exec(line) ?? [];
    if (name === undefined && line !== 'no name') return false;
    inside = { vlan, name: name ?? unnamed(vlan) };
    return true;
  };
  const inGlobal = (line: string): boolean => {
    const [, name] = /^interface (\S+)$/.exec(line) ?? [];
    const [, vlan] = /^vlan (\d+)$/.exec(line) ?? [];
    if (name !== undefined) openInterface(name);
    else if (vlan !== undefined) enter({ vlan: vlanId(vlan), name: undefined });
    for (const [pattern, act] of global) {
      const found = pattern.exec(line);
      if (found === null) continue;
      enter(undefined);
      act(found[1] ?? '');
      return true;
    }
    return name !== undefined || vlan !== undefined;
  };
  const act = (line: string): void => {
    if (line.length > 254 || /[^ -~]|\?/.test(line)) unknown(line);
    const words = line.trim();
    if (words === '' || words.startsWith('!')) return;
    const here =
      typeof inside === 'object' ? inVlan(inside.vlan, words) : inside !== undefined && onInterface(inside, words);
    if (!here && !inGlobal(words)) unknown(line);
  };
  const taken = (): readonly string[] => {
    const now = refusals;
    refusals = [];
    return now;
  };

  const suspended = (port: string): string | undefined => {
    const it = interfaces.get(port);
    const channel = it?.channel && interfaces.get(channelName(it.channel.number));
    return it === undefined || channel === undefined ? undefined : difference(it, channel);
  };
  const through = (it: Interface, vlan: number, tag: Tag): boolean => {
    if (it.shutdown) return false;
    if (it.mode !== 'trunk') return tag === 'untagged' && it.access === vlan;
    return (it.allowed & (1n << BigInt(vlan))) !== 0n && (it.native === vlan ? 'untagged' : 'tagged') === tag;
  };
  const passes = (name: string, vlan: number, tag: Tag): boolean => {
    const it = interfaces.get(name);
    if (it === undefined || it.shutdown || !vlans.has(vlan)) return false;
    if (!isChannel(name)) return suspended(name) === undefined && through(it, vlan, tag);
    return membersOf(name).some((member) => difference(member, it) === undefined && through(member, vlan, tag));
  };

  const changed = ([name, it]: readonly [string, Interface]): boolean =>
    isChannel(name) || JSON.stringify(plain(it)) !== JSON.stringify(plain(fresh()));

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
      vlans: Object.fromEntries([...vlans].filter(([id]) => !ownVlans.has(id)).sort(([a], [b]) => a - b)),
      mtu,
      interfaces: Object.fromEntries(
        [...interfaces]
          .filter(changed)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, it]) => [name, plain(it)]),
      ),
    }),
    interface: (name) => interfaces.get(name),
    vlanName: (id) => vlans.get(id),
    vlanIds: () => [...vlans.keys()],
    mtu: () => mtu,
  };
};
