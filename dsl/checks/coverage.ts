import type { Severity } from '../diagnostics/diagnostic.ts';

/** What does not exist yet: a platform, a construct or a kind of value, by the name that it will have. */
export type Coming = 'nexus' | 'fastiron' | 'router' | 'guest' | 'dhcp' | 'ipv6' | 'kickstart' | 'pxe' | 'iscsi';

/** What answers an entry of the list; an entry may have several parts. */
export interface Answer {
  readonly severity: Severity;
  /** Codes of laws. */
  readonly laws?: readonly string[];
  /** No stack can get it wrong, only the compiler: a test that would be red then, and words of it. */
  readonly byConstruction?: { readonly test: string; readonly says: string };
  readonly waitsFor?: Coming;
}

const bothEnds = 'test/model/both-ends.test.ts';
const derived = 'test/model/by-construction.test.ts';
const switchFile = 'test/emit/cisco/reference.test.ts';
const switchText = 'test/emit/cisco/text.test.ts';
const liveSwitch = 'test/emit/cisco/live.test.ts';
const hostFiles = 'test/emit/network/reference.test.ts';
const hostPlan = 'test/emit/host/plan.test.ts';
const ifcfgJudge = 'test/emit/network/judges/ifcfg.test.ts';
const activation = 'test/emit/bash/network.test.ts';
const earlyScripts = 'test/emit/network/early.test.ts';
const keyfileJudge = 'test/emit/network/judges/keyfile.test.ts';
const interfacesJudge = 'test/emit/network/judges/interfaces.test.ts';

