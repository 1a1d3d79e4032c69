import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { judgeSchema } from '../../../dsl/checks/schema.ts';
import { carrierOf } from '../../../dsl/emit/bash/verbs.ts';
import { embedded } from '../../../dsl/emit/install/embed.ts';
import post from '../../../dsl/emit/install/post.sh';
import { el9 } from '../../../dsl/index.ts';
import { installers } from '../../../dsl/platforms/installers.ts';
import { textOf } from '../../whole/compile.ts';
import { lint } from '../bash/shellcheck.ts';
import { unknownIn } from './kickstart-table.ts';
import { dialects, hypervisor, inEvery, kickstartOf, made, sectionOf, sectionsOf } from './kickstarts.ts';

const everything = {
  source: { url: 'http://10.66.8.250/os', repositories: { extras: 'http://10.66.8.250/extras' } },
  layout: { '/': '20 GiB', '/var/lib': 'rest', swap: '512 MiB' },
  packages: ['@virtualization', 'vim'],
};
const hash = '$6$saltsalt$b8VGcXZ0mQ1';
const written = [...inEvery(), ...inEvery(everything), ...inEvery({ boot: 'uefi', root: hash })];

/** What %pre writes for the installer, with a disk and a card in it. */
const included = (text: string): readonly string[] => {
  const [, lines = ''] = /<<END\n(.*?)^END$/ms.exec(sectionOf(text, '%pre')) ?? [];
  return lines.replace('$ignored', 'ignoredisk --drives=sdb').replaceAll('$disk', 'sda').split('\n').slice(0, -1);
};

describe.each(written.map(([installer, text], index) => [`${installer.dialect}, ${index}`, installer, text] as const))(
  'the kickstart of %s',
  (_, { dialect, end }, text) => {
    const { commands, sections } = sectionsOf(text);

    it('has only commands and options that its release knows', () => {
      const lines = [...commands.filter((it) => it !== '%include /tmp/rackwright.ks'), ...included(text)];
      expect(lines.length).toBeGreaterThan(20);
      expect(lines.flatMap((it) => unknownIn(it, dialect))).toEqual([]);
      expect(sections.flatMap(({ heading }) => unknownIn(heading, dialect))).toEqual([]);
    });

    it('closes its sections as its release asks for it', () => {
      expect(sections.map(({ heading }) => heading.split(' ')[0])).toEqual(['%packages', '%pre', '%post']);
      expect(sections.map(({ closed }) => closed)).toEqual([end, end, end]);
      expect(/^\s*%end/m.test(text)).toBe(end);
    });

    it('has no remark behind a command, and no command behind a section', () => {
      expect(commands.filter((it) => it.includes('#'))).toEqual([]);
      expect(text.indexOf('%include')).toBeLessThan(text.indexOf('%packages'));
      expect(commands.at(-1)).toBe('%include /tmp/rackwright.ks');
    });

    it("brings up the installer's card and nothing else", () => {
      const network = [...commands, ...included(text)].filter((it) => it.startsWith('network'));
      expect(network).toEqual([
        `network --device=${dialect === 'RHEL5' ? '$card' : '00:1e:c9:00:01:00'} --bootproto=static --ip=10.66.8.1 --netmask=255.255.255.0 --gateway=10.66.8.254 --nameserver=10.66.6.53 --hostname=hv1.example.org`,
      ]);
    });

    it('lets the installer see one disk', () => {
      const lines = included(text);
      expect(
        lines.filter((it) => /^(ignoredisk|clearpart|bootloader|part) /.test(it) && !/=sd[ab]\b/.test(it)),
      ).toEqual([]);
      expect(lines.filter((it) => it.startsWith('clearpart'))).toEqual(['clearpart --all --initlabel --drives=sda']);
      expect(lines.filter((it) => it.startsWith('ignoredisk'))).toEqual([
        dialect === 'RHEL5' ? 'ignoredisk --drives=sdb' : 'ignoredisk --only-use=sda',
      ]);
      // Nothing before %pre names a disk: an installer that passes over it has nothing to erase.
      expect(
        commands.filter((it) => /sd[a-z]\b|disk|clearpart|part |zerombr/.test(it.replace('%include', ''))),
      ).toEqual([]);
    });

    it.each(['%pre', '%post'])('has a %s that bash and ShellCheck read', async (name) => {
      const script = `#!/bin/bash\n${sectionOf(text, name)}`;
      expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
      expect(await lint(script)).toBe('');
    });
  },
);

