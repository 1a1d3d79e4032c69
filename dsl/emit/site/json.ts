import { type From, place, placeText, within } from '../../language/place.ts';
import type {
  Carried,
  Channel,
  Device,
  Install,
  Known,
  Model,
  Peer,
  Port,
  SiteHost,
  SiteLink,
  SiteSwitch,
  SiteVlan,
  Traffic,
} from '../../model/model.ts';
import {
  addressFrom,
  defaultRouteFrom,
  dhcpFrom,
  madeFrom,
  masterFrom,
  ridersFrom,
  routeFrom,
} from '../network/cause.ts';
import type { Artifact, Line } from '../step.ts';
import { type Json, known, printed, type Reasons, type Sourced, sourced } from './json-lines.ts';
import type { Report, Told } from './report.ts';

const vlan = ({ of, name, id, subnet, gateway, mtu, trust }: SiteVlan): Sourced => {
  const own = (value: string | number | undefined, key: string) =>
    value === undefined ? undefined : sourced(value, () => [place(of, key)]);
  const values = {
    id: own(id, 'id'),
    subnet: own(subnet?.text, 'subnet'),
    gateway: own(gateway, 'gateway'),
    mtu: known(mtu),
    trust: own(trust, 'trust'),
  };
  return sourced({ name, ...values }, () => [place(of)]);
};

const carried = ({ vlan: { name }, untagged, from }: Carried, around: Reasons): Sourced =>
  sourced({ vlan: name, tagged: !untagged }, () => [...around(), ...from]);

/** @param around what the port or the channel is there for */
const traffic = (it: Traffic, around: Reasons): Json => {
  const whole = (): readonly From[] => [...around(), ...it.from];
  if (it.mode === 'access') return { mode: it.mode, vlan: sourced(it.vlan.name, whole) };
  if (it.mode !== 'trunk') return { mode: it.mode };
  const native = sourced(it.native.value, () => [...whole(), ...it.native.from]);
  return { mode: it.mode, native, vlans: it.vlans.map((inner) => carried(inner, whole)) };
};

const peer = (it: Peer): Json => {
  if (it.kind === 'nic') return { host: it.host.name, nic: it.nic.name };
  if (it.kind === 'bmc') return { host: it.host.name, bmc: it.bmc.mac };
  if (it.kind === 'switch') return { switch: it.switch, port: it.port, link: it.link.name };
  return it.kind === 'unmodelled' ? { unmodelled: it.description } : {};
};

/** Everything that decides what passes: all of it can make a trunk of an access port. */
const passes = (it: Traffic): readonly From[] => [
  ...it.from,
  ...(it.mode === 'trunk' ? it.vlans.flatMap((inner) => inner.from) : []),
];

const port = (it: Port, channels: readonly Channel[]): Sourced => {
  const channel = channels.find(({ number }) => number.value === it.channel);
  return sourced(
    {
      name: it.name,
      description: sourced(it.description.value, () => [it.at, ...it.description.from]),
      channel:
        it.channel === undefined ? undefined : sourced(it.channel, () => [it.at, ...(channel?.number.from ?? [])]),
      peer: peer(it.peer),
      traffic: traffic(it.traffic, () => [it.at]),
      raw: it.raw.map((inner) => sourced(inner.value, () => [it.at, ...inner.from])),
    },
    () => [it.at, ...it.description.from, ...passes(it.traffic)],
  );
};

const channel = (it: Channel): Sourced => {
  const around = (): readonly From[] => [it.at, ...it.number.from];
  const own = ({ value, from }: Known<string>) => sourced(value, () => [...around(), ...from]);
  return sourced(
    {
      number: it.number.value,
      description: own(it.description),
      mode: own(it.mode),
      lacpRate: own(it.lacpRate),
      ports: it.ports.map((member) => sourced(member.name, () => [...around(), member.at])),
      traffic: traffic(it.traffic, around),
    },
    () => [...around(), ...passes(it.traffic)],
  );
};

const siteSwitch = (it: SiteSwitch): Sourced =>
  sourced(
    {
      name: it.name,
      family: it.facts.family,
      management:
        it.management &&
        sourced({ vlan: it.management.vlan.name, address: it.management.address }, () => [place(it.of, 'management')]),
      nativeVlan: known(it.nativeVlan),
      flowControl: known(it.flowControl),
      bpduGuard: sourced(it.bpduGuard, () => [place(it.of, 'bpduGuard')]),
      mtu: known(it.mtu),
      vlans: it.vlans.map((inner) => sourced(inner.vlan.name, () => inner.from)),
      ports: it.ports.map((inner) => port(inner, it.channels)),
      channels: it.channels.map(channel),
    },
    () => [place(it.of)],
  );

const link = (it: SiteLink): Sourced => {
  const vlans = it.vlans.map((inner) => sourced(inner.vlan.name, () => [...it.from, ...inner.from]));
  const ends = sourced(it.ends, () => [place(it.of, 'cables')]);
  return sourced({ name: it.name, ends, vlans: sourced(vlans, () => it.from) }, () => [place(it.of)]);
};

