import { byDefault, place, within } from '../../language/place.ts';
import type { Device, SiteHost } from '../../model/model.ts';
import { line } from '../host/steps.ts';
import type { Line } from '../step.ts';
import { farEnd, farEndFrom } from './cable.ts';
import { kernelMode, madeFrom, masterFrom, mtuFrom } from './cause.ts';
import { first, stable, uuidOf, withPorts } from './connection.ts';
import { entry, entryLine, type Group } from './keyfile-group.ts';
import { ipSections } from './keyfile-ip.ts';

const types = { nic: 'ethernet', bond: 'bond', vlan: 'vlan', bridge: 'bridge' } as const satisfies Record<
  Device['kind'],
  string
>;
const words = {
  master: { port: 'master', type: 'slave-type', ports: 'autoconnect-slaves' },
  controller: { port: 'controller', type: 'port-type', ports: 'autoconnect-ports' },
} as const;

const bySlot = byDefault('the platform names NICs by slot, so the profile binds by MAC address and names no device');
const reordered = byDefault('flag 1, reordered headers, is what NetworkManager gives every VLAN');

const connection = (host: SiteHost, device: Device): Group => {
  const { name, kind, master } = device;
  const word = words[host.platform.keyfileWords];
  const unnamed = kind === 'nic' && host.platform.nicsNamedBySlot;
  const hasPorts = kind === 'bond' || kind === 'bridge';
  const from = masterFrom(host, device);
  const ranked = device.raw.some((it) => /^(connection\.)?autoconnect-priority$/.test(it.key));
  const masterKind = host.bonds.some((it) => it.name === master) ? 'bond' : 'bridge';
  return {
    name: 'connection',
    entries: [
      entry('id', name),
      entry('uuid', uuidOf(host, device), place(host.of), stable),
      entry('type', types[kind]),
      ...(unnamed ? [] : [entry('interface-name', name)]),
      ...(ranked ? [] : [entry('autoconnect-priority', '10', first)]),
      ...(hasPorts ? [entry(word.ports, '1', withPorts)] : []),
      ...(master === undefined ? [] : [entry(word.port, master, ...from), entry(word.type, masterKind, ...from)]),
    ],
  };
};

const ethernet = (host: SiteHost, device: Device): Group => ({
  name: 'ethernet',
  entries: [
    ...(device.kind === 'nic'
      ? [entry('mac-address', device.mac, within(device.at, 'mac'), ...(host.platform.nicsNamedBySlot ? [bySlot] : []))]
      : []),
    entry('mtu', String(device.mtu.value), ...mtuFrom(host, device)),
  ],
});

const own = (device: Device): Group[] => {
  switch (device.kind) {
    case 'nic':
      return [];
    case 'bond': {
      const { at, mode, options } = device;
      const entries = options.map((it) => entry(it.name, it.value, ...it.from));
      return [{ name: 'bond', entries: [entry('mode', kernelMode(mode), within(at, 'mode')), ...entries] }];
    }
    case 'vlan': {
      const { at, lower, vlan } = device;
      const entries = [
        entry('id', String(vlan.id), place(vlan.of, 'id'), at),
        entry('parent', lower, within(at, 'on'), at),
        entry('flags', '1', reordered),
      ];
      return [{ name: 'vlan', entries }];
    }
    case 'bridge': {
      const { stp, forwardDelay } = device;
      // Without spanning tree NetworkManager hands no delay to the kernel; a keyfile that leaves stp out means true.
      const delay = stp.value
        ? [entry('forward-delay', String(forwardDelay.value), ...stp.from, ...forwardDelay.from)]
        : [];
      return [{ name: 'bridge', entries: [entry('stp', String(stp.value), ...stp.from), ...delay] }];
    }
  }
};

/** `section.key` of the user's own, each after what we write in that section. */
const withRaw = (groups: readonly Group[], device: Device): readonly Group[] => {
  if (device.raw.length === 0) return groups;
  const merged = new Map(groups.map((it) => [it.name, [...it.entries]]));
  for (const { key, value, at } of device.raw) {
    const dot = key.indexOf('.');
    const name = dot < 0 ? 'connection' : key.slice(0, dot);
    const entries = merged.get(name) ?? [];
    entries.push(entry(key.slice(dot + 1), value, at));
    merged.set(name, entries);
  }
  return [...merged].map(([name, entries]) => ({ name, entries }));
};

/** The lines of one profile. A port has no addresses, so it says nothing of IP. */
export const profile = (host: SiteHost, device: Device): readonly Line[] => {
  const made = madeFrom(host, device);
  const cable = device.kind === 'nic' ? farEnd(device) : undefined;
  const ip = device.master === undefined ? ipSections(host, device) : [];
  const groups = withRaw([connection(host, device), ethernet(host, device), ...own(device), ...ip], device);
  return [
    ...(device.kind === 'nic' && cable !== undefined ? [line(`# ${cable}`, ...farEndFrom(device), ...made)] : []),
    ...groups.flatMap(({ name, entries }) => [
      line(`[${name}]`, ...(entries[0]?.from ?? []), ...made),
      ...entries.map((it) => entryLine(it, made)),
    ]),
  ];
};