/** Every mistake in a site's network that is known to cost traffic, and what keeps it from a machine. */
export const coverage: Readonly<Record<string, Answer>> = {
  'VLAN-01': { severity: 'error', byConstruction: { test: bothEnds, says: 'VLAN-01' } },
  'VLAN-02': { severity: 'error', byConstruction: { test: bothEnds, says: 'VLAN-02' } },
  'VLAN-03': { severity: 'error', laws: ['vlan-reaches-its-switches'] },
  'VLAN-04': { severity: 'error', laws: ['native-vlan-is-unused'] },
  'VLAN-05': {
    severity: 'error',
    laws: ['nic-address-is-off-the-plan', 'one-untagged-vlan-per-cable'],
    byConstruction: { test: bothEnds, says: 'VLAN-05' },
  },
  'VLAN-06': { severity: 'error', laws: ['link-ends-share-the-native-vlan'] },
  'VLAN-07': {
    severity: 'error',
    laws: ['channel-members-are-alike'],
    byConstruction: { test: bothEnds, says: 'VLAN-07' },
  },
  'VLAN-08': { severity: 'error', laws: ['vlan-id-is-usable'] },
  'VLAN-09': { severity: 'error', laws: ['extended-vlan-needs-vtp-transparent'] },
  'VLAN-10': { severity: 'warning', laws: ['link-carries-only-what-is-needed'] },
  'VLAN-11': { severity: 'warning', laws: ['native-vlan-is-not-management'] },
  'VLAN-12': {
    severity: 'error',
    byConstruction: { test: switchText, says: 'all of the wanted are added before anything is removed' },
  },
  'VLAN-13': {
    severity: 'error',
    laws: ['device-name-fits-the-kernel', 'vlan-once-per-carrier'],
    byConstruction: { test: derived, says: 'VLAN-13' },
  },
  'VLAN-14': { severity: 'error', laws: ['vlan-carrier-is-eth-or-bond'] },
  'VLAN-15': {
    severity: 'error',
    byConstruction: { test: ifcfgJudge, says: 'NetworkManager and the network service make the same of each file' },
  },
  'LAG-01': { severity: 'error', byConstruction: { test: bothEnds, says: 'LAG-01' } },
  'LAG-02': { severity: 'error', byConstruction: { test: bothEnds, says: 'LAG-02' } },
  'LAG-03': { severity: 'error', byConstruction: { test: bothEnds, says: 'LAG-03' } },
  'LAG-04': {
    severity: 'error',
    laws: ['raw-line-is-not-derived'],
    byConstruction: { test: bothEnds, says: 'LAG-04' },
  },
  'LAG-05': { severity: 'error', byConstruction: { test: bothEnds, says: 'LAG-05' } },
  'LAG-06': { severity: 'error', laws: ['lacp-ends-in-one-domain'] },
  'LAG-07': { severity: 'error', laws: ['cable-ends-once', 'channel-number-is-free'] },
  'LAG-08': { severity: 'error', laws: ['bond-member-carries-nothing', 'bond-member-once'] },
  'LAG-09': { severity: 'error', laws: ['bond-is-cabled-whole'], byConstruction: { test: bothEnds, says: 'LAG-09' } },
  'LAG-10': { severity: 'error', laws: ['channel-ports-have-one-speed'] },
  'LAG-11': { severity: 'error', laws: ['bond-watches-its-links'] },
  'LAG-12': { severity: 'error', laws: ['bond-option-suits-its-mode'] },
  'LAG-13': { severity: 'error', laws: ['bond-option-exists-on-platform'] },
  'LAG-14': { severity: 'warning', laws: ['hash-keeps-frame-order'] },
  'LAG-15': { severity: 'warning', laws: ['lacp-rate-is-mutual'] },
  'LAG-16': { severity: 'warning', laws: ['bond-has-two-members', 'bond-spans-stack-members'] },
  'LAG-17': { severity: 'warning', laws: ['min-links-are-there'] },
  'LAG-18': {
    severity: 'error',
    laws: ['bond-name-begins-no-other', 'modprobe-conf-is-whole'],
    byConstruction: { test: earlyScripts, says: 'no value that the scripts search for is quoted' },
  },
  'LAG-19': { severity: 'error', laws: ['bond-is-no-bridge-port'] },
  'LAG-20': {
    severity: 'warning',
    laws: ['channel-forwards-on-all-ports', 'channel-has-room', 'channel-number-in-range'],
  },
  'LAG-21': { severity: 'warning', laws: ['speed-is-forced-on-both-ends'] },
  'LAG-22': { severity: 'error', waitsFor: 'fastiron' },
  'MTU-01': { severity: 'error', laws: ['switch-carries-the-mtu'] },
  'MTU-02': {
    severity: 'error',
    laws: ['untagged-vlan-has-its-carriers-mtu'],
    byConstruction: { test: derived, says: 'MTU-02' },
  },
  'MTU-03': { severity: 'error', byConstruction: { test: derived, says: 'MTU-03' } },
  'MTU-04': { severity: 'error', byConstruction: { test: derived, says: 'MTU-04' } },
  'MTU-05': { severity: 'error', byConstruction: { test: derived, says: 'MTU-05' } },
  'MTU-06': {
    severity: 'error',
    byConstruction: { test: earlyScripts, says: 'no port has an MTU of its own, and a port of a bridge is given one' },
  },
  'MTU-07': {
    severity: 'warning',
    byConstruction: { test: switchFile, says: 'jumbo is in the file, before the ports, with its remark' },
  },
  'MTU-08': { severity: 'error', waitsFor: 'router' },
  'MTU-09': { severity: 'warning', waitsFor: 'guest' },
  'IP-01': { severity: 'error', laws: ['address-is-in-its-subnet'] },
  'IP-02': { severity: 'error', laws: ['address-is-not-reserved'] },
  'IP-03': { severity: 'error', laws: ['address-is-used-once'] },
  'IP-04': { severity: 'error', laws: ['mac-is-used-once'] },
  'IP-05': { severity: 'error', laws: ['gateway-is-in-its-subnet'] },
  'IP-06': { severity: 'error', laws: ['default-route-is-one'] },
  'IP-07': { severity: 'warning', laws: ['default-route-is-there'] },
  'IP-08': { severity: 'error', laws: ['subnets-do-not-overlap'] },
  'IP-09': { severity: 'error', laws: ['private-vlans-are-not-routed'] },
  'IP-10': { severity: 'error', laws: ['hypervisor-has-no-public-address'] },
  'IP-11': { severity: 'warning', waitsFor: 'dhcp' },
  'IP-12': { severity: 'warning', laws: ['default-route-avoids-storage'] },
  'IP-13': { severity: 'error', laws: ['host-is-once-in-a-subnet'] },
  'IP-14': { severity: 'warning', laws: ['servers-are-reachable'] },
  'IP-15': { severity: 'error', waitsFor: 'ipv6' },
  'STP-01': { severity: 'error', laws: ['spanning-tree-meets-no-bpdu-guard'] },
  'STP-02': { severity: 'error', laws: ['forward-delay-fits-spanning-tree'] },
  'STP-03': { severity: 'error', byConstruction: { test: derived, says: 'STP-03' } },
  'STP-04': { severity: 'warning', laws: ['forward-delay-needs-spanning-tree'] },
  'STP-05': {
    severity: 'warning',
    byConstruction: { test: switchFile, says: 'a new switch becomes what the model says, and stays so' },
  },
  'STP-06': {
    severity: 'error',
    laws: ['portfast-is-for-hosts'],
    byConstruction: {
      test: switchFile,
      says: 'a channel between switches has no portfast and no guard, at either end',
    },
  },
  'STP-07': { severity: 'warning', laws: ['host-bridge-is-not-root'] },
  'STP-08': { severity: 'warning', laws: ['network-scripts-stay-out'] },
  'STP-09': { severity: 'info', laws: ['spanning-tree-has-a-loop-to-cut'] },
  'STP-10': { severity: 'warning', laws: ['spanning-tree-timers-agree'] },
  'SW-01': {
    severity: 'error',
    byConstruction: { test: liveSwitch, says: 'becomes what the model says, and stays so when told again' },
  },
  'SW-02': {
    severity: 'error',
    byConstruction: { test: liveSwitch, says: 'becomes what the model says, and stays so when told again' },
  },
  'SW-03': { severity: 'error', byConstruction: { test: liveSwitch, says: 'from any site to any other' } },
  'SW-04': { severity: 'warning', byConstruction: { test: switchFile, says: 'how the reference switch is confirmed' } },
  'SW-05': { severity: 'error', laws: ['description-is-plain-ascii', 'raw-line-stays-on-its-port'] },
  'SW-06': { severity: 'error', laws: ['cable-ends-once'] },
  'SW-07': { severity: 'error', laws: ['port-exists'] },
  'SW-08': { severity: 'warning', laws: ['raw-line-is-not-derived'] },
  'SW-09': {
    severity: 'warning',
    laws: ['channel-members-are-alike'],
    byConstruction: { test: liveSwitch, says: 'from any site to any other' },
  },
  'SW-10': { severity: 'error', waitsFor: 'nexus' },
  'SW-11': { severity: 'warning', waitsFor: 'pxe' },
  'SW-12': { severity: 'error', waitsFor: 'nexus' },
  'HF-01': { severity: 'error', laws: ['ifcfg-file-is-an-interface'] },
  'HF-02': {
    severity: 'error',
    laws: ['keyfile-is-private'],
    byConstruction: { test: hostFiles, says: '/etc/NetworkManager/system-connections/eth0.nmconnection 0600' },
  },
  'HF-03': { severity: 'error', laws: ['device-has-one-file'] },
  'HF-04': {
    severity: 'error',
    byConstruction: {
      test: keyfileJudge,
      says: 'libnm 1.42 drops the words of el10 without a word of its own: el9 needs the old ones',
    },
  },
  'HF-05': {
    severity: 'error',
    byConstruction: { test: ifcfgJudge, says: 'the network service sees of each file what it is' },
  },
  'HF-06': { severity: 'error', laws: ['ifcfg-file-is-an-interface'] },
  'HF-07': { severity: 'error', byConstruction: { test: ifcfgJudge, says: 'every file is left to the same manager' } },
  'HF-08': { severity: 'error', byConstruction: { test: hostPlan, says: 'follow from what the network consists of' } },
  'HF-09': { severity: 'warning', laws: ['nic-keeps-its-mac'] },
  'HF-10': {
    severity: 'error',
    byConstruction: { test: interfacesJudge, says: 'ifquery reads every option of every stanza as it is written' },
  },
  'HF-11': { severity: 'warning', laws: ['network-service-is-left-alone'] },
  'HF-12': {
    severity: 'warning',
    byConstruction: { test: activation, says: 'by NetworkManager and never by ifup' },
  },
  'HF-13': {
    severity: 'error',
    laws: ['bond-member-is-a-nic', 'on-names-a-bond-or-nic'],
    byConstruction: { test: derived, says: 'HF-13' },
  },
  'KS-01': { severity: 'error', waitsFor: 'kickstart' },
  'KS-02': { severity: 'error', waitsFor: 'kickstart' },
  'KS-03': { severity: 'warning', waitsFor: 'kickstart' },
  'KS-04': { severity: 'error', waitsFor: 'kickstart' },
  'KS-05': { severity: 'error', waitsFor: 'pxe' },
  'KS-06': { severity: 'error', waitsFor: 'pxe' },
  'KS-07': { severity: 'error', waitsFor: 'kickstart' },
  'KS-08': { severity: 'error', waitsFor: 'kickstart' },
  'KS-09': { severity: 'error', waitsFor: 'kickstart' },
  'KS-10': { severity: 'error', waitsFor: 'kickstart' },
  'KS-11': { severity: 'error', waitsFor: 'kickstart' },
  'KS-12': { severity: 'warning', waitsFor: 'kickstart' },
  'KS-13': { severity: 'error', waitsFor: 'pxe' },
  'KS-14': { severity: 'warning', waitsFor: 'pxe' },
  'ST-01': { severity: 'error', waitsFor: 'iscsi' },
  'ST-02': { severity: 'warning', waitsFor: 'iscsi' },
  'ST-03': { severity: 'warning', waitsFor: 'iscsi' },
  'ST-04': { severity: 'warning', waitsFor: 'iscsi' },
};
