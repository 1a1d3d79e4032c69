import { byDefault, type From, place, within } from '../../language/place.ts';
import type { Model, SiteVlan } from '../../model/model.ts';
import { netmask } from '../../text/ipv4.ts';
import { line } from '../host/steps.ts';
import type { Artifact, Line } from '../step.ts';
import { type Booting, bootif, consent, entryFrom, initrdOf, kernelArguments, kernelOf } from './boot.ts';

const ours = byDefault('what every network boot of ours does');
const own = (...texts: readonly string[]): readonly Line[] => texts.map((it) => line(it, ours));

const compiled = '# Compiled from the stack: change the stack and compile again, not this file.';
const seconds = 5;

const bootingOf = (model: Model): readonly Booting[] =>
  model.hosts.flatMap((host) => {
    const { install } = host;
    return install?.server === undefined ? [] : [{ host, install, server: install.server }];
  });

/** The VLANs that installers use, each once, by id. */
const vlansOf = (booting: readonly Booting[]): readonly SiteVlan[] =>
  [...new Set(booting.map(({ install }) => install.vlan))].sort((a, b) => a.id - b.id);

const vlanLines = (vlan: SiteVlan): readonly Line[] => {
  const { of, subnet, gateway } = vlan;
  if (subnet === undefined) return [];
  const from = [place(of, 'id'), place(of, 'subnet'), place(of, 'gateway')];
  const [first = ''] = subnet.text.split('/');
  return [
    line(`dhcp-range=set:vlan${vlan.id},${first},static,${netmask(subnet.prefix)},1h`, ...from),
    // Without this one dnsmasq would name itself as the router.
    line(`dhcp-option=tag:vlan${vlan.id},option:router${gateway === undefined ? '' : `,${gateway}`}`, ...from),
  ];
};

const hostLines = (it: Booting): readonly Line[] => {
  const { host, install } = it;
  const from = [...entryFrom(it), ...(install.address?.from ?? []), within(install.at, 'vlan')];
  const servers = (host.spec.dns ?? []).join(',');
  return [
    ...own(''),
    line(`dhcp-host=${install.nic.mac},set:${host.name},${install.address?.value ?? ''},${host.name}`, ...from),
    ...(servers === ''
      ? []
      : [line(`dhcp-option=tag:${host.name},option:dns-server,${servers}`, place(host.of, 'dns'), ...from)]),
    line(`dhcp-boot=tag:${host.name},tag:ipxe,${it.server}/netboot/ipxe/${host.name}.ipxe`, ...from),
  ];
};

/** DHCP for the cards of the stack and for no other, and the first program of each kind of firmware. */
const dnsmasq = (site: string, booting: readonly Booting[], from: readonly From[]): readonly Line[] => [
  line(
    `# Network boot of the site ${site}: dnsmasq --conf-file=dnsmasq.conf, on a machine of the VLANs below.`,
    ...from,
  ),
  ...own(
    '#',
    compiled,
    '#',
    '# tftp-root has this folder, and beside it what boot loaders come as: lpxelinux.0 and ldlinux.c32 of syslinux,',
    '# grubnetx64.efi of GRUB under the name grubx64.efi. Cards with iPXE in them need neither.',
    '',
    'port=0',
    'dhcp-ignore=tag:!known',
    'enable-tftp',
    'tftp-root=/srv/tftp',
    'dhcp-match=set:ipxe,175',
    'dhcp-match=set:efi,option:client-arch,7',
    'dhcp-match=set:efi,option:client-arch,9',
    'dhcp-boot=tag:!ipxe,tag:efi,grubx64.efi',
    'dhcp-boot=tag:!ipxe,tag:!efi,lpxelinux.0',
    '',
  ),
  ...vlansOf(booting).flatMap(vlanLines),
  ...booting.flatMap(hostLines),
];

