import * as z from 'zod';
import { type BondMode, type BondOptions, bondModes, bondOptions } from './bond.ts';
import { type Cable, cable } from './cable.ts';
import { type Escapes, escapes } from './escape.ts';
import type { Construct } from './place.ts';
import { type Platform, type PlatformId, platformIds } from './platform.ts';
import {
  type Address,
  address,
  type Cidr,
  cidr,
  domainName,
  type Ipv4,
  ipv4,
  line,
  mac,
  reference,
  wholeNumber,
  word,
} from './scalars.ts';
import { vlanReference } from './switch.ts';
import type { Vlan } from './vlan.ts';

/** One, several, or whatever the VLAN's DHCP server says. */
export type Addresses = Address | readonly [Address, ...Address[]] | 'dhcp';

/** One or several of a kind of value, with a message about the value and not about the alternatives. */
const oneOrSeveral = (one: z.ZodType, words: readonly string[]) =>
  z
    .unknown()
    .meta({ shapes: [one, z.array(one)] })
    .superRefine((value, context) => {
      if (typeof value === 'string' && words.includes(value)) return;
      const several = Array.isArray(value);
      if (several && value.length === 0)
        context.addIssue({ code: 'custom', message: 'the list is empty: leave the key out', input: value });
      for (const [index, it] of (several ? value : [value]).entries()) {
        for (const issue of one.safeParse(it).error?.issues ?? []) {
          context.addIssue({ code: 'custom', path: several ? [index] : [], message: issue.message, input: it });
        }
      }
    });
const addresses = oneOrSeveral(address, ['dhcp']) as z.ZodType<Addresses>;
const cidrs = oneOrSeveral(cidr, []) as z.ZodType<Cidr | readonly [Cidr, ...Cidr[]]>;

/** Keys of the platform's own file for this device, in the platform's own words: the last resort. */
const raw = z
  .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]*$/, 'a raw key has letters, digits and _ . -'), line)
  .optional();
type Raw = { readonly [key: string]: string } | undefined;

const nic = z.strictObject({
  mac,
  cable: cable.optional(),
  address: cidrs.optional(),
  mtu: wholeNumber(576, 9216).optional(),
  raw,
});
export interface NicSpec {
  /** The permanent address, as on the card. The script refuses a machine where it is not on the device that the key names. */
  readonly mac: string;
  readonly cable?: Cable | undefined;
  /** For a cable without a VLAN of the plan: a crossover. With its prefix length. */
  readonly address?: Cidr | readonly [Cidr, ...Cidr[]] | undefined;
  /** For a cable without a VLAN of the plan. 1500 unless written. */
  readonly mtu?: number | undefined;
  readonly raw?: Raw;
}

const channel = wholeNumber(1, 4096).optional();
const bond = z.strictObject({
  mode: word(bondModes),
  members: z.array(z.string()).readonly(),
  options: bondOptions.optional(),
  channel,
  raw,
});
export interface BondSpec<Nic extends string, P extends string> {
  readonly mode: BondMode;
  readonly members: readonly [Nic, Nic, ...Nic[]];
  readonly options?: BondOptions<P, Nic> | undefined;
  /** The number of the port-channel on the switch. The ordinal of the lowest port unless written. */
  readonly channel?: number | undefined;
  readonly raw?: Raw;
}

const attached = {
  on: z.string(),
  vlan: vlanReference,
  untagged: z.literal(true, 'untagged is true, or it is left out').optional(),
  address: addresses.optional(),
  raw,
};
interface Attached<On extends string, Net extends string> {
  /** The bond or the NIC it rides on. */
  readonly on: On;
  readonly vlan: Vlan<Net>;
  /** The VLAN travels without a tag on this cable. */
  readonly untagged?: true | undefined;
  readonly raw?: Raw;
}

const bridge = z.strictObject({
  ...attached,
  stp: z.boolean().optional(),
  forwardDelay: wholeNumber(0, 30).optional(),
});
export interface BridgeSpec<On extends string, Net extends string> extends Attached<On, Net> {
  readonly address?: Addresses | undefined;
  /** Spanning tree on the host's bridge. Off unless written: a bridge with one uplink cannot close a loop. */
  readonly stp?: boolean | undefined;
  /** Seconds. 0 unless written, or 15 with spanning tree. */
  readonly forwardDelay?: number | undefined;
}

const vlanInterface = z.strictObject(attached);
export interface VlanInterfaceSpec<On extends string, Net extends string> extends Attached<On, Net> {
  readonly address?: Addresses | undefined;
}

const bmc = z.strictObject({ mac, cable, vlan: vlanReference, address: ipv4 });
/** The baseboard management controller: its port is an access port of `vlan`. The host's script does not configure it. */
export interface BmcSpec {
  readonly mac: string;
  readonly cable: Cable;
  readonly vlan: Vlan;
  readonly address: Ipv4;
}

/** Only Enterprise Linux 5 keeps them in one file, whose other lines must then be known. */
type ModprobeLines<P extends string> = P extends 'el5' ? readonly string[] : never;

