/**
 * What bare.mjs has no opinion about: the text that the hosts and switches of a
 * site share, cut from the artifacts of a small one, with holes where the values
 * of its 25th host stand, which has the second switch to itself.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostOf, portsOf, rackOf } from './bare.mjs';

export const sample = 25;

const fill = (pattern, values) => pattern.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);

/** Each pattern, as it looks with the values in it, becomes a hole again; the longest first. */
const holes = (text, values, patterns = Object.keys(values).map((name) => `{{${name}}}`)) =>
  patterns
    .map((pattern) => [fill(pattern, values), pattern])
    .sort(([a], [b]) => b.length - a.length)
    .reduce((rest, [found, pattern]) => rest.replaceAll(found, pattern), text);

const cut = (text, before) => text.split(before);
const linesWith = (text, word) =>
  text
    .split('\n')
    .filter((it) => it.includes(word))
    .map((it) => `${it}\n`)
    .join('');

/** A text in which a run of lines, from the first that fits to the last, is one hole. */
const emptied = (text, fits, hole) => {
  const lines = text.split('\n');
  const from = lines.findIndex((it) => fits.test(it));
  const to = lines.findLastIndex((it) => fits.test(it));
  return [...lines.slice(0, from), `{{${hole}}}${lines.slice(to + 1).join('\n')}`].join('\n');
};

const indented = (value, indent) => JSON.stringify(value, null, 2).replace(/^/gm, indent);
/** An object with the lists of the same name replaced by holes. */
const withLists = (value, lists, indent) =>
  lists.reduce(
    (text, name) => text.replace(`"${name}": [\n${indent}    "{{${name}}}"\n`, () => `"${name}": [\n{{${name}}}\n`),
    indented({ ...value, ...Object.fromEntries(lists.map((name) => [name, [`{{${name}}}`]])) }, indent),
  );

export const wordsFrom = (folder) => {
  const read = (path) => readFileSync(join(folder, path), 'utf8');
  const host = hostOf(sample);
  const rack = rackOf(2);
  const [port] = portsOf(host);

  const [config, channel, firstPort] = cut(read('switches/sw0002/config.ios'), /(?=^interface )/m);
  const uplink = cut(read('switches/sw0002/config.ios'), /(?=^interface )/m).at(-1);
  const [coreConfig, , coreUplink] = cut(read('switches/core/config.ios'), /(?=^interface )/m);
  const confirm = read('switches/sw0002/confirm.ios');
  const coreConfirm = read('switches/core/confirm.ios');
  const section = (command) => cut(confirm, /(?=^show )/m).find((it) => it.startsWith(command)) ?? '';
  const edge = section('show spanning-tree interface');

  const json = JSON.parse(read('site.json'));
  const [core, , second] = json.switches;
  const jsonUplink = indented(second.ports.at(-1), '        ');

  const readme = read('README.md');
  const hostWords = ['{{host}}', '{{mac0}}', '{{mac1}}', '{{management}}', '{{storage}}'];
  return {
    script: holes(read(`hosts/${host.host}/apply.sh`), host, [
      ...hostWords,
      '{{switch}} {{first}}\n',
      '{{switch}} {{second}}\n',
      ...Object.keys(host)
        .filter((it) => it.startsWith('uuid'))
        .map((it) => `{{${it}}}`),
    ]),
    config: holes(config, rack, ['{{switch}}']),
    channel: holes(channel, host, ['Port-channel{{channel}}\n', '{{host}}']),
    port: holes(firstPort, port, ['{{long}}', '{{host}} {{nic}}', 'channel-group {{channel}} ']),
    uplink: holes(uplink, rack, ['core {{uplink}}']),
    coreConfig,
    coreUplink: holes(coreUplink, rack, ['{{longUplink}}', '{{switch}}']),
    confirm: holes(
      [
        [/^! {3}Po1\(S[UD]\)/, 'channels'],
        [/^! {3}Po1 Gi/, 'neighbours'],
        [/^! {3}Po1:/, 'trunks'],
      ]
        .reduce((text, [fits, hole]) => emptied(text, fits, hole), confirm)
        .replace(edge, '{{edges}}'),
      rack,
      ['{{switch}}'],
    ),
    summary: holes(linesWith(confirm, 'Po1(S'), host, ['Po{{channel}}(', '{{first}}(', '{{second}}(', '{{host}}']),
    neighbour: holes(linesWith(confirm, 'Po1 Gi0/1 '), port, ['Po{{channel}} {{port}} ']),
    trunk: holes(linesWith(confirm, ' Po1:'), host, ['Po{{channel}}:']),
    edge: holes(edge, host, ['Port-channel{{channel}} ']),
    coreConfirm: emptied(coreConfirm, /^! {3}Gi1/, 'trunks'),
    coreTrunk: holes(linesWith(coreConfirm, rack.uplink), rack, ['{{uplink}}:']),
    json: `${withLists(json, ['switches', 'links', 'hosts'], '')}\n`,
    jsonCore: withLists(core, ['ports'], '    '),
    jsonCorePort: holes(indented(core.ports[1], '        '), rack, ['"{{uplink}}"', '{{switch}}', '"{{link}}"']),
    jsonSwitch: holes(withLists(second, ['ports', 'channels'], '    '), rack, ['{{switch}}']).replace(
      '{{ports}}',
      () => `{{ports}},\n${holes(jsonUplink, rack, ['{{uplink}}"', '"{{link}}"'])}`,
    ),
    jsonPort: holes(indented(second.ports[0], '        '), port, [
      '"{{port}}"',
      '"channel": {{channel}},',
      '{{host}}',
      '{{nic}}',
    ]),
    jsonChannel: holes(indented(second.channels[0], '        '), host, [
      '"number": {{channel}},',
      '{{host}}',
      '"{{first}}"',
      '"{{second}}"',
    ]),
    jsonLink: holes(indented(json.links[1], '    '), rack, ['"{{link}}"', '"{{switch}}"']),
    jsonHost: holes(indented(json.hosts[sample - 1], '    '), host, hostWords),
    readme: [
      [/^\d+\. `/, 'order'],
      [/^\| hv\d/, 'hosts'],
      [/^\| (core|sw\d+) /, 'cables'],
    ].reduce((text, [fits, hole]) => emptied(text, fits, hole), readme),
    readmeHost: holes(linesWith(readme, `| ${host.host} |`), host, hostWords),
    readmeCore: holes(linesWith(readme, '| core | Gi1/0/2 |'), rack, ['{{uplink}}', '{{switch}}']),
    readmePort: holes(linesWith(readme, '| sw0002 | Gi0/1 |'), { ...rack, ...port }, [
      '{{switch}}',
      ' {{port}} ',
      'Po{{channel}} ',
      '{{host}} {{nic}}',
    ]),
    readmeUplink: holes(linesWith(readme, '| sw0002 | Gi0/49 |'), rack, ['{{switch}}', '{{uplink}}']),
  };
};