/** A card with iPXE fetches kernel and installer itself. */
const ipxe = (it: Booting): readonly Line[] => {
  const from = entryFrom(it);
  const words = kernelArguments(it).join(' ');
  return [
    ...own('#!ipxe'),
    line(`# ${it.host.name} installs on ${it.install.disk}.`, ...from),
    ...own(compiled, 'clear consent ||'),
    line(
      `prompt --key e --timeout ${seconds * 1000} Press e within ${seconds} seconds to erase ${it.install.disk} of ${it.host.name} with all that is on it && set consent ${consent(it)} ||`,
      ...from,
    ),
    line(`kernel ${kernelOf(it)} initrd=initrd ${words} \${consent}`, ...from),
    line(`initrd --name initrd ${initrdOf(it)}`, ...from),
    ...own('boot'),
  ];
};

/** BIOS without iPXE: pxelinux looks for the file of its card. */
const pxelinux = (it: Booting): readonly Line[] => {
  const from = entryFrom(it);
  const entry = (label: string, words: readonly string[]): readonly Line[] => [
    line(`LABEL ${label}`, ...from),
    line(`  KERNEL ${kernelOf(it)}`, ...from),
    line(`  INITRD ${initrdOf(it)}`, ...from),
    line(`  APPEND ${[...kernelArguments(it), ...words].join(' ')}`, ...from),
  ];
  return [
    line(`# ${it.host.name} installs on ${it.install.disk}; "erase" does so though there is something on it.`, ...from),
    ...own(compiled, 'DEFAULT install', 'PROMPT 1', `TIMEOUT ${seconds * 10}`),
    ...entry('install', []),
    ...entry('erase', [consent(it)]),
  ];
};

/** `http://10.250.0.2/os/x` as GRUB writes it. */
const inGrub = (url: string): string => url.replace(/^http:\/\/([^/]+)/, '(http,$1)');

/** UEFI without iPXE: one file for all, which looks at the card. */
const grub = (site: string, booting: readonly Booting[], from: readonly From[]): readonly Line[] => [
  line(`# Network boot of the site ${site}, for machines with UEFI.`, ...from),
  ...own(compiled, `set timeout=${seconds}`, 'set default=0'),
  ...booting.flatMap((it) => {
    const of = entryFrom(it);
    const words = kernelArguments(it);
    const entry = (title: string, more: readonly string[]): readonly Line[] => [
      line(`  menuentry '${title} ${it.host.name} on ${it.install.disk}' {`, ...of),
      line(`    linux ${inGrub(kernelOf(it))} ${[...words, ...more].join(' ')}`, ...of),
      line(`    initrd ${inGrub(initrdOf(it))}`, ...of),
      line('  }', ...of),
    ];
    return [
      line(`if [ "$net_default_mac" = "${it.install.nic.mac}" ]; then`, ...of),
      ...entry('install', []),
      ...entry('erase and install', [consent(it)]),
      line('fi', ...of),
    ];
  }),
];

/** What machines boot from the network with; nothing where no host does. */
export function* netbootArtifacts(model: Model): Generator<Artifact> {
  const booting = bootingOf(model);
  if (booting.length === 0) return;
  const from = booting.flatMap(({ install }) => [within(install.at, 'server'), within(install.at, 'boot')]);
  const file = (path: string, lines: readonly Line[], of: readonly From[] = from): Artifact => ({
    path: `netboot/${path}`,
    mode: 0o644,
    from: of,
    lines,
  });
  yield file('dnsmasq.conf', dnsmasq(model.name, booting, from));
  const [bios, uefi] = [
    booting.filter((it) => it.install.boot === 'bios'),
    booting.filter((it) => it.install.boot === 'uefi'),
  ];
  if (uefi.length > 0) yield file('grub/grub.cfg', grub(model.name, uefi, from));
  for (const it of booting) yield file(`ipxe/${it.host.name}.ipxe`, ipxe(it), entryFrom(it));
  for (const it of bios) yield file(`pxelinux.cfg/${bootif(it)}`, pxelinux(it), entryFrom(it));
}
