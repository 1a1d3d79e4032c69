import ipaddr from 'ipaddr.js';
import * as z from 'zod';
import { isConstruct } from './place.ts';

/** A dotted IPv4 address. A type and not only a check, so that the editor shows the format. */
export type Ipv4 = `${number}.${number}.${number}.${number}`;
/** An IPv6 address in text. Typed already; every construct says "not yet" to it. */
export type Ipv6 = `${string}:${string}`;
export type Address = Ipv4 | Ipv6;
/** An IPv4 address or network with its prefix length: `10.66.6.0/24`. */
export type Cidr = `${Ipv4}/${number}`;

const isIpv4 = (value: unknown): boolean => typeof value === 'string' && ipaddr.IPv4.isValidFourPartDecimal(value);
const isIpv6 = (value: unknown): boolean =>
  typeof value === 'string' && ipaddr.IPv6.isValid(value.replace(/\/\d+$/, ''));

const isCidr = (value: unknown): boolean => {
  if (typeof value !== 'string') return false;
  const [address, prefix, ...rest] = value.split('/');
  return isIpv4(address) && rest.length === 0 && /^\d{1,2}$/.test(prefix ?? '') && Number(prefix) <= 32;
};

/** What the user wrote, for a message: quoted text, else its kind. */
export const shown = (value: unknown): string => {
  if (typeof value === 'string') return value.length > 60 ? `'${value.slice(0, 57)}…'` : `'${value}'`;
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  const { kind, name } = value as { kind?: unknown; name?: unknown };
  return typeof kind === 'string' ? `a ${kind}${typeof name === 'string' ? ` (${name})` : ''}` : 'an object';
};

const notYet = 'is an IPv6 address; IPv6 is not supported yet';

const notAddress = ({ input }: { readonly input?: unknown }): string => {
  if (isIpv6(input)) return `${shown(input)} ${notYet}`;
  if (isCidr(input))
    return `${shown(input)} has a prefix length, which the subnet of a VLAN gives: write ${String(input).split('/')[0]}`;
  return `${shown(input)} is not an IPv4 address such as 10.66.6.1`;
};

export const ipv4 = z.custom<Ipv4>(isIpv4, { error: notAddress });
export const address = z.custom<Address>(isIpv4, { error: notAddress });

const notCidr = ({ input }: { readonly input?: unknown }): string =>
  typeof input === 'string' && input.includes(':')
    ? `${shown(input)} ${notYet}`
    : `${shown(input)} is not an IPv4 address with a prefix length such as 10.66.6.0/24`;

/** An address with its prefix length. */
export const cidr = z.custom<Cidr>(isCidr, { error: notCidr });

const networkOf = (value: string): string =>
  `${ipaddr.IPv4.networkAddressFromCIDR(value).toString()}/${Number(value.split('/')[1])}`;
const isNetwork = (value: unknown): boolean =>
  typeof value === 'string' && isCidr(value) && networkOf(value).split('/')[0] === value.split('/')[0];

/** A network: no bit of a host in its address, since nobody can tell which of the two was meant. */
export const network = z.custom<Cidr>(isNetwork, {
  error: ({ input }) =>
    typeof input === 'string' && isCidr(input)
      ? `${shown(input)} is an address in a network and not the network: write ${networkOf(input)}`
      : notCidr({ input }),
}) as z.ZodType<Cidr>;

/** Colons and two hexadecimal digits, six times; either case. */
export const mac = z.custom<string>(
  (value) => typeof value === 'string' && /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(value),
  {
    error: ({ input }) => `${shown(input)} is not a MAC address such as 00:1e:c9:00:01:00`,
  },
);

/** A name that goes into file names, hostnames and configuration: RFC 1123's label. */
export const isLabel = (value: unknown): boolean =>
  typeof value === 'string' && /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value);

/** A DNS name of one or more labels. */
export const domainName = z.custom<string>(
  (value) => typeof value === 'string' && value.length <= 253 && value.split('.').every(isLabel),
  {
    error: ({ input }) =>
      `${shown(input)} is not a domain name: letters a-z, digits and - in labels of 1 to 63 characters, joined by dots`,
  },
);

const isControl = (character: string): boolean => character < ' ' || character === '\u007f';

/** One line of text. */
export const line = z.custom<string>(
  (value) => typeof value === 'string' && value !== '' && ![...value].some((it) => isControl(it) && it !== '\t'),
  {
    error: ({ input }) =>
      typeof input === 'string'
        ? `${shown(input)} is not one line of text: it is empty or has a control character`
        : `${shown(input)} is not text`,
  },
);

/** Text of any length; a NUL byte cannot stand in a shell script. */
export const text = z.custom<string>(
  (value) => typeof value === 'string' && !value.includes('\0') && value.isWellFormed(),
  {
    error: ({ input }) =>
      typeof input === 'string'
        ? 'the text has a NUL byte or half a character, which no file can carry through a shell script'
        : `${shown(input)} is not text`,
  },
);

export const wholeNumber = (least: number, most: number): z.ZodType<number> =>
  z.custom<number>((value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most, {
    error: ({ input }) => `${shown(input)} is not a whole number from ${least} to ${most}`,
  });

/** A reference by value: the thing itself, not its name. `isWhole` looks at the parts of what has the right kind. */
export const reference = <T extends { readonly kind: string }>(
  kind: T['kind'],
  example: string,
  isWhole: (value: Readonly<Record<string, unknown>>) => boolean = isConstruct,
): z.ZodType<T> => {
  const isOfKind = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
  return z.custom<T>((value) => isOfKind(value) && isWhole(value), {
    error: ({ input }) => {
      if (input === undefined) return `nothing is there: the name on the right is not defined (expected ${example})`;
      if (isOfKind(input)) return `${shown(input)} lacks what makes it one (expected ${example})`;
      return `${shown(input)} is not a ${kind} (expected ${example})`;
    },
    params: {
      why: 'A reference is the thing itself: from what is not there no port, VLAN or address can be derived.',
      fix: `Write ${example}.`,
    },
  });
};

/** One of a few words. */
export const word = <const W extends string>(words: readonly W[]): z.ZodType<W> =>
  z.custom<W>((value) => words.includes(value as W), { error: ({ input }) => oneOf(words, input), params: { words } });

const oneOf = (words: readonly string[], input: unknown): string => `${shown(input)} is not one of ${words.join(', ')}`;
