import { byDefault, type From, within } from '../../language/place.ts';
import type { Install, SiteHost } from '../../model/model.ts';
import type { KickstartInstaller } from '../../platforms/installers.ts';
import { sh } from '../../text/sh.ts';
import { carrierOf } from '../bash/verbs.ts';
import { line } from '../host/steps.ts';
import type { HostPlan, Line } from '../step.ts';
import { embedded } from './embed.ts';
import { commandLines, diskLines, networkLine, packageNames } from './kickstart-commands.ts';
import post from './post.sh';
import pre from './pre.sh';

const functionsOfPre = carrierOf([pre]);
const functionsOfPost = carrierOf([post]);

const ours = byDefault('what every kickstart does');
const own = (...texts: readonly string[]): readonly Line[] => texts.map((it) => line(it, ours));

/** A section, closed as the release asks for it. */
export const section = (heading: string, body: readonly Line[], { end }: KickstartInstaller): readonly Line[] => [
  ...own('', heading),
  ...body,
  ...(end ? own('%end') : []),
];

const bash = '--interpreter=/bin/bash --erroronfail';

/** What looks at the machine before it is touched. */
export const preSection = (
  body: readonly Line[],
  used: readonly string[],
  installer: KickstartInstaller,
): readonly Line[] =>
  section(
    `%pre ${bash}`,
    [...own('export LC_ALL=C', ''), ...own(...functionsOfPre(new Set(used)).flatMap(({ lines }) => lines)), ...body],
    installer,
  );

/** The one disk, found, allowed and written down for the installer. */
export const diskScript = (host: SiteHost, it: Install, installer: KickstartInstaller): readonly Line[] => {
  const from: readonly From[] = [within(it.at, 'disk'), ...host.nics.map((nic) => within(nic.at, 'mac'))];
  const byName = installer.nicBy === 'name';
  return [
    line(`cards ${[host.name, ...host.nics.map(({ mac }) => mac)].map(sh).join(' ')}`, ...from),
    line(`started_by ${it.boot}`, within(it.at, 'boot')),
    line(`find_disk ${sh(it.disk)}`, ...from),
    line(`may_be_erased ${sh(host.name)}`, ...from),
    ...(byName ? [line(`card ${it.nic.mac}`, within(it.at, 'nic'), within(it.nic.at, 'mac'))] : []),
    ...(installer.othersBy === 'drives' ? own('other_disks') : []),
    ...own('cat >/tmp/rackwright.ks <<END'),
    ...(byName ? [networkLine(host, it, '$card')] : []),
    ...(installer.othersBy === 'drives' ? own('$ignored') : []),
    ...diskLines(host, it, installer),
    ...own('END'),
  ];
};

export const usedByDiskScript = ({ othersBy }: KickstartInstaller): readonly string[] => [
  ...['cards', 'started_by', 'find_disk', 'may_be_erased'],
  ...(othersBy === 'drives' ? ['other_disks'] : []),
];

/** What makes the new system the host, before its first start. */
export const postSection = (
  forget: readonly Line[],
  script: readonly Line[],
  used: readonly string[],
  installer: KickstartInstaller,
): readonly Line[] =>
  section(
    `%post ${bash} --log=/root/rackwright-install.log`,
    [
      ...own('umask 077', ''),
      ...own(...functionsOfPost(new Set(['converge', ...used])).flatMap(({ lines }) => lines)),
      ...forget,
      ...script,
      ...own('converge "$script"', 'rm -f -- "$script"'),
    ],
    installer,
  );

/** One host's kickstart: whole by itself, with the host's own script in it. */
export const kickstart = (
  host: SiteHost,
  it: Install,
  installer: KickstartInstaller,
  plan: HostPlan,
  script: readonly Line[],
): readonly Line[] => {
  const title = `# ${host.name} of the site ${plan.site}, on ${host.platform.title}: erases ${it.disk}.`;
  const cards = host.nics.flatMap(({ name, mac }) => [name, mac]);
  const steps = plan.sections.flatMap((it) => it.steps);
  const from = [within(it.at, 'disk'), ...plan.from];
  return [
    line(`#version=${installer.dialect}`, ...plan.from),
    line(title, ...from),
    line('#', ...from),
    line('# Compiled from the stack: change the stack and compile again, not this file.', ...from),
    line('', ...from),
    ...commandLines(host, it, installer),
    ...(installer.nicBy === 'mac' ? [networkLine(host, it, it.nic.mac)] : []),
    ...own('# The disk is in here, by the name that %pre has found for it; without it the installer stops.'),
    ...own('%include /tmp/rackwright.ks'),
    ...section('%packages', packageNames(host, it, steps), installer),
    ...preSection(diskScript(host, it, installer), usedByDiskScript(installer), installer),
    ...postSection(
      [line(`forget_profiles ${cards.map(sh).join(' ')}`, ...host.nics.map(({ at }) => at))],
      [
        ...own("script=$(mktemp /root/rackwright.XXXXXX) || stop '/root cannot be written'"),
        ...embedded('unpack >"$script"', script, [ours]),
      ],
      ['stop', 'forget_profiles', 'unpack'],
      installer,
    ),
  ];
};
