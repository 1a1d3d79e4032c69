import { applyScript } from '../../../dsl/emit/bash/script.ts';
import { hostPlan } from '../../../dsl/emit/host/plan.ts';
import { kickstart } from '../../../dsl/emit/install/kickstart.ts';
import type { HostPlan, Line } from '../../../dsl/emit/step.ts';
import { el5, el6, el7, el8, el9, el10, type Platform } from '../../../dsl/index.ts';
import type { InstallSpec } from '../../../dsl/language/install.ts';
import type { Install, SiteHost } from '../../../dsl/model/model.ts';
import { resolve } from '../../../dsl/model/resolve.ts';
import { installers, type KickstartInstaller } from '../../../dsl/platforms/installers.ts';
import { host, plain, plan, site } from '../../checks/harness.ts';
import { textOf } from '../../whole/compile.ts';

export const net = plan({
  public: { id: 2 },
  management: { id: 666, subnet: '10.66.6.0/24', gateway: '10.66.6.254' },
  storage: { id: 667, subnet: '10.66.7.0/24', mtu: 9000 },
  install: { id: 700, subnet: '10.66.8.0/24', gateway: '10.66.8.254' },
});

export const disk = 'by-path/pci-0000:03:00.0-scsi-0:2:0:0';

export const installation = {
  nic: 'eth0',
  vlan: net.install,
  address: '10.66.8.1',
  boot: 'bios',
  disk,
  wipe: `yes, erase ${disk}`,
  source: { url: 'http://10.66.8.250/os' },
  root: 'locked',
  server: 'http://10.66.8.250/site',
} as unknown as InstallSpec<string>;

export const sw1 = plain('sw1');

/** A hypervisor of two cards with a bridge on its bond; with `spec`, what else it has. */
export const hypervisor = (name: string, platform: Platform, install: object = {}, spec: object = {}, n = 1) =>
  host(name, {
    platform,
    domain: 'example.org',
    dns: ['10.66.6.53'],
    defaultRoute: net.management,
    nics: {
      eth0: { mac: `00:1e:c9:00:0${n}:00`, cable: sw1.port(`Gi0/${2 * n - 1}`) },
      eth1: { mac: `00:1e:c9:00:0${n}:01`, cable: sw1.port(`Gi0/${2 * n}`) },
    },
    bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'] } },
    bridges: { br666: { vlan: net.management, on: 'bond0', address: `10.66.6.${n}` } },
    vlans: [{ vlan: net.storage, on: 'bond0', address: `10.66.7.${n}` }],
    install: { ...installation, ...install },
    ...spec,
  });

export interface Made {
  readonly host: SiteHost;
  readonly install: Install;
  readonly plan: HostPlan;
  readonly script: readonly Line[];
}

export const made = (of: ReturnType<typeof host>): Made => {
  const [found] = resolve(site([sw1, of])).hosts;
  if (found?.install === undefined) throw new Error(`${of.name} is not installed`);
  const hostsPlan = hostPlan(found, 'site');
  return { host: found, install: found.install, plan: hostsPlan, script: applyScript(hostsPlan) };
};

/** The kickstart of a host as another release would have it: what differs is the language of the installer alone. */
export const kickstartOf = (it: Made, installer: KickstartInstaller): readonly Line[] =>
  kickstart(it.host, { ...it.install, installer }, installer, it.plan, it.script);

const platformOf: Readonly<Record<KickstartInstaller['dialect'], Platform>> = {
  RHEL5: el5,
  RHEL6: el6,
  RHEL7: el7,
  RHEL8: el8,
  RHEL9: el9,
  RHEL10: el10,
};

/** Every language of kickstart that there is. */
export const dialects: readonly KickstartInstaller[] = Object.values(installers).filter(
  (it): it is KickstartInstaller => it.kind === 'kickstart',
);

/** One host's kickstart in each of them; the first of the firmware that the release knows, unless it knows what is asked for. */
export const inEvery = (install: object = {}): readonly (readonly [KickstartInstaller, string])[] =>
  dialects.map((installer) => {
    const firmware = installer.firmware.some((it) => it === (install as Partial<Install>).boot) ? {} : { boot: 'bios' };
    const it = made(hypervisor('hv1', platformOf[installer.dialect], { ...install, ...firmware }));
    return [installer, textOf(kickstartOf(it, installer))] as const;
  });

export interface Section {
  readonly heading: string;
  readonly body: string;
  /** Whether `%end` closes it. */
  readonly closed: boolean;
}

/** A kickstart as its readers take it apart: at lines that begin with a word of theirs, however far in it stands. */
export const sectionsOf = (
  text: string,
): { readonly commands: readonly string[]; readonly sections: readonly Section[] } => {
  const commands: string[] = [];
  const sections: { heading: string; body: string; closed: boolean }[] = [];
  let open: (typeof sections)[number] | undefined;
  for (const line of text.split(/\r\n|(?!\t)[\p{Cc}\p{Zl}\p{Zp}]/u)) {
    const word = line.trim().split(/\s+/)[0] ?? '';
    if (word === '%end') {
      if (open !== undefined) open.closed = true;
      open = undefined;
    } else if (['%packages', '%pre', '%post', '%traceback'].includes(word)) {
      open = { heading: line, body: '', closed: false };
      sections.push(open);
    } else if (open !== undefined) open.body += `${line}\n`;
    else if (line !== '' && !line.startsWith('#')) commands.push(line);
  }
  return { commands, sections };
};

export const sectionOf = (text: string, name: string): string =>
  sectionsOf(text).sections.find(({ heading }) => heading.startsWith(name))?.body ?? '';
