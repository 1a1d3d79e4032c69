import { type From, place, within } from '../../language/place.ts';
import type { Install, SiteHost } from '../../model/model.ts';
import { sh } from '../../text/sh.ts';

/** A host that boots from the network: its site's folder is served somewhere. */
export interface Booting {
  readonly host: SiteHost;
  readonly install: Install;
  readonly server: string;
}

/** `01-3c-ec-ef-00-01-00`: the card as a boot loader names it to a kernel, with the hardware type before it. */
export const bootif = ({ install }: Booting): string => `01-${install.nic.mac.replaceAll(':', '-')}`;

export const kernelOf = ({ install }: Booting): string => `${install.url}/${install.installer.kernel}`;
export const initrdOf = ({ install }: Booting): string => `${install.url}/${install.installer.initrd}`;

/** Everything that an entry follows from. */
export const entryFrom = ({ host, install }: Booting): readonly From[] => [
  place(host.of),
  place(host.of, 'platform'),
  place(host.of, 'domain'),
  within(install.nic.at, 'mac'),
  ...['nic', 'server', 'shared', 'source', 'disk', 'boot'].map((key) => within(install.at, key)),
];

/** The file with the answers: the host's own, or that of all who share it. */
const answers = ({ host, install, server }: Booting): string => {
  if (install.installer.kind === 'preseed') return `${server}/hosts/${host.name}/preseed.cfg`;
  return install.shared === undefined
    ? `${server}/hosts/${host.name}/kickstart.cfg`
    : `${server}/kickstart/${install.shared}.cfg`;
};

/** What the kernel of an installer is told: where the answers are, and which card to ask through. */
export const kernelArguments = (it: Booting): readonly string[] => {
  const { host, install } = it;
  const { installer } = install;
  if (installer.kind === 'preseed')
    return [
      'auto=true',
      'priority=critical',
      `url=${answers(it)}`,
      'interface=auto',
      `BOOTIF=${bootif(it)}`,
      `hostname=${host.name}`,
      `domain=${host.spec.domain ?? ''}`,
    ];
  return installer.inst
    ? [`inst.ks=${answers(it)}`, `inst.repo=${install.url}`, `BOOTIF=${bootif(it)}`]
    : [`ks=${answers(it)}`, `method=${install.url}`, `ksdevice=${install.nic.mac}`];
};

/** What says that the disk may have something on it. */
export const consent = ({ host }: Booting): string => `rackwright.erase=${sh(host.name)}`;
