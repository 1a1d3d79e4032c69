import * as z from 'zod';
import { type Ipv4, ipv4, line, shown, word } from './scalars.ts';
import { vlanReference } from './switch.ts';
import type { Vlan } from './vlan.ts';

/** An amount of disk: `20 GiB`. */
export type Size = `${number} MiB` | `${number} GiB` | `${number} TiB`;

const form = <T extends string = string>(pattern: RegExp, what: string): z.ZodType<T> =>
  z.custom<T>((value) => typeof value === 'string' && value.length <= 512 && pattern.test(value), {
    error: ({ input }) => `${shown(input)} is not ${what}`,
  });

/** No byte of it means anything to a shell, to a kickstart or to a boot loader. */
const address = (schemes: string, example: string): z.ZodType<string> =>
  form(
    new RegExp(`^${schemes}://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9]\\d{0,4})?(/[A-Za-z0-9_~+-][A-Za-z0-9._~+-]*)*$`),
    `a URL such as ${example}, without a slash at its end`,
  );

const size = form<Size>(/^[1-9]\d{0,5} [MGT]iB$/, 'a size such as 20 GiB');

/** Folders that the system needs before it can mount others, or that are partitions of their own already. */
const neverApart = /^\/(boot|bin|dev|etc|lib|lib64|proc|root|run|sbin|swap|sys|usr)(\/|$)/;
const volumeName = form(/^(swap|\/|(\/[a-z0-9][a-z0-9.]*)+)$/, 'swap, or a folder such as /var/lib').refine(
  (it) => typeof it !== 'string' || !neverApart.test(it),
  { error: ({ input }) => `${shown(input)} cannot be a volume of its own` },
);

const layout = z
  .record(
    volumeName,
    z.custom<Size | 'rest'>((value) => value === 'rest' || size.safeParse(value).success, {
      error: ({ input }) => `${shown(input)} is not a size such as 20 GiB, nor the word rest`,
    }),
  )
  .superRefine((volumes, context) => {
    if (!Object.hasOwn(volumes, '/'))
      context.addIssue({ code: 'custom', message: 'there is no volume /, where the system goes', input: volumes });
    const growing = Object.keys(volumes).filter((it) => volumes[it] === 'rest');
    for (const name of growing.slice(1))
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `the rest of the disk is given to ${growing[0]} already`,
        input: 'rest',
      });
  });

const sourceSchema = z.strictObject({
  url: address('https?', 'http://mirror.example.org/el9/BaseOS'),
  repositories: z
    .record(
      form(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a name of letters, digits and . _ -'),
      address('https?', 'http://mirror.example.org/el9/AppStream'),
    )
    .optional(),
});

export const filesystems = ['ext3', 'ext4', 'xfs'] as const;
export type Filesystem = (typeof filesystems)[number];
export const firmwares = ['bios', 'uefi'] as const;
export type Firmware = (typeof firmwares)[number];

export const installSchema = z.strictObject({
  nic: z.string(),
  vlan: vlanReference,
  address: ipv4.optional(),
  boot: word(firmwares),
  // What a disk may be called, and whether it may be erased, are laws: they compare it with others.
  disk: line,
  wipe: line.optional(),
  source: sourceSchema,
  layout: layout.optional(),
  filesystem: word(filesystems).optional(),
  root: form(
    /^(locked|\$(1|5|6|y)\$[A-Za-z0-9./$,=]+)$/,
    "the word locked, or a password's hash as crypt(5) writes it; a password itself must not stand in a file that machines download",
  ),
  packages: z
    .array(form(/^@?\^?[A-Za-z0-9][A-Za-z0-9+._-]*$/, 'the name of a package, or of a group with @ before it'))
    .readonly()
    .optional(),
  server: address('http', 'http://10.66.5.1/dc1').optional(),
  shared: form(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'a name of a-z, digits and -').optional(),
});

export interface InstallSpec<Nic extends string> {
  /** The NIC that the installer uses, and that the machine boots from when it boots from the network. */
  readonly nic: Nic;
  /** The VLAN of the installer. It travels without a tag on the cables of the NIC's bond, because neither firmware nor installer tags. */
  readonly vlan: Vlan;
  /** The address while installing. The host's own on that VLAN unless written. */
  readonly address?: Ipv4 | undefined;
  readonly boot: Firmware;
  /** The one disk that the installer may see, by a name that stays: `by-id/…`, `by-path/…`, `wwn/0x…` or `serial/…`. */
  readonly disk: string;
  /** `yes, erase <disk>`: everything on that disk is lost. Without it the stack does not compile. */
  readonly wipe?: string | undefined;
  /** Where the distribution comes from. */
  readonly source: {
    /** Of Enterprise Linux the tree with `.treeinfo`, of Debian the mirror with `dists/`. */
    readonly url: string;
    /** More repositories for the installer, by name. */
    readonly repositories?: { readonly [name: string]: string } | undefined;
  };
  /** Logical volumes of the disk, by mount point, and swap. 4 GiB of swap and the rest for `/` unless written. */
  readonly layout?: { readonly [mount: string]: Size | 'rest' } | undefined;
  /** Of every volume. What the release itself would take unless written. */
  readonly filesystem?: Filesystem | undefined;
  /** 'locked', so that only keys let root in, or a crypt hash. It is readable for everybody who can download the file. */
  readonly root: string;
  /** Beside a minimal system and what the host's script installs. */
  readonly packages?: readonly string[] | undefined;
  /** Where this site's folder of `out/` is served over HTTP while machines are installed. */
  readonly server?: string | undefined;
  /** One kickstart of this name for all hosts that name it, which finds its host by MAC. */
  readonly shared?: string | undefined;
}
