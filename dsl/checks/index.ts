import { bondHasAMember } from './bond-has-a-member.ts';
import { bondHasTwoMembers } from './bond-has-two-members.ts';
import { bondIsCabledWhole } from './bond-is-cabled-whole.ts';
import { bondMemberCarriesNothing } from './bond-member-carries-nothing.ts';
import { bondMemberIsANic } from './bond-member-is-a-nic.ts';
import { bondMemberOnce } from './bond-member-once.ts';
import { bondSpansStackMembers } from './bond-spans-stack-members.ts';
import { cableEndsOnce } from './cable-ends-once.ts';
import type { Check } from './check.ts';
import { describedPortHasACable } from './described-port-has-a-cable.ts';
import { extendedVlanNeedsVtpTransparent } from './extended-vlan-needs-vtp-transparent.ts';
import { lacpEndsInOneDomain } from './lacp-ends-in-one-domain.ts';
import { linkCarriesOnlyWhatIsNeeded } from './link-carries-only-what-is-needed.ts';
import { linkEndsShareTheNativeVlan } from './link-ends-share-the-native-vlan.ts';
import { linkJoinsTwoSwitches } from './link-joins-two-switches.ts';
import { nameIsALabel } from './name-is-a-label.ts';
import { namesAreUnique } from './names-are-unique.ts';
import { nativeVlanIsNotManagement } from './native-vlan-is-not-management.ts';
import { nativeVlanIsUnused } from './native-vlan-is-unused.ts';
import { onNamesABondOrNic } from './on-names-a-bond-or-nic.ts';
import { portExists } from './port-exists.ts';
import { primaryIsAMember } from './primary-is-a-member.ts';
import { referencedIsListed } from './referenced-is-listed.ts';
import { vlanIdIsUsable } from './vlan-id-is-usable.ts';
import { vlanIdsAreUnique } from './vlan-ids-are-unique.ts';
import { vlanIdsFollowTrust } from './vlan-ids-follow-trust.ts';
import { vlanNameFitsASwitch } from './vlan-name-fits-a-switch.ts';
import { vlanOncePerCarrier } from './vlan-once-per-carrier.ts';

/**
 * Every law, in the order that reads best when several are broken at once:
 * what a thing is called, what one key says of another, the cables, and then
 * what rides on them.
 */
export const checks: readonly Check[] = [
  // names
  namesAreUnique,
  nameIsALabel,
  vlanNameFitsASwitch,
  referencedIsListed,
  // keys
  onNamesABondOrNic,
  bondMemberIsANic,
  bondMemberOnce,
  bondMemberCarriesNothing,
  primaryIsAMember,
  bondHasAMember,
  bondHasTwoMembers,
  // cabling
  portExists,
  cableEndsOnce,
  describedPortHasACable,
  linkJoinsTwoSwitches,
  bondIsCabledWhole,
  lacpEndsInOneDomain,
  bondSpansStackMembers,
  // VLANs
  vlanIdIsUsable,
  vlanIdsAreUnique,
  extendedVlanNeedsVtpTransparent,
  nativeVlanIsUnused,
  linkEndsShareTheNativeVlan,
  vlanOncePerCarrier,
  linkCarriesOnlyWhatIsNeeded,
  nativeVlanIsNotManagement,
  vlanIdsFollowTrust,
  // channels
  // MTU
  // addresses
  // routes
  // spanning tree
  // files of the host
  // advice
];
