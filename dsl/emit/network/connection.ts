import { parse, v5 } from 'uuid';
import { byDefault } from '../../language/place.ts';
import type { Device, SiteHost } from '../../model/model.ts';

/** What NetworkManager is told of a connection, in either form of its profiles. */

/** Constant for ever: another one would give every profile of every site another uuid. */
const namespace = parse('5f9e2a0c-5f0b-4f3c-9d0f-6a1c7f1e2b46');

export const uuidOf = (host: SiteHost, device: Device): string => v5(`${host.name}/${device.name}`, namespace);

export const stable = byDefault('the uuid follows from the names of the host and the device, so that it never changes');
export const first = byDefault(
  "an installer's profile for the same NIC has priority 0, and could win it at the next boot",
);
export const withPorts = byDefault('the ports come up with the device that they are ports of');
export const noIpv6 = byDefault('IPv6 is not modelled yet, and NetworkManager would take what a router announces');
