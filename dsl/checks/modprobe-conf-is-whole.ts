import { place } from '../language/place.ts';
import type { SiteHost } from '../model/model.ts';
import type { Check, Found } from './check.ts';

const why =
  'On Enterprise Linux 5 the driver of a bond is found by an alias in /etc/modprobe.conf, and there is no folder beside that file: it is written whole. A line that only the machine has would be lost with the next boot, and with the alias of the disk controller the next kernel loses its disks. Cards without an alias are numbered as their drivers happen to load.';

const wordsOf = (text: string): readonly string[] => text.trim().split(/\s+/);

/** What the lines say of the file as a whole. */
function* judged({ of, name, nics, bonds, spec, platform }: SiteHost): Iterable<Found> {
  const { modprobe } = spec;
  const at = place(of, 'modprobe');
  if (platform.network !== 'early-ifcfg') {
    if (modprobe === undefined) return;
    const fix = 'Remove it; a file in /etc/modprobe.d among files does what it did.';
    yield { message: `${name} has modprobe, which is of Enterprise Linux 5 only`, at, key: true, why, fix };
    return;
  }
  const named = new Map(
    (modprobe ?? []).flatMap((text, index) => {
      const [verb, alias = ''] = wordsOf(text);
      return verb === 'alias' ? [[alias, index] as const] : [];
    }),
  );
  for (const bond of bonds) {
    const index = named.get(bond.name);
    if (index === undefined) continue;
    yield {
      message: `modprobe of ${name} names the driver of ${bond.name}, which is derived`,
      at: place(of, 'modprobe', index),
      also: [{ at: bond.at, message: bond.name }],
      why,
      fix: 'Remove the line.',
    };
  }
  const missing = bonds.length === 0 && modprobe === undefined ? [] : nics.filter((it) => !named.has(it.name));
  if (missing.length === 0) return;
  yield {
    message: `modprobe of ${name} names no driver of ${missing.map((it) => it.name).join(', ')}`,
    at: modprobe === undefined ? place(of) : at,
    also: missing.map((it) => ({ at: it.at, message: it.name })),
    why,
    fix: `Copy the lines of /etc/modprobe.conf of ${name} into modprobe, all but those of bonds: 'alias ${missing[0]?.name} bnx2', 'alias scsi_hostadapter megaraid_sas'.`,
  };
}

export const modprobeConfIsWhole: Check = {
  code: 'modprobe-conf-is-whole',
  severity: 'error',
  law: 'On Enterprise Linux 5 a host with bonds says every other line of its /etc/modprobe.conf, with the driver of each card.',
  why,
  covers: ['LAG-18'],
  bad: `const web1 = server('web1', {
  platform: el5,
  nics: {
    eth0: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') },
    eth1: ‹{ mac: '00:1e:c9:00:05:01', cable: sw1.port('Gi0/6') }›,
  },
  bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.31' }],
  modprobe: «['alias eth0 bnx2', 'alias scsi_hostadapter megaraid_sas']»,
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: el5,
  nics: {
    eth0: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') },
    eth1: { mac: '00:1e:c9:00:05:01', cable: sw1.port('Gi0/6') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.31' }],
  modprobe: ['alias eth0 bnx2', 'alias eth1 bnx2', 'alias scsi_hostadapter megaraid_sas'],
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const host of hosts) yield* judged(host);
  },
};
