import Handlebars from 'handlebars';
import { byDefault, type From, place, placeText, several } from '../../language/place.ts';
import type { Device, Model, Peer, Port, SiteHost, SiteSwitch, Traffic } from '../../model/model.ts';
import { ranges } from '../../text/ranges.ts';
import { addressFrom, dhcpFrom, madeFrom, ridersFrom } from '../network/cause.ts';
import type { Artifact, Line } from '../step.ts';
import { fromTheCore } from './order.ts';
import template from './readme.hbs';
import type { Report, Told } from './report.ts';

const render = Handlebars.compile(template, { noEscape: true, strict: true, knownHelpersOnly: true });

const ownWords = byDefault('the words of the page itself');

/** What a user wrote, as text that Markdown reads as nothing else. */
export const markdown = (value: string): string =>
  value.replace(/[\\`*_[\]<>|#!&~]/g, (it) => `\\${it}`).replaceAll('\n', ' ');

const row = (cells: readonly string[], from: readonly From[]): Line => ({ text: `| ${cells.join(' | ')} |`, from });

const vlanRows = (model: Model): Line[] =>
  model.vlans.map((it) =>
    row(
      [String(it.id), markdown(it.name), it.subnet?.text ?? '', it.gateway ?? '', String(it.mtu.value), it.trust ?? ''],
      [place(it.of), ...['id', 'subnet', 'gateway', 'trust'].map((key) => place(it.of, key)), ...it.mtu.from],
    ),
  );

const ofDevice = (host: SiteHost, device: Device, head: readonly string[]): Line => {
  const addresses =
    device.dhcp === undefined ? device.addresses.map(({ address, prefix }) => `${address}/${prefix}`) : ['by DHCP'];
  const vlan = device.vlan;
  return row(
    [...head, device.name, vlan === undefined ? '' : `${markdown(vlan.name)} (${vlan.id})`, addresses.join(', ')],
    [
      place(host.of, 'platform'),
      ...madeFrom(host, device),
      ...ridersFrom(host, device),
      ...(vlan === undefined ? [] : [place(vlan.of), place(vlan.of, 'id')]),
      ...dhcpFrom(device),
      ...device.addresses.flatMap((it) => addressFrom(device, it)),
    ],
  );
};

/** Devices that are on a VLAN or have an address, and the BMC. */
const hostRows = (host: SiteHost): Line[] => {
  const head = [markdown(host.name), host.role, host.platform.title];
  const devices = host.devices.filter(
    (it) => (it.kind !== 'vlan' || it.master === undefined) && (it.vlan !== undefined || it.addresses.length > 0),
  );
  const rows = devices.map((it) => ofDevice(host, it, head));
  if (host.bmc !== undefined) {
    const { vlan, address, at } = host.bmc;
    rows.push(
      row(
        [...head, 'bmc', `${markdown(vlan.name)} (${vlan.id})`, address],
        [place(host.of, 'platform'), at, place(vlan.of), place(vlan.of, 'id')],
      ),
    );
  }
  return rows.length > 0 ? rows : [row([...head, '', '', ''], [place(host.of)])];
};

const installRows = (model: Model): Line[] =>
  model.hosts.flatMap((host) => {
    const { install } = host;
    if (install === undefined) return [];
    const { nic, address, boot, disk, shared, installer, at } = install;
    const own = installer.kind === 'kickstart' ? 'kickstart.cfg' : 'preseed.cfg';
    const answers = shared === undefined ? `hosts/${host.name}/${own}` : `kickstart/${shared}.cfg`;
    return [
      row(
        [markdown(host.name), boot, `${nic.name} ${nic.mac}`, address?.value ?? '', markdown(disk), `\`${answers}\``],
        [place(host.of, 'platform'), at, place(host.of, 'nics', nic.name, 'mac'), ...(address?.from ?? [])],
      ),
    ];
  });

const carries = (it: Traffic): string => {
  if (it.mode === 'access') return `${it.vlan.id} untagged`;
  if (it.mode !== 'trunk') return it.mode;
  const untagged = it.vlans.find((inner) => inner.untagged);
  const tagged = ranges(it.vlans.filter((inner) => !inner.untagged).map((inner) => inner.vlan.id)).join(', ');
  return untagged === undefined ? `${tagged} tagged` : `${tagged} tagged, ${untagged.vlan.id} untagged`;
};

