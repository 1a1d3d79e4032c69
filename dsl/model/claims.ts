import type { Link } from '../language/link.ts';
import { type Place, place } from '../language/place.ts';
import type { Switch } from '../language/switch.ts';
import type { Claim, SiteHost } from './model.ts';
import { type Specs, specOf } from './specs.ts';

/** Everything that says what a switch port is for: cables of NICs, of BMCs and between switches, and words about what is not modelled. */
export const claimsOf = (
  hosts: readonly SiteHost[],
  links: readonly Link[],
  switches: readonly Switch[],
  specs: Specs,
): Claim[] => {
  const claims: Claim[] = [];
  const cable = (end: { readonly switch: Switch; readonly port: string }, at: Place, who: string): void => {
    claims.push({ kind: 'cable', switch: end.switch, port: end.port, at, who });
  };
  for (const host of hosts) {
    for (const nic of host.nics) {
      if (nic.cable?.kind === 'switch-port')
        cable(nic.cable, place(host.of, 'nics', nic.name, 'cable'), `${host.name} ${nic.name}`);
    }
    if (host.bmc?.cable.kind === 'switch-port')
      cable(host.bmc.cable, place(host.of, 'bmc', 'cable'), `${host.name} bmc`);
  }
  for (const link of links) {
    for (const [index, ends] of specOf(specs, link).cables.entries()) {
      for (const [end, it] of ends.entries()) cable(it, place(link, 'cables', index, end), `link ${link.name}`);
    }
  }
  for (const it of switches) {
    for (const [port, use] of Object.entries(specOf(specs, it).ports ?? {})) {
      if (use === undefined) continue;
      claims.push({ kind: 'use', switch: it, port, at: place(it, 'ports', port), who: `${it.name} ports`, use });
    }
  }
  return claims;
};
