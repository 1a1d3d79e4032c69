import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Step } from '../../../dsl/emit/step.ts';
import { debian12 } from '../../../dsl/platforms/debian12.ts';
import { el6 } from '../../../dsl/platforms/el6.ts';
import { el9 } from '../../../dsl/platforms/el9.ts';
import { fc } from '../../chance.ts';
import {
  authorizedKey,
  command,
  device,
  file,
  hostname,
  packages,
  plan,
  script,
  secretFile,
  service,
  sysctl,
} from './plans.ts';
import { snapshot, throwAwayRoot } from './throw-away-root.ts';

const pieces = [
  '$(touch /hacked)',
  '`touch /hacked`',
  '; touch /hacked;',
  "'; touch /hacked; '",
  '"; touch /hacked; "',
  '\ntouch /hacked\n',
  '\nEOF\ntouch /hacked\n',
  'EOF',
  'EOF1',
  '}',
  '{',
  "'",
  '"',
  '\\',
  '!',
  '!!',
  '%',
  '%s%n',
  '&',
  '&&',
  '|',
  '>',
  '/hacked',
  '<<EOF',
  '$' + '{x',
  '$x',
  '$((1',
  '*',
  '?',
  '[a',
  '~',
  '#',
  '=',
  '-',
  '-e',
  '--',
  '..',
  '../..',
  'PATH[$(touch /hacked)]',
  '1,PATH[$(touch /hacked)]',
  '\t',
  '\r',
  '\u0001',
  '\u007f',
  '\u001b[31m',
  'é',
  '日本',
  '🦊',
  '\u2028',
  '\u00a0',
  ' ',
  '  ',
  'x',
  '0',
  '9'.repeat(40),
];
const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 5 }).map((it) => it.join(''));
/** One name in a folder: hostile, but one that a file can have. */
const name = hostile
  .map((it) => `f${it.replaceAll('/', '_')}`.slice(0, 50))
  .map((it) => Buffer.from(it).toString('utf8'));

/** Every value of every kind; what is code by its meaning (a command and its test) is not data. */
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({
      path: hostile,
      mode: hostile,
      owner: hostile,
      group: hostile,
      text: hostile,
      restart: hostile,
      id: hostile,
    })
    .map(({ path, text, restart, ...more }) => file(path, text, { ...more, restarts: [restart] })),
  fc
    .record({
      path: fc.oneof(name, fc.constant('existing')),
      text: hostile,
      restart: hostile,
      id: hostile,
      mode: fc.oneof(hostile, fc.constant('0644')),
    })
    .map(({ path, text, restart, ...more }) => file(`/etc/${path}`, text, { restarts: [restart], ...more })),
  fc
    .record({ path: hostile, secret: hostile, mode: hostile, id: hostile })
    .map(({ path, secret, ...more }) => secretFile(path, secret, more)),
  fc.array(hostile, { minLength: 1, maxLength: 3 }).map((names) => packages(...names)),
  fc.tuple(hostile, fc.constantFrom('running' as const, 'stopped' as const)).map(([it, state]) => service(it, state)),
  fc.tuple(hostile, hostile).map(([key, value]) => sysctl(key, value)),
  hostile.map(hostname),
  fc
    .oneof(
      hostile,
      hostile.map((it) => `ssh-ed25519 AAAA${it}`),
    )
    .map(authorizedKey),
  hostile.map((it) => command(it, 'true', 'touch /hacked')),
  fc
    .record({
      kind: fc.constantFrom('nic' as const, 'bond' as const, 'vlan' as const, 'bridge' as const),
      it: hostile,
      other: hostile,
      more: hostile,
    })
    .map(({ kind, it, other, more }) =>
      device(kind, it, {
        master: other,
        lower: more,
        vlan: 7,
        stp: true,
        forwardDelay: 4,
        options: { [other]: more, mode: it },
        addresses: [other],
        gateway: more,
        routes: [{ to: it, via: other }],
        files: [more],
      }),
    ),
);
const anyPlan = fc
  .record({
    host: hostile,
    site: hostile,
    section: hostile,
    step: anyStep,
    mac: hostile,
    platform: fc.constantFrom(el6, el9, debian12),
  })
  .map(({ host, site, section, step, mac, platform }) =>
    plan([{ name: section, steps: [step] }], { host, site, platform, nics: [{ device: mac, mac, from: [] }] }),
  );

const quiet = 'exit 0';
const root = () =>
  throwAwayRoot({
    kernel: 'made up',
    standIns: {
      systemctl: quiet,
      service: quiet,
      chkconfig: quiet,
      rpm: 'exit 1',
      yum: quiet,
      dnf: quiet,
      'apt-get': quiet,
      'dpkg-query': 'exit 1',
      ip: quiet,
      ifup: quiet,
      ifdown: quiet,
      nmcli: quiet,
      reboot: quiet,
      sleep: quiet,
    },
  });