const idsOf = (it: Traffic): readonly From[] => {
  if (it.mode === 'access') return [place(it.vlan.of, 'id')];
  return it.mode === 'trunk' ? it.vlans.map(({ vlan }) => place(vlan.of, 'id')) : [];
};

const goesTo = (it: Peer): string => {
  if (it.kind === 'nic') return `${it.host.name} ${it.nic.name}`;
  if (it.kind === 'bmc') return `${it.host.name} bmc`;
  if (it.kind === 'switch') return `${it.switch} ${it.port}`;
  return it.kind === 'unmodelled' ? it.description : '';
};

const cableRows = (it: SiteSwitch): Line[] =>
  it.ports.map((port: Port) => {
    const channel = it.channels.find(({ number }) => number.value === port.channel);
    const traffic = [several(port.traffic.from), ...idsOf(port.traffic)];
    const vlans = port.traffic.mode === 'trunk' ? port.traffic.vlans.map((inner) => several(inner.from)) : [];
    return row(
      [
        markdown(it.name),
        port.name,
        channel === undefined ? '' : `Po${channel.number.value}`,
        carries(port.traffic),
        markdown(goesTo(port.peer)),
      ],
      [
        port.at,
        ...port.description.from,
        ...(channel === undefined ? [] : [several(channel.number.from)]),
        ...traffic,
        ...vlans,
      ],
    );
  });

const told = (it: Told): Line => ({
  text: `- **${it.code}** (${it.severity}) ${markdown(placeText(it.at))}: ${markdown(it.message)}${it.reason === undefined ? '' : ` — ${markdown(it.reason)}`}`,
  from: [it.at, ...(it.acceptedAt === undefined ? [] : [it.acceptedAt])],
});

const orderLines = (model: Model): Line[] => {
  const hosts = new Map(model.hosts.map((it) => [it.name, it]));
  const names = [
    ...fromTheCore(model).map((it) => `switches/${it}/config.ios`),
    ...[...hosts.keys()].map((it) => `hosts/${it}/apply.sh`),
  ];
  return names.map((path, index) => ({ text: `${index + 1}. \`${path}\``, from: [place(model.stack)] }));
};

/** The rows of a part of the page, one thing at a time. */
function* each<T>(items: readonly T[], rowsOf: (it: T) => readonly Line[]): Generator<Line> {
  for (const it of items) yield* rowsOf(it);
}

const rowsOf = (model: Model, report: Report): Readonly<Record<string, Iterable<Line>>> => ({
  adding: orderLines(model),
  vlans: vlanRows(model),
  hosts: each(model.hosts, hostRows),
  cables: each(model.switches, cableRows),
  installed: installRows(model),
  findings: report.open.map(told),
  accepted: report.accepted.map(told),
});

const originsOf = (model: Model, report: Report): ReadonlyMap<string, readonly From[]> => {
  const origins = new Map<string, readonly From[]>();
  for (const rows of Object.values(rowsOf(model, report))) {
    for (const { text, from } of rows) origins.set(text, [...(origins.get(text) ?? []), ...from]);
  }
  return origins;
};

/** The lines of a page. What each follows from is worked out when `why` asks for it, and never when a site compiles. */
function* lines(page: string, model: Model, report: Report): Generator<Line> {
  let origins: ReadonlyMap<string, readonly From[]> | undefined;
  const originOf = (text: string, isTitle: boolean): readonly From[] => {
    origins ??= originsOf(model, report);
    return origins.get(text) ?? (isTitle ? [place(model.stack)] : [ownWords]);
  };
  for (let start = 0; start < page.length; ) {
    const end = page.indexOf('\n', start);
    const text = page.slice(start, end);
    const isTitle = start === 0;
    yield {
      text,
      get from() {
        return originOf(text, isTitle);
      },
    };
    start = end + 1;
  }
}

/** The site for a person. The template has the words; the rows are data, so that each keeps its origin. */
export const siteReadme = (model: Model, report: Report): Artifact => {
  const texts = Object.entries(rowsOf(model, report)).map(([name, rows]) => [name, Array.from(rows, (it) => it.text)]);
  const page = `${render({ site: model.name, ...Object.fromEntries(texts) }).trimEnd()}\n`;
  return { path: 'README.md', mode: 0o644, lines: lines(page, model, report) };
};
