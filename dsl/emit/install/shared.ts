import { byDefault, place, within } from '../../language/place.ts';
import type { Install, SiteHost } from '../../model/model.ts';
import type { KickstartInstaller } from '../../platforms/installers.ts';
import { sh } from '../../text/sh.ts';
import { line } from '../host/steps.ts';
import type { HostPlan, Line } from '../step.ts';
import { withAllOf } from './checksum.ts';
import { diskScript, postSection, preSection, section, usedByDiskScript } from './kickstart.ts';
import { commandLines, networkLine, packageNames } from './kickstart-commands.ts';

const ours = byDefault('what every shared kickstart does');
const own = (...texts: readonly string[]): readonly Line[] => texts.map((it) => line(it, ours));

/** A host of a shared kickstart, with what its own script is known by. */
export interface Sharer {
  readonly host: SiteHost;
  readonly install: Install;
  readonly plan: HostPlan;
  /** Worked out again for who asks what the checksum follows from: a large site's scripts are never held. */
  readonly script: () => readonly Line[];
  readonly checksum: string;
}

/** What is done for one host, if this is its machine. */
const branch = ({ host, install, plan, script, checksum }: Sharer, installer: KickstartInstaller): readonly Line[] => {
  const mac = [within(install.at, 'nic'), within(install.nic.at, 'mac')];
  const steps = plan.sections.flatMap((it) => it.steps);
  const cards = host.nics.flatMap((nic) => [nic.name, nic.mac]);
  return [
    line(`# ${host.name} on ${install.disk}`, place(host.of), within(install.at, 'disk')),
    line(`card ${install.nic.mac}`, ...mac),
    ...own('if [[ -n $card ]]; then'),
    line(`host=${sh(host.name)}`, place(host.of)),
    withAllOf(`fetch ${install.server}/hosts/${host.name}/apply.sh ${checksum}`, script, [
      within(install.at, 'server'),
      place(host.of),
    ]),
    ...diskScript(host, install, installer),
    ...own('cat >>/tmp/rackwright.ks <<END'),
    networkLine(host, install, install.nic.mac),
    ...own('END', "cat >/tmp/rackwright.packages <<'END'"),
    ...packageNames(host, install, steps),
    ...own('END'),
    line(`echo ${cards.map(sh).join(' ')} >/tmp/rackwright.cards`, ...host.nics.map(({ at }) => at)),
    ...own('fi', ''),
  ];
};

/**
 * One kickstart for several hosts: it finds out by the MAC address of the
 * installer's card which of them it is on, and fetches that host's script,
 * which must be the one that it was compiled with. In a machine that is none
 * of them it stops.
 */
export const sharedKickstart = (
  site: string,
  name: string,
  sharers: readonly [Sharer, ...Sharer[]],
  installer: KickstartInstaller,
): readonly Line[] => {
  const [{ host, install }] = sharers;
  const from = sharers.map((it) => within(it.install.at, 'shared'));
  return [
    line(`#version=${installer.dialect}`, place(host.of, 'platform'), ...from),
    line(`# ${name} of the site ${site}: several hosts, each on its own disk.`, ...from),
    line('#', ...from),
    line('# Compiled from the stack: change the stack and compile again, not this file.', ...from),
    line('', ...from),
    ...commandLines(host, install, installer),
    ...own('# The card, the disk and the packages are in here, once %pre has found out whose machine this is.'),
    ...own('%include /tmp/rackwright.ks'),
    ...section('%packages', own('%include /tmp/rackwright.packages'), installer),
    ...preSection(
      [
        ...own("host=''"),
        ...sharers.flatMap((it) => branch(it, installer)),
        ...own(
          "[[ -n $host ]] || stop 'no host of this kickstart has a card of this machine' 'give the machine to the stack, or start it otherwise'",
        ),
      ],
      [...usedByDiskScript(installer), 'fetch'],
      installer,
    ),
    ...section(
      '%post --nochroot --interpreter=/bin/bash --erroronfail',
      own('cp /tmp/rackwright.sh /tmp/rackwright.cards /mnt/sysimage/root/'),
      installer,
    ),
    ...postSection(
      own('forget_listed /root/rackwright.cards'),
      own('script=/root/rackwright.sh'),
      ['forget_listed'],
      installer,
    ),
  ];
};
