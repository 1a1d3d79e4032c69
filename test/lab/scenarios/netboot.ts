import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { catalyst3560g, debian12, debian13, el9, server, stack, vlans } from 'rackwright';
import { installers } from '../../../dsl/platforms/installers.ts';
import { type Diskless, nothingToBoot } from '../diskless.ts';
import type { Lab } from '../lab.ts';
import { patience, until } from '../patience.ts';
import type { Scenario } from '../scenario.ts';

const net = vlans({
  management: { id: 666, subnet: '10.66.6.0/24', gateway: '10.66.6.254', trust: 'management' },
  install: { id: 665, subnet: '10.66.8.0/24', gateway: '10.66.8.254' },
});

const sw1 = catalyst3560g('sw1', {
  model: 'WS-C3560G-24TS',
  ports: { 'Gi0/24': { trunk: [net.management, net.install], description: 'firewall' } },
});

/** What others are installed from. */
const boot1 = server('boot1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:00:01', cable: sw1.port('Gi0/1') } },
  vlans: [{ vlan: net.install, on: 'eno1', untagged: true, address: '10.66.8.250' }],
});

const tree = { el9: 'http://10.66.8.250/el9', debian13: 'http://10.66.8.250/debian' } as const;

const installed = <const Name extends string>(name: Name, n: 1 | 2 | 3, platform: typeof el9 | typeof debian13) =>
  server(name, {
    platform,
    domain: 'example.org',
    nics: { eno1: { mac: `00:1e:c9:00:01:0${n}`, cable: sw1.port(`Gi0/${(n + 1) as 2 | 3 | 4}`) } },
    vlans: [{ vlan: net.management, on: 'eno1', address: `10.66.6.${n}` }],
    install: {
      nic: 'eno1',
      vlan: net.install,
      address: `10.66.8.${n}`,
      boot: 'bios',
      disk: `serial/S${n}`,
      wipe: `yes, erase serial/S${n}`,
      source: { url: tree[platform.id] },
      root: 'locked',
      server: 'http://10.66.8.250/site',
    },
  });

const site = stack('netboot', [
  sw1,
  boot1,
  installed('by-kickstart', 1, el9),
  installed('by-preseed', 2, debian13),
  installed('swapped', 3, el9),
]);
/** In the place of the card that the stack knows. */
const stranger = '00:1e:c9:00:99:03';

const [files, dhcp, requests] = ['/srv/http', '/run/dnsmasq.log', '/run/httpd.log'];

/** Where the releases have what starts their installers, below their sources. */
const starters: Readonly<Record<'kernel' | 'initrd', readonly string[]>> = {
  kernel: [`el9/${installers.el9.kernel}`, `debian/${installers.debian13.kernel}`],
  initrd: [`el9/${installers.el9.initrd}`, `debian/${installers.debian13.initrd}`],
};

