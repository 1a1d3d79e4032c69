/** All that a stack imports. */
export type { BondMode, BondOptions, HashPolicy } from './language/bond.ts';
export { type Cable, crossover, unmodelled } from './language/cable.ts';
export { catalyst3560g } from './language/catalyst3560g.ts';
export { catalyst9300, catalyst9300Stack } from './language/catalyst9300.ts';
export type { FileSpec } from './language/escape.ts';
export type { Addresses, BmcSpec, Host, NicSpec } from './language/host.ts';
export { type Hypervisor, hypervisor } from './language/hypervisor.ts';
export { type Link, link } from './language/link.ts';
export { debian12, debian13, el5, el6, el7, el8, el9, el10, type Platform } from './language/platform.ts';
export type { Address, Cidr, Ipv4, Ipv6 } from './language/scalars.ts';
export { type Secret, secret } from './language/secret.ts';
export { type Server, server } from './language/server.ts';
export { type Acceptance, type Listed, type Stack, type StackOptions, stack } from './language/stack.ts';
export type { PortUse, Switch, SwitchPort } from './language/switch.ts';
export { type Trust, type Vlan, type VlanSpec, vlans } from './language/vlan.ts';
