import ipaddr from 'ipaddr.js';

/** An IPv4 address as a number, for comparing and sorting. */
export const toNumber = (address: string): number => {
  const [a = 0, b = 0, c = 0, d = 0] = ipaddr.IPv4.parse(address).octets;
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
};

export const isIpv4 = (text: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(text);

/** A range of addresses with a common prefix; first is the network's own address, last its broadcast address. */
export interface Network {
  readonly text: string;
  readonly prefix: number;
  readonly first: number;
  readonly last: number;
}

const size = (prefix: number): number => 2 ** (32 - prefix);

/** @param text a checked `10.66.6.0/24`; host bits are dropped. */
export const network = (text: string): Network => {
  const slash = text.indexOf('/');
  const prefix = Number(text.slice(slash + 1));
  const address = toNumber(text.slice(0, slash));
  const first = address - (address % size(prefix));
  return { text, prefix, first, last: first + size(prefix) - 1 };
};

export const contains = ({ first, last }: Network, address: string): boolean => {
  const value = toNumber(address);
  return first <= value && value <= last;
};

export const overlaps = (a: Network, b: Network): boolean => a.first <= b.last && b.first <= a.last;

/** 24 → 255.255.255.0 */
export const netmask = (prefix: number): string => ipaddr.IPv4.subnetMaskFromPrefixLength(prefix).toString();
