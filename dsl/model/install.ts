import type { AnyHostSpec, Host } from '../language/host.ts';
import type { Filesystem } from '../language/install.ts';
import { byDefault, type From, place } from '../language/place.ts';
import { installers } from '../platforms/installers.ts';
import { byText } from '../text/compare.ts';
import { addressesOf, type VlanOf } from './attachments.ts';
import type { Attachment, Install, Known, Nic, Volume } from './model.ts';

const plainLayout = byDefault('4 GiB of swap and the rest of the disk for /, unless another layout is written');
const ownFilesystem = byDefault('the file system that the release itself would take');

const units: Readonly<Record<string, number>> = { MiB: 1, GiB: 1024, TiB: 1024 * 1024 };
const mebibytes = (size: string): number => {
  const [amount, unit = ''] = size.split(' ');
  return Number(amount) * (units[unit] ?? 1);
};

/** The root first, swap last: the same whatever the order in which they were written. */
const rank = (mount: string): number => (mount === '/' ? 0 : mount === 'swap' ? 2 : 1);

const layoutOf = (of: Host, layout: Readonly<Record<string, string>> | undefined): readonly Volume[] =>
  layout === undefined
    ? [
        { mount: '/', size: 'rest', from: [place(of, 'install', 'layout'), plainLayout] },
        { mount: 'swap', size: 4096, from: [place(of, 'install', 'layout'), plainLayout] },
      ]
    : Object.entries(layout)
        .map(
          ([mount, size]): Volume => ({
            mount,
            size: size === 'rest' ? size : mebibytes(size),
            from: [place(of, 'install', 'layout', mount)],
          }),
        )
        .sort((a, b) => rank(a.mount) - rank(b.mount) || byText(a.mount, b.mount));

/** The address while installing: what is written for it, else the host's own on the VLAN of the installer. */
const addressOf = (
  of: Host,
  spec: AnyHostSpec,
  attachments: readonly Attachment[],
  from: readonly From[],
): Known<string> | undefined => {
  const { install } = spec;
  if (install?.address !== undefined) return { value: install.address, from: [place(of, 'install', 'address')] };
  for (const it of attachments.filter(({ vlan }) => vlan.of === install?.vlan)) {
    const [own] = addressesOf(spec, it).addresses;
    if (own !== undefined) return { value: own.address, from: [place(of, 'install', 'address'), own.at, ...from] };
  }
  return undefined;
};

/** How a host is installed; undefined where it is not, or where its NIC or VLAN is not there. */
export const installOf = (
  of: Host,
  spec: AnyHostSpec,
  nics: readonly Nic[],
  attachments: readonly Attachment[],
  vlanOf: VlanOf,
): Install | undefined => {
  const { install } = spec;
  const nic = nics.find(({ name }) => name === install?.nic);
  const vlan = install && vlanOf(install.vlan);
  if (install === undefined || nic === undefined || vlan === undefined) return undefined;
  const at = (...path: readonly (string | number)[]) => place(of, 'install', ...path);
  const installer = installers[spec.platform.id];
  const address = addressOf(of, spec, attachments, [at('vlan')]);
  const filesystem: Known<Filesystem> =
    install.filesystem === undefined
      ? { value: installer.filesystems[0], from: [at('filesystem'), place(of, 'platform'), ownFilesystem] }
      : { value: install.filesystem, from: [at('filesystem')] };
  return {
    at: at(),
    installer,
    nic,
    vlan,
    ...(address === undefined ? {} : { address }),
    boot: install.boot,
    disk: install.disk,
    url: install.source.url,
    repositories: Object.entries(install.source.repositories ?? {})
      .map(([name, url]) => ({ name, url, at: at('source', 'repositories', name) }))
      .sort((a, b) => byText(a.name, b.name)),
    volumes: layoutOf(of, install.layout),
    filesystem,
    root: install.root,
    packages: install.packages ?? [],
    ...(install.server === undefined ? {} : { server: install.server }),
    ...(install.shared === undefined ? {} : { shared: install.shared }),
  };
};