/** All scripts in one root, each with a tree of its own. */
const eachAtItsTree = `
  for s in /scripts/*; do
    tree=/trees/\${s##*/}
    mkdir -p "$tree/etc"
    [[ -e $tree/etc/existing ]] || echo x >"$tree/etc/existing"
    "$BASH" "$s" --root "$tree" --diff
    [[ $? == [01] ]] || echo "STATUS $? of $s"
  done`;

/** And as on a machine, past the preflight. */
const forReal = (options: string): string => `
  for s in /scripts/*; do
    sed 's/|| preflight$/|| :/' "$s" >/run/past
    for option in ${options}; do timeout 20 "$BASH" /run/past "$option"; done
  done`;

describe('a hostile value', () => {
  it('is inert in every place, in a tree', () => {
    fc.assert(
      fc.property(fc.array(anyPlan, { minLength: 50, maxLength: 50 }), (plans) => {
        const it = root();
        for (const [i, one] of plans.entries()) it.write(`/scripts/${i}`, script(one));
        const before = snapshot(it.path, ['/trees', '/apply.sh', '/log', '/dev', '/tmp']);
        const { out } = it.run(eachAtItsTree);
        expect(out).not.toContain('STATUS');
        expect(snapshot(it.path, ['/trees', '/apply.sh', '/log', '/dev', '/tmp'])).toEqual(before);
        expect(it.commands()).toEqual([]);
      }),
      { numRuns: 2, endOnFailure: true },
    );
  });

  it('is inert in every place, on a machine', () => {
    fc.assert(
      fc.property(fc.array(anyPlan, { minLength: 40, maxLength: 40 }), (plans) => {
        const it = root();
        for (const [i, one] of plans.entries()) it.write(`/scripts/${i}`, script(one));
        it.write('/etc/existing', 'x\n');
        it.run(forReal('--check --activate-network'));
        expect(existsSync(`${it.path}/hacked`)).toBe(false);
        const commands = it.commands();
        expect(commands.filter((line) => line.startsWith('reboot'))).toEqual([]);
        // They came past the preflight.
        expect(commands.length).toBeGreaterThan(20);
      }),
      { numRuns: 2, endOnFailure: true },
    );
  });

  it('is inert each by itself, where a shell would compute with it', () => {
    const it = root();
    const { path } = it;
    it.write('/etc/existing', 'x\n');
    it.write('/sys/class/net/x/flags', '0x1003\n');
    it.write('/sys/class/net/x/bridge/forward_delay', '500\n');
    for (const [i, piece] of pieces.entries()) {
      const steps = [
        file('/etc/existing', 'x\n', { mode: piece, owner: piece, group: piece }),
        device('bridge', 'x', {
          stp: true,
          options: { mode: piece },
          addresses: [piece],
          gateway: piece,
          routes: [{ to: piece, via: piece }],
        }),
        sysctl('kernel.x', piece),
      ];
      for (const [n, step] of steps.entries())
        it.write(`/scripts/${i}-${n}`, script(plan([{ name: 'one', steps: [step] }])));
    }
    it.write('/proc/sys/kernel/x', '1\n');
    it.run(forReal('--check'));
    expect(existsSync(`${path}/hacked`)).toBe(false);
  });

  it('is in the file, byte for byte', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, fc.array(hostile, { maxLength: 6 })), { minLength: 40, maxLength: 40 }),
        (files) => {
          const it = root();
          for (const [i, [path, texts]] of files.entries()) {
            const lines = texts.map((text) => ({ text, from: [] }));
            it.write(`/scripts/${i}`, script(plan([{ name: 'one', steps: [file(`/etc/${path}`, '', { lines })] }])));
          }
          it.run(eachAtItsTree);
          for (const [i, [path, texts]] of files.entries()) {
            expect(readFileSync(`${it.path}/trees/${i}/etc/${path}`, 'utf8')).toBe(
              texts.map((text) => `${text}\n`).join(''),
            );
          }
          // A second run compares what it reads with what it would write.
          const second = it.run(eachAtItsTree).out;
          expect(second.match(/^0 changed, 1 ok$/gm)).toHaveLength(files.length);
        },
      ),
      { numRuns: 2, endOnFailure: true },
    );
  });

  it('would be seen: the same values without quotes', () => {
    const it = root();
    it.write('/scripts/0', 'file /etc/x $(touch /hacked)');
    it.run(eachAtItsTree);
    expect(existsSync(`${it.path}/hacked`)).toBe(true);
  });
});