const sshKey = z.custom<string>(
  (value) =>
    typeof value === 'string' &&
    line.safeParse(value).success &&
    /^(ssh-(rsa|ed25519|dss)|ecdsa-sha2-nistp\d+|sk-[a-z0-9@.-]+) [A-Za-z0-9+/]+=*( \S.*)?$/.test(value),
  {
    error: ({ input }) =>
      `${typeof input === 'string' ? `'${input.slice(0, 40)}…'` : String(input)} is not a public key line such as ssh-ed25519 AAAA… name`,
  },
);

const deviceName = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_.]{0,14}$/,
    'a device name has 1 to 15 letters, digits, _ and ., and begins with a letter',
  );

export const hostSchema = z.strictObject({
  platform: reference<Platform>('platform', 'a platform such as el9', () => true).refine(
    (it) => platformIds.includes(it.id),
    {
      error: ({ input }) =>
        `there is no platform ${JSON.stringify((input as Platform).id)}; there are ${platformIds.join(', ')}`,
    },
  ),
  domain: domainName.optional(),
  dns: z.array(address).readonly().optional(),
  ntp: z
    .array(
      z.union([ipv4, domainName], {
        error: ({ input }) => `'${String(input)}' is not an IPv4 address or a domain name`,
      }),
    )
    .readonly()
    .optional(),
  sshKeys: z.strictObject({ keys: z.array(sshKey).readonly(), exclusive: z.boolean().optional() }).optional(),
  nics: z.record(deviceName, nic),
  bmc: bmc.optional(),
  bonds: z.record(deviceName, bond).optional(),
  bridges: z.record(deviceName, bridge).optional(),
  vlans: z.array(vlanInterface).readonly().optional(),
  defaultRoute: z
    .custom<Vlan | 'none'>((value) => value === 'none' || vlanReference.safeParse(value).success, {
      error: 'defaultRoute is a VLAN of the plan, such as net.management, or the word none',
    })
    .optional(),
  routes: z
    .array(z.strictObject({ to: cidr, via: ipv4 }))
    .readonly()
    .optional(),
  modprobe: z.array(line).readonly().optional(),
  ...escapes,
});

/** What every host has. The parameters carry names from one key to another, so that a typo is red. */
export interface HostSpec<
  P extends string,
  Nic extends string,
  Bonded extends string,
  Uplink extends string,
  Net extends string,
  Bridge extends string,
> extends Escapes {
  readonly platform: Platform<P>;
  readonly domain?: string | undefined;
  /** Name servers, in order. */
  readonly dns?: readonly Address[] | undefined;
  /** Time servers, by name or address. */
  readonly ntp?: readonly string[] | undefined;
  /** Root's keys. Others on the machine stay, unless `exclusive`. */
  readonly sshKeys?: { readonly keys: readonly string[]; readonly exclusive?: boolean | undefined } | undefined;
  /** The key is the kernel's device name. */
  readonly nics: { readonly [N in Nic]: NicSpec };
  readonly bmc?: BmcSpec | undefined;
  readonly bonds?: { readonly [U in Uplink]: BondSpec<Bonded, NoInfer<P>> } | undefined;
  readonly bridges?:
    | { readonly [B in Bridge]: BridgeSpec<NoInfer<Uplink> | Exclude<NoInfer<Nic>, NoInfer<Bonded>>, Net> }
    | undefined;
  readonly vlans?:
    | readonly VlanInterfaceSpec<NoInfer<Uplink> | Exclude<NoInfer<Nic>, NoInfer<Bonded>>, Net>[]
    | undefined;
  /** The VLAN whose gateway the default route goes through. Needed when several could be meant; 'none' for no default route. */
  readonly defaultRoute?: Vlan | 'none' | undefined;
  readonly routes?: readonly { readonly to: Cidr; readonly via: Ipv4 }[] | undefined;
  /**
   * Enterprise Linux 5: the lines of /etc/modprobe.conf, as on the machine:
   * `alias eth0 bnx2`, `alias scsi_hostadapter megaraid_sas`. The file is
   * written whole; those of the bonds are derived.
   */
  readonly modprobe?: ModprobeLines<NoInfer<P>> | undefined;
}

/** A spec whose names nobody tracks any more: what the compiler reads. */
export type AnyHostSpec = HostSpec<PlatformId, string, string, string, string, string>;

/** Red when the schema and the interface drift apart. */
type Same<A, B> = [A] extends [B]
  ? [B] extends [A]
    ? true
    : { readonly missing: 'the schema accepts less than the interface' }
  : { readonly missing: 'the interface accepts less than the schema' };
type Loose<T> = Omit<T, 'bonds' | 'files' | 'platform'>;
const sameKeys: Same<keyof z.infer<typeof hostSchema>, keyof AnyHostSpec> = true;
const sameTypes: Same<Loose<z.infer<typeof hostSchema>>, Loose<AnyHostSpec>> = true;
void [sameKeys, sameTypes];

export interface Host<Name extends string = string, Net extends string = string, Nic extends string = string>
  extends Construct {
  readonly kind: 'hypervisor' | 'server';
  readonly name: Name;
  readonly spec: AnyHostSpec;
  /** Type only: the VLANs and the NICs that others may ask of this host. */
  readonly carries?: { readonly networks: Net; readonly nics: Nic } | undefined;
}
