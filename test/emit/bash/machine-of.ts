import { mkdirSync, rmSync } from 'node:fs';
import type { HostPlan } from '../../../dsl/emit/step.ts';
import type { Platform } from '../../../dsl/index.ts';
import { platforms } from '../../../dsl/platforms/index.ts';
import { planOf, reference } from '../network/sites.ts';
import { script } from './plans.ts';
import { systemd, sysv } from './systems.ts';
import { type ThrowAwayRoot, throwAwayRoot } from './throw-away-root.ts';

/** The seed's hypervisor, with the files and services that a host has beside its network. */
const referencePlan = (platform: Platform): HostPlan =>
  planOf(
    reference(platform, {
      dns: ['10.66.6.53'],
      ntp: ['10.66.6.123'],
      sshKeys: {
        keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAM ops@example.org'],
      },
    }),
  );

export const referenceScript = (platform: Platform): string => script(referencePlan(platform));

/** What its script says in the end where all is as it should be, but for the devices, which a made-up kernel has not. */
export const referenceSettled = (platform: Platform): string => {
  const steps = referencePlan(platform).sections.flatMap((it) => it.steps);
  const devices = steps.filter((it) => it.kind === 'device').length;
  return `${steps.length - devices} ok, ${devices} pending activation\n`;
};

/** The file of a script that a service is restarted for. */
export const clockOf = (apply: string): { readonly file: string; readonly unit: string } => {
  const [, file = '', unit = ''] =
    /^ {2}file (\S+) 0644 root:root (ntpd|chronyd|systemd-timesyncd) <</m.exec(apply) ?? [];
  if (file === '') throw new Error('the script sets no clock');
  return { file, unit };
};

const release = (platform: Platform): readonly [string, string] => {
  const { release, title } = platforms[platform.id];
  return release.file === '/etc/os-release'
    ? [release.file, `ID=${release.ids[0]}\nVERSION_ID="${release.version}"\n`]
    : [release.file, `${title.replace('Enterprise Linux', 'CentOS release')}.9 (Final)\n`];
};

/** A made-up machine of a platform with what a script asks for: its release, its cards, its services, its packages. */
export const machineOf = (apply: string, platform: Platform) => {
  const { init, packages } = platforms[platform.id];
  const standIns: Readonly<Record<string, string>> = {
    ...(init === 'systemd' ? systemd : sysv),
    ...(packages === 'apt'
      ? { 'dpkg-query': 'shift 4; for name; do echo "install ok installed"; done', 'apt-get': '' }
      : { rpm: '', [packages]: '' }),
    ip: '',
  };
  const root: ThrowAwayRoot = throwAwayRoot({ kernel: 'made up', standIns });
  // Enterprise Linux 5 has files of ours there, and a root here has another machine's.
  rmSync(`${root.path}/sbin`);
  mkdirSync(`${root.path}/sbin`);
  root.write('/etc/os-release', '');
  root.write(...release(platform));
  for (const [, name = '', mac = ''] of apply.matchAll(/expect_nic (\w+) ([\w:]+)/g))
    root.write(`/sys/class/net/${name}/address`, `${mac}\n`);
  root.write('/proc/sys/kernel/hostname', 'hv1.example.org\n');
  for (const [, unit = ''] of `${apply}\n  service_is extra running`.matchAll(/^ {2}service_is (\S+) running$/gm))
    for (const [ending, text] of [
      ['on', ''],
      ['boot', ''],
      ['file', 'enabled\n'],
      ['active', 'active\n'],
    ] as const)
      root.write(`/units/${unit}.${ending}`, text);
  return { root, standIns: Object.keys(standIns), clock: clockOf(apply) };
};
