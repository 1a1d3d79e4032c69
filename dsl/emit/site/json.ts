import { type From, place, placeText } from '../../language/place.ts';
import type {
  Carried,
  Channel,
  Device,
  Model,
  Peer,
  Port,
  SiteHost,
  SiteLink,
  SiteSwitch,
  SiteVlan,
  Traffic,
} from '../../model/model.ts';
import type { Artifact, Line } from '../step.ts';
import { type Json, known, printed, type Sourced, sourced } from './json-lines.ts';
import type { Report, Told } from './report.ts';

const vlan = ({ of, name, id, subnet, gateway, mtu, trust }: SiteVlan): Sourced =>
  sourced({ name, id, subnet: subnet?.text, gateway, mtu: known(mtu), trust }, [place(of)]);

const carried = (it: Carried): Sourced => sourced({ vlan: it.vlan.name, tagged: !it.untagged }, it.from);

const traffic = (it: Traffic): Json => {
  if (it.mode === 'access') return { mode: it.mode, vlan: sourced(it.vlan.name, it.from) };
  if (it.mode === 'trunk') return { mode: it.mode, native: known(it.native), vlans: it.vlans.map(carried) };
  return { mode: it.mode };
};

const peer = (it: Peer): Json => {
  if (it.kind === 'nic') return { host: it.host.name, nic: it.nic.name };
  if (it.kind === 'bmc') return { host: it.host.name, bmc: it.bmc.mac };
  if (it.kind === 'switch') return { switch: it.switch, port: it.port, link: it.link.name };
  return it.kind === 'unmodelled' ? { unmodelled: it.description } : {};
};

/** Everything that decides what a port lets through. */
const trafficFrom = (it: Traffic): readonly From[] => ('from' in it ? it.from : []);

const port = (it: Port): Sourced =>
  sourced(
    {
      name: it.name,
      description: known(it.description),
      channel: it.channel,
      peer: peer(it.peer),
      traffic: traffic(it.traffic),
      raw: it.raw.map(known),
    },
    [it.at, ...it.description.from, ...trafficFrom(it.traffic)],
  );

const channel = (it: Channel): Sourced =>
  sourced(
    {
      number: known(it.number),
      description: known(it.description),
      mode: known(it.mode),
      lacpRate: known(it.lacpRate),
      ports: it.ports.map((member) => sourced(member.name, [member.at])),
      traffic: traffic(it.traffic),
    },
    [it.at, ...it.ports.map((member) => member.at), ...trafficFrom(it.traffic)],
  );

const siteSwitch = (it: SiteSwitch): Sourced =>
  sourced(
    {
      name: it.name,
      family: it.facts.family,
      management:
        it.management && sourced({ vlan: it.management.vlan.name, address: it.management.address }, [it.management.at]),
      nativeVlan: known(it.nativeVlan),
      flowControl: known(it.flowControl),
      bpduGuard: sourced(it.bpduGuard, [place(it.of, 'bpduGuard')]),
      mtu: known(it.mtu),
      vlans: it.vlans.map((inner) => sourced(inner.vlan.name, inner.from)),
      ports: it.ports.map(port),
      channels: it.channels.map(channel),
    },
    [place(it.of)],
  );

const link = (it: SiteLink): Sourced =>
  sourced({ name: it.name, ends: it.ends, vlans: it.vlans.map((inner) => sourced(inner.vlan.name, inner.from)) }, [
    place(it.of),
  ]);

const device = (it: Device): Sourced =>
  sourced(
    {
      kind: it.kind,
      name: it.name,
      mtu: known(it.mtu),
      master: it.master,
      ...(it.kind === 'nic' ? { mac: it.mac } : {}),
      ...(it.kind === 'bond'
        ? {
            mode: it.mode,
            members: it.members.map((member) => member.name),
            options: Object.fromEntries(it.options.map(({ name, value, from }) => [name, sourced(value, from)])),
          }
        : {}),
      ...(it.kind === 'vlan' ? { vlan: it.vlan.name, lower: it.lower } : {}),
      ...(it.kind === 'bridge'
        ? { vlan: it.vlan.name, port: it.port, stp: known(it.stp), forwardDelay: known(it.forwardDelay) }
        : {}),
      addresses: it.addresses.map(({ address, prefix, at }) =>
        sourced(`${address}/${prefix}`, [at, ...(it.vlan === undefined ? [] : [place(it.vlan.of, 'subnet')])]),
      ),
      dhcp: it.dhcp === undefined ? undefined : sourced(true, [it.dhcp]),
    },
    [it.at, ...it.mtu.from],
  );

const host = (it: SiteHost): Sourced =>
  sourced(
    {
      name: it.name,
      role: it.role,
      platform: sourced(it.platform.id, [place(it.of, 'platform')]),
      fqdn: known(it.fqdn),
      devices: it.devices.map(device),
      defaultRoute:
        it.defaultRoute &&
        sourced({ device: it.defaultRoute.device, gateway: it.defaultRoute.gateway }, it.defaultRoute.from),
      routes: it.routes.map(({ to, via, device: through, at }) => sourced({ to, via, device: through }, [at])),
      bmc: it.bmc && sourced({ mac: it.bmc.mac, vlan: it.bmc.vlan.name, address: it.bmc.address }, [it.bmc.at]),
    },
    [place(it.of)],
  );

const told = (it: Told): Sourced =>
  sourced({ code: it.code, severity: it.severity, at: placeText(it.at), message: it.message, reason: it.reason }, [
    it.at,
    ...(it.acceptedAt === undefined ? [] : [it.acceptedAt]),
  ]);

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
  for (const [index, it] of items.entries())
    yield* printed(as(it), from, '    ', index === items.length - 1 ? '' : ',');
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
