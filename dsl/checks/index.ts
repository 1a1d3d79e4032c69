import { addressHasASubnet } from './address-has-a-subnet.ts';
import { addressIsInItsSubnet } from './address-is-in-its-subnet.ts';
import { addressIsNotReserved } from './address-is-not-reserved.ts';
import { addressIsUsedOnce } from './address-is-used-once.ts';
import { bondDelayIsWholeLooks } from './bond-delay-is-whole-looks.ts';
import { bondHasAMember } from './bond-has-a-member.ts';
import { bondHasTwoMembers } from './bond-has-two-members.ts';
import { bondIsCabledWhole } from './bond-is-cabled-whole.ts';
import { bondIsNoBridgePort } from './bond-is-no-bridge-port.ts';
import { bondMemberCarriesNothing } from './bond-member-carries-nothing.ts';
import { bondMemberIsANic } from './bond-member-is-a-nic.ts';
import { bondMemberOnce } from './bond-member-once.ts';
import { bondNameBeginsNoOther } from './bond-name-begins-no-other.ts';
import { bondOptionExistsOnPlatform } from './bond-option-exists-on-platform.ts';
import { bondOptionSuitsItsMode } from './bond-option-suits-its-mode.ts';
import { bondSpansStackMembers } from './bond-spans-stack-members.ts';
import { bondWatchesItsLinks } from './bond-watches-its-links.ts';
import { cableEndsOnce } from './cable-ends-once.ts';
import { channelForwardsOnAllPorts } from './channel-forwards-on-all-ports.ts';
import { channelHasRoom } from './channel-has-room.ts';
import { channelMembersAreAlike } from './channel-members-are-alike.ts';
import { channelNumberInRange } from './channel-number-in-range.ts';
import { channelNumberIsFree } from './channel-number-is-free.ts';
import { channelPortsHaveOneSpeed } from './channel-ports-have-one-speed.ts';
import type { Check } from './check.ts';
import { commandKnowsWhenItIsDone } from './command-knows-when-it-is-done.ts';
import { defaultRouteAvoidsStorage } from './default-route-avoids-storage.ts';
import { defaultRouteHasAGateway } from './default-route-has-a-gateway.ts';
import { defaultRouteIsOne } from './default-route-is-one.ts';
import { defaultRouteIsThere } from './default-route-is-there.ts';
import { describedPortHasACable } from './described-port-has-a-cable.ts';
import { descriptionIsPlainAscii } from './description-is-plain-ascii.ts';
import { deviceHasOneFile } from './device-has-one-file.ts';
import { deviceNameFitsTheKernel } from './device-name-fits-the-kernel.ts';
import { deviceNameIsFree } from './device-name-is-free.ts';
import { deviceNamesAreUnique } from './device-names-are-unique.ts';
import { extendedVlanNeedsVtpTransparent } from './extended-vlan-needs-vtp-transparent.ts';
import { fileIsNotOurs } from './file-is-not-ours.ts';
import { forwardDelayFitsSpanningTree } from './forward-delay-fits-spanning-tree.ts';
import { forwardDelayNeedsSpanningTree } from './forward-delay-needs-spanning-tree.ts';
import { gatewayIsInItsSubnet } from './gateway-is-in-its-subnet.ts';
import { hashKeepsFrameOrder } from './hash-keeps-frame-order.ts';
import { hostBridgeIsNotRoot } from './host-bridge-is-not-root.ts';
import { hostIsOnceInASubnet } from './host-is-once-in-a-subnet.ts';
import { hypervisorHasNoPublicAddress } from './hypervisor-has-no-public-address.ts';
import { ifcfgFileIsAnInterface } from './ifcfg-file-is-an-interface.ts';
import { keyfileIsPrivate } from './keyfile-is-private.ts';
import { lacpEndsInOneDomain } from './lacp-ends-in-one-domain.ts';
import { lacpRateIsMutual } from './lacp-rate-is-mutual.ts';
import { linkCarriesOnlyWhatIsNeeded } from './link-carries-only-what-is-needed.ts';
import { linkEndsShareTheNativeVlan } from './link-ends-share-the-native-vlan.ts';
import { linkJoinsTwoSwitches } from './link-joins-two-switches.ts';
import { macIsACardsOwn } from './mac-is-a-cards-own.ts';
import { macIsUsedOnce } from './mac-is-used-once.ts';
import { minLinksAreThere } from './min-links-are-there.ts';
import { modprobeConfIsWhole } from './modprobe-conf-is-whole.ts';
import { nameIsALabel } from './name-is-a-label.ts';
import { namesAreUnique } from './names-are-unique.ts';
import { nativeVlanIsNotManagement } from './native-vlan-is-not-management.ts';
import { nativeVlanIsUnused } from './native-vlan-is-unused.ts';
import { networkScriptsStayOut } from './network-scripts-stay-out.ts';
import { networkServiceIsLeftAlone } from './network-service-is-left-alone.ts';
import { nicAddressIsOffThePlan } from './nic-address-is-off-the-plan.ts';
import { nicKeepsItsMac } from './nic-keeps-its-mac.ts';
import { nicWithVlansHasNoMtu } from './nic-with-vlans-has-no-mtu.ts';
import { onNamesABondOrNic } from './on-names-a-bond-or-nic.ts';
import { oneUntaggedVlanPerCable } from './one-untagged-vlan-per-cable.ts';
import { portExists } from './port-exists.ts';
import { portfastIsForHosts } from './portfast-is-for-hosts.ts';
import { primaryIsAMember } from './primary-is-a-member.ts';
import { privateVlansAreNotRouted } from './private-vlans-are-not-routed.ts';
import { rawHasADevice } from './raw-has-a-device.ts';
import { rawKeyIsNotOurs } from './raw-key-is-not-ours.ts';
import { rawLineIsNotDerived } from './raw-line-is-not-derived.ts';
import { rawLineStaysOnItsPort } from './raw-line-stays-on-its-port.ts';
import { referencedIsListed } from './referenced-is-listed.ts';
import { routeHasItsOwnDestination } from './route-has-its-own-destination.ts';
import { routeNextHopIsConnected } from './route-next-hop-is-connected.ts';
import { serversAreReachable } from './servers-are-reachable.ts';
import { spanningTreeHasALoopToCut } from './spanning-tree-has-a-loop-to-cut.ts';
import { spanningTreeMeetsNoBpduGuard } from './spanning-tree-meets-no-bpdu-guard.ts';
import { spanningTreeTimersAgree } from './spanning-tree-timers-agree.ts';
import { speedIsForcedOnBothEnds } from './speed-is-forced-on-both-ends.ts';
import { subnetsDoNotOverlap } from './subnets-do-not-overlap.ts';
import { switchCarriesTheMtu } from './switch-carries-the-mtu.ts';
import { threeNameServersAreAsked } from './three-name-servers-are-asked.ts';
import { untaggedVlanHasItsCarriersMtu } from './untagged-vlan-has-its-carriers-mtu.ts';
import { vlanCarrierIsEthOrBond } from './vlan-carrier-is-eth-or-bond.ts';
import { vlanIdIsUsable } from './vlan-id-is-usable.ts';
import { vlanIdsAreUnique } from './vlan-ids-are-unique.ts';
import { vlanIdsFollowTrust } from './vlan-ids-follow-trust.ts';
import { vlanNameFitsASwitch } from './vlan-name-fits-a-switch.ts';
import { vlanOncePerCarrier } from './vlan-once-per-carrier.ts';
import { vlanReachesItsSwitches } from './vlan-reaches-its-switches.ts';

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
  deviceNameIsFree,
  deviceNamesAreUnique,
  deviceNameFitsTheKernel,
  vlanCarrierIsEthOrBond,
  bondNameBeginsNoOther,
  // keys
  onNamesABondOrNic,
  bondMemberIsANic,
  bondMemberOnce,
  bondMemberCarriesNothing,
  primaryIsAMember,
  bondHasAMember,
  bondHasTwoMembers,
  bondOptionExistsOnPlatform,
  bondIsNoBridgePort,
  rawHasADevice,
  rawKeyIsNotOurs,
  // cabling
  portExists,
  cableEndsOnce,
  describedPortHasACable,
  linkJoinsTwoSwitches,
  bondIsCabledWhole,
  lacpEndsInOneDomain,
  bondSpansStackMembers,
  macIsACardsOwn,
  macIsUsedOnce,
  descriptionIsPlainAscii,
  rawLineStaysOnItsPort,
  rawLineIsNotDerived,
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
  oneUntaggedVlanPerCable,
  nicAddressIsOffThePlan,
  vlanReachesItsSwitches,
  // channels
  channelNumberInRange,
  channelNumberIsFree,
  channelPortsHaveOneSpeed,
  channelHasRoom,
  channelForwardsOnAllPorts,
  channelMembersAreAlike,
  lacpRateIsMutual,
  bondOptionSuitsItsMode,
  bondWatchesItsLinks,
  bondDelayIsWholeLooks,
  minLinksAreThere,
  speedIsForcedOnBothEnds,
  // MTU
  switchCarriesTheMtu,
  untaggedVlanHasItsCarriersMtu,
  nicWithVlansHasNoMtu,
  // addresses
  subnetsDoNotOverlap,
  gatewayIsInItsSubnet,
  addressHasASubnet,
  addressIsInItsSubnet,
  addressIsNotReserved,
  addressIsUsedOnce,
  hostIsOnceInASubnet,
  hypervisorHasNoPublicAddress,
  privateVlansAreNotRouted,
  // routes
  defaultRouteIsOne,
  defaultRouteHasAGateway,
  defaultRouteIsThere,
  defaultRouteAvoidsStorage,
  routeHasItsOwnDestination,
  routeNextHopIsConnected,
  serversAreReachable,
  // spanning tree
  spanningTreeMeetsNoBpduGuard,
  forwardDelayFitsSpanningTree,
  forwardDelayNeedsSpanningTree,
  spanningTreeTimersAgree,
  portfastIsForHosts,
  hostBridgeIsNotRoot,
  // files of the host
  fileIsNotOurs,
  deviceHasOneFile,
  ifcfgFileIsAnInterface,
  keyfileIsPrivate,
  networkServiceIsLeftAlone,
  networkScriptsStayOut,
  modprobeConfIsWhole,
  commandKnowsWhenItIsDone,
  // advice
  nicKeepsItsMac,
  threeNameServersAreAsked,
  spanningTreeHasALoopToCut,
  hashKeepsFrameOrder,
];