describe('the table of commands', () => {
  it('does see what a release does not know', () => {
    expect(unknownIn('install', 'RHEL9')).toEqual(['install']);
    expect(unknownIn('reqpart', 'RHEL6')).toEqual(['reqpart']);
    expect(unknownIn('ignoredisk --only-use=sda', 'RHEL5')).toEqual(['ignoredisk --only-use']);
    expect(unknownIn('rootpw --lock', 'RHEL5')).toEqual(['rootpw --lock']);
    expect(unknownIn('timezone --isUtc Etc/UTC', 'RHEL10')).toEqual(['timezone --isUtc']);
    expect(unknownIn('network --device=eth0 --vlanid=2', 'RHEL5')).toEqual(['network --vlanid']);
    expect(unknownIn('%post --shell', 'RHEL9')).toEqual(['%post --shell']);
  });
  it('is asked for every release', () => {
    expect(dialects.map(({ dialect }) => dialect)).toEqual(['RHEL5', 'RHEL6', 'RHEL7', 'RHEL8', 'RHEL9', 'RHEL10']);
  });
});

describe('a text in the script', () => {
  const hostile = ['%end', ' %post', '%include /etc/shadow', 'END', '|x', '=x', 'a\\nb', '\u2028%end', 'a\r', '\r%end', '\v%pre', '\u0085%end', '\t%post', '%%end', '']; // biome-ignore format: one each
  const of = hypervisor('hv1', el9, {}, { files: { '/etc/motd': { content: `${hostile.join('\n')}\n` } } });

  it.each(dialects.map((it) => [it.dialect, it] as const))(
    'ends no section and is replaced by nothing: %s',
    (_, installer) => {
      const it = made(of);
      const { sections } = sectionsOf(textOf(kickstartOf(it, installer)));
      expect(sections).toHaveLength(3);
      const [, body = ''] = /<<'END'\n(.*)^END$/ms.exec(sections[2]?.body ?? '') ?? [];
      const unpack = carrierOf([post])(new Set(['unpack']))
        .flatMap(({ lines }) => lines)
        .join('\n');
      const { stdout, status } = spawnSync('bash', ['-c', `${unpack}\nunpack`], { input: body, encoding: 'utf8' });
      expect(status).toBe(0);
      expect(stdout).toBe(textOf(it.script));
    },
  );

  it('follows from what it follows from in the script itself', () => {
    const it = made(of);
    const packed = kickstartOf(it, installers.el9).filter(({ text }) => /^[|=]/.test(text));
    expect(packed.map(({ from }) => from)).toEqual(it.script.map(({ from }) => from));
  });

  it('would end it if it were not packed', () => {
    const bare = textOf(kickstartOf(made(of), installers.el9)).replaceAll(/^[|=]/gm, '');
    expect(sectionsOf(bare).sections.length).toBeGreaterThan(3);
    expect(embedded('unpack', [{ text: '%end', from: [] }], [])[1]?.text).toBe('|%end');
  });
});

it('a password is refused where a hash belongs', () => {
  for (const root of ['secret', '', '$6$', '$6$salt$ha sh', 'locked ', '$2a$hash', "$6$a$b'"])
    expect(judgeSchema([hypervisor('hv1', el9, { root })]).findings.map(({ code, at }) => [code, at.path])).toEqual([
      ['value-has-its-form', ['install', 'root']],
    ]);
  for (const root of ['locked', hash, '$y$j9T$abc$def'])
    expect(judgeSchema([hypervisor('hv1', el9, { root })]).findings).toEqual([]);
});
