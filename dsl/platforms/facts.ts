import type { BondOption } from '../language/bond.ts';
import type { PlatformId } from '../language/platform.ts';

/** What a platform is, as data. Facts only: how each is spelt in files is a matter of `emit/`. */
export interface PlatformFacts {
  readonly id: PlatformId;
  /** How a person calls it. */
  readonly title: string;
  /** How a running host shows that it is this release. */
  readonly release:
    | { readonly file: '/etc/os-release'; readonly ids: readonly string[]; readonly version: string }
    | { readonly file: '/etc/redhat-release'; readonly major: string };
  /** The oldest bash of the release. */
  readonly bash: string;
  /** What starts services; `sysvinit` reads kernel parameters from one file, the others from a folder. */
  readonly init: 'sysvinit' | 'upstart' | 'systemd';
  readonly packages: 'yum' | 'dnf' | 'apt';
  /**
   * The persistent form of the network, and who reads it: `ifcfg` files are the
   * network service's, `early-ifcfg` files too, but of its scripts in
   * Enterprise Linux 5, which know less; `managed-ifcfg` files are of the same
   * form, and NetworkManager's (its ifcfg-rh plugin; the network service, where
   * there is one, leaves them to it).
   */
  readonly network: 'early-ifcfg' | 'ifcfg' | 'managed-ifcfg' | 'keyfile' | 'ifupdown';
  /** NetworkManager's words for a port: `master` and `slave-type` before 1.46 (which drops the new ones silently), `controller` and `port-type` since. */
  readonly keyfileWords: 'master' | 'controller';
  /** Whether udev names NICs by slot, so that a profile binds by MAC and does not name the device. */
  readonly nicsNamedBySlot: boolean;
  /** chrony 3 refuses the words of NTS, which came with 4.0, and does not start; ntp 4.2.2 is shipped without a crypto folder. */
  readonly time: 'ntpd-4.2.2' | 'ntpd' | 'chrony-3' | 'chrony' | 'timesyncd';
  /** What the network's files need installed before they mean anything. */
  readonly networkPackages: Readonly<Record<'always' | 'bond' | 'vlan' | 'bridge' | 'dhcp', readonly string[]>>;
  /** Bond options that a persistent file of this platform has no word for. */
  readonly withoutBondOptions: readonly BondOption[];
  /** What the kernel's bonding driver can hash on. */
  readonly hashPolicies: readonly string[];
}
