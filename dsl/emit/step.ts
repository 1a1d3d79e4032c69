import type { From } from '../language/place.ts';
import type { Neighbour } from '../model/model.ts';
import type { PlatformFacts } from '../platforms/facts.ts';

/**
 * One line of a file or of a script, and what it follows from. Lines that follow from the same can be one, with line
 * breaks in it: the verbs are, which every script carries, so that a host costs nothing for each of their lines.
 */
export interface Line {
  readonly text: string;
  readonly from: readonly From[];
  /** The lines in it, where they do not all follow from the same: worked out for whoever asks. */
  readonly parts?: () => readonly Line[];
}

/**
 * What a step does to the traffic and the services of a running host.
 *
 * `none`: nobody notices. `reload`: a service reads its configuration again.
 * `restart`: a service stops and starts. `traffic`: packets are lost on the
 * object that the step names.
 */
export type Disruption = 'none' | 'reload' | 'restart' | 'traffic';

interface Common {
  /** Stable: `file:/etc/hostname`. Unique within a host. */
  readonly id: string;
  readonly from: readonly From[];
  readonly disruption: Disruption;
  /** Whether the step can be carried out on a file tree, with no system running (`--root`). */
  readonly offline: boolean;
}

/** A regular file with exactly this content, mode and owner. */
export interface FileStep extends Common {
  readonly kind: 'file';
  readonly path: string;
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  readonly lines: readonly Line[];
  /** The services to restart when it changes. */
  readonly restarts: readonly string[];
  /** Those for which it is enough to read it again. */
  readonly reloads: readonly string[];
}

/** A file whose content is a secret: the host copies it from its own root-only store. */
export interface SecretFileStep extends Common {
  readonly kind: 'secret-file';
  readonly path: string;
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  readonly secret: string;
  readonly restarts: readonly string[];
  readonly reloads: readonly string[];
}

/** Packages that are installed. Never removed. */
export interface PackageStep extends Common {
  readonly kind: 'package';
  readonly names: readonly string[];
}

/** A service: started now and at boot, or stopped and not started at boot. */
export interface ServiceStep extends Common {
  readonly kind: 'service';
  readonly name: string;
  readonly state: 'running' | 'stopped';
}

/** A kernel parameter as the running kernel has it. Its persistent form is a file step. */
export interface SysctlStep extends Common {
  readonly kind: 'sysctl';
  readonly key: string;
  readonly value: string;
}

/** The running hostname. Its persistent form is a file step. */
export interface HostnameStep extends Common {
  readonly kind: 'hostname';
  readonly name: string;
}

/** A key in root's authorized_keys; the keys of others stay. */
export interface AuthorizedKeyStep extends Common {
  readonly kind: 'authorized-key';
  readonly key: string;
}

/** The user's own command, run unless its test succeeds. */
export interface CommandStep extends Common {
  readonly kind: 'command';
  readonly name: string;
  readonly run: string;
  readonly unless: string;
}

/**
 * A network device as the running kernel has it.
 *
 * The files say what the next boot makes; this says what is there now. It
 * differs from a file step because it is read from the kernel and put right
 * only when the operator asks for it (`--activate-network`).
 */
export interface DeviceStep extends Common {
  readonly kind: 'device';
  readonly device: 'nic' | 'bond' | 'vlan' | 'bridge';
  readonly name: string;
  /** For a NIC that the platform names: its permanent MAC address, lower case. */
  readonly mac?: string;
  readonly mtu: number;
  /** The bond or bridge it is a port of. */
  readonly master?: string;
  /** For a VLAN device: what it rides on, and its id. */
  readonly lower?: string;
  readonly vlan?: number;
  /** For a bond: the kernel's own option names, in the order in which they are written. */
  readonly options?: Readonly<Record<string, string>>;
  /** For a bridge. */
  readonly stp?: boolean;
  /** For a bridge, in seconds. */
  readonly forwardDelay?: number;
  /** `10.66.6.1/24`; undefined where somebody else decides (DHCP). */
  readonly addresses?: readonly string[];
  /** The default route through this device. */
  readonly gateway?: string;
  /** Static routes through this device. */
  readonly routes: readonly { readonly to: string; readonly via: string }[];
  /** The persistent files that make it; when one changes the device is activated again. */
  readonly files: readonly string[];
}

export type Step =
  | FileStep
  | SecretFileStep
  | PackageStep
  | ServiceStep
  | SysctlStep
  | HostnameStep
  | AuthorizedKeyStep
  | CommandStep
  | DeviceStep;

/** Steps that belong together: `--only` runs one section, `--list` lists them. */
export interface Section {
  readonly name: string;
  /** One transaction: whatever it needs is there before its first step, and its device steps run last. It is taken back unless it is confirmed. */
  readonly guard?: 'network';
  /** Who has to answer after a guarded section, if it did before. */
  readonly neighbours?: readonly Neighbour[];
  readonly steps: readonly Step[];
}

/** A NIC that must be on the device its key names before anything is written. */
export interface ExpectedNic {
  readonly device: string;
  /** Lower case, colons. */
  readonly mac: string;
  readonly from: readonly From[];
}

/** Everything that one host's script says, as data. */
export interface HostPlan {
  readonly host: string;
  readonly site: string;
  readonly platform: PlatformFacts;
  readonly from: readonly From[];
  readonly nics: readonly ExpectedNic[];
  readonly sections: readonly Section[];
}

/** A file of `out/`. */
export interface Artifact {
  /** Relative to the site's folder: `hosts/hv1/apply.sh`. */
  readonly path: string;
  readonly mode: 0o644 | 0o755;
  /** What every line of it follows from too: another platform makes another script. */
  readonly from?: readonly From[];
  /** Read once, from the first to the last: a large one is never held. */
  readonly lines: Iterable<Line>;
}