const textOf = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** As the comments of dnsmasq.conf have it: the folder of the site by HTTP, that of its boot loaders by TFTP. */
const serve = async (lab: Lab): Promise<void> => {
  const boot1 = lab.host('boot1');
  const put = ([path, lines]: readonly [string, readonly string[]]): string =>
    `printf %s '${gzipSync(textOf(lines)).toString('base64')}' | base64 -d | gunzip | install -D /dev/stdin '${files}/site/${path}'`;
  const link = (to: string) => (path: string) =>
    `mkdir -p '${files}/${path.replace(/\/[^/]*$/, '')}' && ln -s /srv/installer/${to} '${files}/${path}'`;
  await boot1.run(
    [
      'set -e',
      // Who serves is not in question here: only that it is where the others look for it.
      'ip addr add 10.66.8.250/24 dev eno1 && ip link set eno1 up',
      ...[...lab.artifacts()].filter(([path]) => /^(netboot|hosts)\//.test(path)).map(put),
      ...starters.kernel.map(link('kernel')),
      ...starters.initrd.map(link('initrd')),
      `ln -s ${files}/site/netboot /srv/tftp`,
      `dnsmasq --conf-file=/srv/tftp/dnsmasq.conf --log-facility=${dhcp}`,
    ].join('\n'),
  );
  boot1.start(`exec busybox httpd -f -vv -p 10.66.8.250:80 -h ${files} 2>${requests}`);
  await until(patience.command, 'somebody listens for HTTP', async () => /:80\b/.test(await boot1.run('ss -Hltn')));
};

/** What an installer that was started from the network says on its console. */
const installing = async (it: Diskless): Promise<{ readonly told: string; readonly answers: string }> => {
  const [, told = '', answers = ''] = await it.says(/^told (.*)\r$[\s\S]*^answers (\w+) /m);
  return { told, answers };
};

/** What has been asked for, in order, by the address of whoever asked. */
const asked = (log: string): Readonly<Record<string, readonly string[]>> => {
  const by: Record<string, string[]> = {};
  for (const [, address = '', path = ''] of log.matchAll(/^(\S+):\d+: url:(.*)$/gm)) {
    by[address] ??= [];
    by[address].push(path);
  }
  return by;
};

/** Machines without a disk start as the site says: each gets its own answers, and one with a card that is not in the site gets nothing. */
export const netboot: Scenario = {
  name: 'netboot',
  run: async (bench) => {
    const lab = await bench.lab(site, { diskless: ['by-kickstart', 'by-preseed', 'swapped'] });
    await serve(lab);
    bench.progress('everything is served');
    const [byKickstart, byPreseed, swapped] = await Promise.all([
      lab.powerOn('by-kickstart'),
      lab.powerOn('by-preseed'),
      lab.powerOn('swapped', stranger),
    ]);
    await byPreseed.says(/Press e within 5 seconds/);
    await byPreseed.press('e');
    const [kickstart, preseed] = await Promise.all([installing(byKickstart), installing(byPreseed)]);

    const known = new Map([...lab.artifacts()].map(([path, lines]) => [sha256(textOf(lines)), path]));
    assert.equal(known.get(kickstart.answers), 'hosts/by-kickstart/kickstart.cfg');
    assert.equal(known.get(preseed.answers), 'hosts/by-preseed/preseed.cfg');
    // Only where somebody has pressed the key.
    assert.doesNotMatch(kickstart.told, /rackwright\.erase/);
    assert.match(preseed.told, / rackwright\.erase=by-preseed$/);

    await swapped.says(nothingToBoot);
    const boot1 = lab.host('boot1');
    const log = await boot1.run(`cat ${dhcp}`);
    assert.deepEqual([...new Set(log.match(/(?<=DHCP(OFFER|ACK)\(eno1\) )\S+ \S+/g))].sort(), [
      '10.66.8.1 00:1e:c9:00:01:01',
      '10.66.8.2 00:1e:c9:00:01:02',
    ]);
    const heard = log.split('\n').filter((it) => it.includes(stranger));
    assert.ok(heard.length > 0, 'nobody has heard the card that is not in the site');
    for (const it of heard) assert.match(it, /DHCPDISCOVER\(eno1\) \S+ ignored$/);
    assert.doesNotMatch(log, /dnsmasq-tftp\[\d+\]: (sent|failed|file)/);
    assert.deepEqual(asked(await boot1.run(`cat ${requests}`)), {
      '10.66.8.1': [
        '/site/netboot/ipxe/by-kickstart.ipxe',
        `/el9/${installers.el9.kernel}`,
        `/el9/${installers.el9.initrd}`,
        '/site/hosts/by-kickstart/kickstart.cfg',
      ],
      '10.66.8.2': [
        '/site/netboot/ipxe/by-preseed.ipxe',
        `/debian/${installers.debian13.kernel}`,
        `/debian/${installers.debian13.initrd}`,
        '/site/hosts/by-preseed/preseed.cfg',
      ],
    });
  },
};