const device = (site: SiteHost, it: Device): Sourced => {
  const made = (): readonly From[] => [...madeFrom(site, it), ...ridersFrom(site, it)];
  return sourced(
    {
      kind: it.kind,
      name: it.name,
      mtu: sourced(it.mtu.value, () => [...made(), ...it.mtu.from]),
      master: it.master === undefined ? undefined : sourced(it.master, () => [...made(), ...masterFrom(site, it)]),
      ...(it.kind === 'nic' ? { mac: sourced(it.mac, () => [place(site.of, 'nics', it.name, 'mac'), it.at]) } : {}),
      ...(it.kind === 'bond'
        ? {
            mode: it.mode,
            members: it.members.map((member) => member.name),
            options: Object.fromEntries(it.options.map(({ name, value, from }) => [name, sourced(value, () => from)])),
          }
        : {}),
      ...(it.kind === 'vlan' ? { vlan: it.vlan.name, lower: it.lower } : {}),
      ...(it.kind === 'bridge'
        ? {
            vlan: it.vlan.name,
            port: sourced(it.port, () => [it.at, place(it.vlan.of, 'id')]),
            stp: known(it.stp),
            forwardDelay: known(it.forwardDelay),
          }
        : {}),
      addresses: it.addresses.map((inner) =>
        sourced(`${inner.address}/${inner.prefix}`, () => [...made(), ...addressFrom(it, inner)]),
      ),
      dhcp: it.dhcp === undefined ? undefined : sourced(true, () => [...made(), ...dhcpFrom(it)]),
    },
    made,
  );
};

const installed = (it: Install): Sourced => {
  const at =
    (...path: readonly string[]) =>
    () => [within(it.at, ...path)];
  return sourced(
    {
      nic: sourced(it.nic.name, at('nic')),
      vlan: sourced(it.vlan.name, at('vlan')),
      address: it.address && known(it.address),
      boot: sourced(it.boot, at('boot')),
      disk: sourced(it.disk, at('disk')),
      url: sourced(it.url, at('source', 'url')),
      server: it.server === undefined ? undefined : sourced(it.server, at('server')),
      shared: it.shared === undefined ? undefined : sourced(it.shared, at('shared')),
    },
    () => [it.at],
  );
};

const bmc = ({ mac, vlan, address, at }: NonNullable<SiteHost['bmc']>): Sourced =>
  sourced({ mac, vlan: vlan.name, address }, () => [at]);

const host = (it: SiteHost): Sourced =>
  sourced(
    {
      name: it.name,
      role: it.role,
      platform: sourced(it.platform.id, () => [place(it.of, 'platform')]),
      fqdn: known(it.fqdn),
      devices: it.devices.map((inner) => device(it, inner)),
      defaultRoute:
        it.defaultRoute &&
        sourced({ device: it.defaultRoute.device, gateway: it.defaultRoute.gateway }, () => defaultRouteFrom(it)),
      routes: it.routes.map((inner) => {
        const through = it.devices.find(({ name }) => name === inner.device);
        const named = through && sourced(through.name, () => [...routeFrom(through, inner), ...madeFrom(it, through)]);
        return sourced({ to: inner.to, via: inner.via, device: named }, () => [inner.at]);
      }),
      install: it.install && installed(it.install),
      bmc: it.bmc && bmc(it.bmc),
    },
    () => [place(it.of)],
  );

const told = (it: Told): Sourced =>
  sourced(
    { code: it.code, severity: it.severity, at: placeText(it.at), message: it.message, reason: it.reason },
    () => [it.at, ...(it.acceptedAt === undefined ? [] : [it.acceptedAt])],
  );

/** One list of the document: printed entry by entry, so that a large site is never held as JSON. */
function* listed<T>(
  name: string,
  items: readonly T[],
  as: (it: T) => Sourced,
  from: readonly From[],
  end: string,
): Generator<Line> {
  if (items.length === 0) return yield { text: `  "${name}": []${end}`, from };
  yield { text: `  "${name}": [`, from };
  for (const [index, it] of items.entries()) yield printed(as(it), '    ', index === items.length - 1 ? '' : ',');
  yield { text: `  ]${end}`, from };
}

function* document(model: Model, report: Report): Generator<Line> {
  const from = [place(model.stack)];
  yield { text: '{', from };
  yield { text: `  "site": ${JSON.stringify(model.name)},`, from };
  yield* listed('vlans', model.vlans, vlan, from, ',');
  yield* listed('switches', model.switches, siteSwitch, from, ',');
  yield* listed('links', model.links, link, from, ',');
  yield* listed('hosts', model.hosts, host, from, ',');
  yield* listed('findings', report.open, told, from, ',');
  yield* listed('accepted', report.accepted, told, from, '');
  yield { text: '}', from };
}

/** The resolved model as data: stable order, references by name. */
export const siteJson = (model: Model, report: Report): Artifact => ({
  path: 'site.json',
  mode: 0o644,
  lines: document(model, report),
});
