/**
 * The yardstick: writes what the compiler writes for a site of site.mjs, byte
 * for byte, with string functions and nothing else. No model, no laws, no
 * reasons; what every host has in common it reads (words.mjs prepares that),
 * what is a host's own it works out.
 *
 *   node bare.mjs COUNT WORDS OUT
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export const perRack = 24;
const hex = (n) => n.toString(16).padStart(2, '0');
const devices = ['eno1', 'eno2', 'bond0', 'bond0.2', 'bond0.666', 'bond0.667', 'br2', 'br666'];
const namespace = Buffer.from('5f9e2a0c5f0b4f3c9d0f6a1c7f1e2b46', 'hex');

/** RFC 9562, version 5. */
const uuid = (name) => {
  const hash = createHash('sha1').update(namespace).update(name).digest();
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
};

const longName = (port) => port.replace('Gi', 'GigabitEthernet').replace(/^Te(?=\d)/, 'TenGigabitEthernet');

export const rackOf = (number) => {
  const at = (number - 1) % 54;
  const module = at < 48 ? 'Gi' : 'Te';
  const uplink = `${module}${Math.ceil(number / 54)}/${at < 48 ? 0 : 1}/${(at % 48) + 1}`;
  return { switch: `sw${String(number).padStart(4, '0')}`, link: `up${number}`, uplink, longUplink: longName(uplink) };
};

export const hostOf = (n) => {
  const rack = rackOf(Math.ceil(n / perRack));
  const channel = 2 * ((n - 1) % perRack) + 1;
  const mac = (card) => `3c:ec:${hex(n >> 16)}:${hex((n >> 8) & 255)}:${hex(n & 255)}:${hex(card)}`;
  const host = `hv${String(n).padStart(5, '0')}`;
  return {
    host,
    switch: rack.switch,
    channel: String(channel),
    first: `Gi0/${channel}`,
    second: `Gi0/${channel + 1}`,
    mac0: mac(0),
    mac1: mac(1),
    management: `10.64.${n >> 8}.${n & 255}`,
    storage: `10.65.${n >> 8}.${n & 255}`,
    ...Object.fromEntries(devices.map((device, index) => [`uuid${index}`, uuid(`${host}/${device}`)])),
  };
};

/** The two ports of a host. */
export const portsOf = ({ host, channel, first, second }) => [
  { host, channel, nic: 'eno1', port: first, long: longName(first) },
  { host, channel, nic: 'eno2', port: second, long: longName(second) },
];

/** `{{name}}` in a text stands for a value. */
const filler = (text) => {
  const parts = text.split(/\{\{(\w+)\}\}/);
  return (values) => {
    let out = parts[0];
    for (let at = 1; at < parts.length; at += 2) out += values[parts[at]] + parts[at + 1];
    return out;
  };
};

const site = (count, fill, write) => {
  const hosts = Array.from({ length: count }, (_, index) => hostOf(index + 1));
  const racks = Array.from({ length: Math.ceil(count / perRack) }, (_, index) => ({
    ...rackOf(index + 1),
    hosts: hosts.slice(index * perRack, (index + 1) * perRack),
  }));
  for (const it of hosts) write(`hosts/${it.host}`, 'apply.sh', fill.script(it), 0o755);

  const all = (list, ...blocks) => list.map((it) => blocks.map((block) => block(it)).join('')).join('');
  const entries = (list, block) => list.map(block).join(',\n');
  write('switches/core', 'config.ios', fill.coreConfig({}) + all(racks, fill.coreUplink));
  write('switches/core', 'confirm.ios', fill.coreConfirm({ trunks: all(racks, fill.coreTrunk) }));
  for (const it of racks) {
    const ports = it.hosts.flatMap(portsOf);
    const config = fill.config(it) + all(it.hosts, fill.channel) + all(ports, fill.port) + fill.uplink(it);
    write(`switches/${it.switch}`, 'config.ios', config);
    const confirm = fill.confirm({
      switch: it.switch,
      channels: all(it.hosts, fill.summary),
      neighbours: all(ports, fill.neighbour),
      trunks: all(it.hosts, fill.trunk),
      edges: all(it.hosts, fill.edge),
    });
    write(`switches/${it.switch}`, 'confirm.ios', confirm);
  }

  const core = fill.jsonCore({ ports: entries(racks, fill.jsonCorePort) });
  const switches = entries(racks, (it) => {
    const ports = entries(it.hosts.flatMap(portsOf), fill.jsonPort);
    return fill.jsonSwitch({ ...it, ports, channels: entries(it.hosts, fill.jsonChannel) });
  });
  const links = entries(
    [...racks].sort((a, b) => (a.link < b.link ? -1 : 1)),
    fill.jsonLink,
  );
  const json = { switches: `${core},\n${switches}`, links, hosts: entries(hosts, fill.jsonHost) };
  write('.', 'site.json', fill.json(json));

  const order = ['switches/core/config.ios', ...racks.map((it) => `switches/${it.switch}/config.ios`)];
  for (const it of hosts) order.push(`hosts/${it.host}/apply.sh`);
  const readme = {
    order: order.map((path, index) => `${index + 1}. \`${path}\`\n`).join(''),
    hosts: all(hosts, fill.readmeHost),
    cables:
      all(racks, fill.readmeCore) +
      racks
        .map(
          (it) => all(it.hosts.flatMap(portsOf), (port) => fill.readmePort({ ...it, ...port })) + fill.readmeUplink(it),
        )
        .join(''),
  };
  write('.', 'README.md', fill.readme(readme));
};

const main = (count, words, out) => {
  const fill = Object.fromEntries(
    Object.entries(JSON.parse(readFileSync(words, 'utf8'))).map(([name, text]) => [name, filler(text)]),
  );
  site(Number(count), fill, (folder, name, text, mode = 0o644) => {
    mkdirSync(`${out}/${folder}`, { recursive: true });
    writeFileSync(`${out}/${folder}/${name}`, text, { mode });
  });
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) main(...process.argv.slice(2));
