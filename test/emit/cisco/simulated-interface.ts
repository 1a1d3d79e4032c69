import type { SwitchFacts } from '../../../dsl/platforms/switches.ts';

/** An interface of the simulated switch: what its running configuration says. */
export interface Interface {
  description: string;
  shutdown: boolean;
  mode: 'dynamic auto' | 'trunk' | 'access';
  encapsulation: 'negotiate' | 'dot1q';
  native: number;
  /** Bit N is VLAN N. */
  allowed: bigint;
  access: number;
  nonegotiate: boolean;
  portfast: 'off' | 'access' | 'trunk';
  bpduguard: boolean;
  flowcontrol: string;
  lacpRate: string;
  /** Whether a channel lets members work whose partner is silent. */
  standalone: boolean;
  channel: { readonly number: number; readonly mode: string } | undefined;
  /** Lines of the user's, which mean nothing here. */
  raw: readonly string[];
}

const all = (1n << 4095n) - 2n;

/** As it comes out of the box. */
export const fresh = (): Interface => ({
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
  standalone: false,
  channel: undefined,
  raw: [],
});

/** For comparing. A port without a mode carries nothing of ours: open or shut, it counts as the same. */
export const plain = (it: Interface): Readonly<Record<string, unknown>> => ({
  ...it,
  shutdown: it.mode === 'dynamic auto' ? 'either' : it.shutdown,
  allowed: it.allowed.toString(16),
});

export const unknown = (line: string): never => {
  throw new Error(`% Invalid input detected: ${line}`);
};

export const vlanId = (text: string): number => {
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

const allowed = (now: bigint, words: string): bigint => {
  if (words.length > 200) unknown(words);
  if (words === 'none') return 0n;
  if (words === 'all') return all;
  if (words.startsWith('add ')) return now | listed(words.slice(4));
  if (words.startsWith('remove ')) return now & ~listed(words.slice(7));
  return listed(words);
};

/** What members of a channel must have in common with it; the first thing in which one differs. */
export const difference = (member: Interface, channel: Interface): string | undefined => {
  if (member.mode !== channel.mode) return 'mode';
  if (member.mode !== 'trunk') return member.access === channel.access ? undefined : 'access vlan';
  if (member.encapsulation !== channel.encapsulation) return 'encapsulation';
  if (member.native !== channel.native) return 'native vlan';
  return member.allowed === channel.allowed ? undefined : 'vlan mask';
};

/** What a new channel takes over from its first member. */
export const channelLike = (it: Interface): Interface => ({
  ...it,
  description: '',
  flowcontrol: 'off',
  lacpRate: 'normal',
  standalone: false,
  channel: undefined,
  raw: [],
});

/** A line, and what it says of an interface, or why it is refused. */
export type Command = readonly [
  RegExp,
  (it: Interface, value: string) => Partial<Interface> | { readonly refused: string },
];

/** Said to a channel, these reach its members. */
export const sharedCommands = (facts: SwitchFacts): readonly Command[] => [
  [/^shutdown$/, () => ({ shutdown: true })],
  [/^no shutdown$/, () => ({ shutdown: false })],
  [
    /^switchport mode (trunk|access)$/,
    (it, mode) => {
      if (mode === 'access') return { mode };
      if (!facts.choosesEncapsulation || it.encapsulation === 'dot1q') return { mode: 'trunk' };
      return { refused: 'an interface whose trunk encapsulation is Auto cannot be trunk' };
    },
  ],
  [
    /^no switchport mode$/,
    (it) => (it.nonegotiate ? { refused: 'nonegotiate conflicts with dynamic' } : { mode: 'dynamic auto' }),
  ],
  [
    /^switchport nonegotiate$/,
    (it) => (it.mode === 'dynamic auto' ? { refused: 'nonegotiate conflicts with dynamic' } : { nonegotiate: true }),
  ],
  [/^no switchport nonegotiate$/, () => ({ nonegotiate: false })],
  [/^switchport access vlan (\d+)$/, (_, id) => ({ access: vlanId(id) })],
  [/^no switchport access vlan$/, () => ({ access: 1 })],
  [/^switchport trunk native vlan (\d+)$/, (_, id) => ({ native: vlanId(id) })],
  [/^no switchport trunk native vlan$/, () => ({ native: 1 })],
  [/^switchport trunk allowed vlan (.+)$/, (it, words) => ({ allowed: allowed(it.allowed, words) })],
  [/^no switchport trunk allowed vlan$/, () => ({ allowed: all })],
  [/^spanning-tree portfast trunk$/, () => ({ portfast: 'trunk' })],
  [/^spanning-tree portfast$/, () => ({ portfast: 'access' })],
  [/^no spanning-tree portfast( trunk)?$/, () => ({ portfast: 'off' })],
  [/^spanning-tree bpduguard enable$/, () => ({ bpduguard: true })],
  [/^no spanning-tree bpduguard$/, () => ({ bpduguard: false })],
  ...(facts.choosesEncapsulation ? encapsulationCommands : []),
];

const encapsulationCommands: readonly Command[] = [
  [/^switchport trunk encapsulation dot1q$/, () => ({ encapsulation: 'dot1q' })],
  [
    /^no switchport trunk encapsulation$/,
    (it) =>
      it.mode === 'trunk' ? { refused: 'a trunk cannot negotiate its encapsulation' } : { encapsulation: 'negotiate' },
  ],
];

/** Said to an interface alone. */
export const ownCommands: readonly Command[] = [
  [/^description (\S.{0,239})$/, (_, description) => ({ description })],
  [/^no description$/, () => ({ description: '' })],
];

/** Said to a channel. */
export const channelCommands = (facts: SwitchFacts): readonly Command[] =>
  facts.suspendsSilentMembers
    ? [
        [/^no port-channel standalone-disable$/, () => ({ standalone: true })],
        [/^port-channel standalone-disable$/, () => ({ standalone: false })],
      ]
    : [];

/** A channel has none of these. */
export const physicalCommands = (facts: SwitchFacts, raw: RegExp): readonly Command[] => [
  [/^flowcontrol receive (desired|on|off)$/, (_, flowcontrol) => ({ flowcontrol })],
  [/^no channel-group$/, () => ({ channel: undefined })],
  ...(facts.choosesLacpRate ? rateCommands : []),
  [raw, (it, line) => said(it, line)],
];

const rateCommands: readonly Command[] = [
  [/^lacp rate (normal|fast)$/, (_, lacpRate) => ({ lacpRate })],
  [/^no lacp rate$/, () => ({ lacpRate: 'normal' })],
];

const said = (it: Interface, line: string): Partial<Interface> => {
  const words = line.replace(/^(no|default) /, '');
  return { raw: [...it.raw.filter((other) => other !== words), ...(words === line ? [line] : [])] };
};
