import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Step } from '../../../dsl/emit/step.ts';
import { fc } from '../../chance.ts';
import { authorizedKey, command, everyKind, file, packages, plan, script, service, sysctl } from './plans.ts';
import { debian, systemd } from './systems.ts';
import { throwAwayRoot } from './throw-away-root.ts';
import { callsIn, outside, traced } from './traced.ts';

describe('--check', () => {
  it('makes no call that changes anything outside its own temporary folder', () => {
    const root = throwAwayRoot({ standIns: { ...systemd, ...debian, ip: '' } });
    root.write('/etc/rackwright/secrets/snmp', 'hunter2\n', 0o600);
    root.write('/etc/systemd/timesyncd.conf', 'old\n');
    root.write('/units/systemd-timesyncd.active', 'active\n');
    // What is there to be removed, too.
    root.run(script(plan([{ name: 'base', steps: [file('/etc/gone', 'x\n'), service('gone', 'stopped')] }])));
    root.write('/host.sh', script(plan([...everyKind, { name: 'judged', steps: [file('/etc/sudoers', 'x\n')] }])));
    root.commands();
    for (const options of [
      '--check',
      '--check --diff --json',
      '--check --adopt',
      '--check --undo',
      '--history',
      '--list',
    ]) {
      const run = root.run(traced(`bash /host.sh ${options}`));
      expect(run.out).toMatch(/status [04]\n$/);
      expect(outside(root.read('/log/trace'))).toEqual([]);
    }
    // The same eyes see what a run does.
    root.run(traced('bash /host.sh --only base'));
    expect(callsIn(root.read('/log/trace')).map(({ path }) => path)).toContain('/etc/hostname');
    expect(
      root
        .commands()
        .filter((it) => /^(systemctl (?!show)|apt-get|ip .*(add|set|del))/.test(it) && !it.includes('bonding')),
    ).toEqual([]);
  });
});

const units = ['u0', 'u1', 'u2'] as const;
const unit = fc.constantFrom(...units);
const some = <T>(of: fc.Arbitrary<T>, maxLength: number) => fc.array(of, { maxLength });

/** A site that shares some of its things with any other one. */
const anySteps: fc.Arbitrary<readonly Step[]> = fc
  .record({
    files: fc.uniqueArray(
      fc.record({
        n: fc.nat(4),
        text: fc.nat(2),
        restarts: some(unit, 2),
        reloads: some(unit, 1),
        mode: fc.constantFrom('0644', '0600'),
      }),
      { selector: ({ n }) => n, maxLength: 4 },
    ),
    services: fc.uniqueArray(fc.tuple(unit, fc.constantFrom('running' as const, 'stopped' as const)), {
      selector: ([it]) => it,
      maxLength: 2,
    }),
    keys: fc.uniqueArray(fc.nat(2), { maxLength: 2 }),
    parameters: fc.uniqueArray(fc.tuple(fc.nat(2), fc.nat(2)), { selector: ([it]) => it, maxLength: 2 }),
    installed: fc.uniqueArray(fc.constantFrom('u2', 'p'), { maxLength: 2 }),
    commands: fc.uniqueArray(fc.nat(1), { maxLength: 1 }),
    first: fc.boolean(),
  })
  .map(({ files, services, keys, parameters, installed, commands, first }) => {
    const own = files.map(({ n, text, ...more }) => file(`/etc/f${n}`, `${text}\n`, more));
    const run = services.map(([it, state]) => service(it, state));
    // u2 is a unit that comes with its package: whoever speaks of it has that, too.
    const units = [...services.map(([it]) => it), ...files.flatMap((it) => [...it.restarts, ...it.reloads])];
    const wanted = [...new Set([...installed, ...units.filter((it) => it === 'u2')])];
    return [
      ...(wanted.length > 0 ? [packages(...wanted)] : []),
      ...(first ? [...run, ...own] : [...own, ...run]),
      ...keys.map((n) => authorizedKey(`ssh-ed25519 AAAA${n} ops@example.org`)),
      ...parameters.map(([n, value]) => sysctl(`net.x${n}`, String(value))),
      ...commands.map((n) => command(`c${n}`, `test -e /units/c${n}`, `touch /units/c${n}`)),
    ];
  });

/** What others do to a machine in between. */
const disturbance = fc.oneof(
  fc.nat(4).map((n) => `rm -f /etc/f${n}`),
  fc.tuple(fc.nat(4), fc.nat(3)).map(([n, text]) => `echo ${text} >/etc/f${n}`),
  fc.nat(4).map((n) => `[[ ! -e /etc/f${n} ]] || chmod 640 /etc/f${n}`),
  fc.nat(4).map((n) => `[[ ! -e /etc/f${n} ]] || chown 2:2 /etc/f${n}`),
  fc.nat(4).map((n) => `rm -f /etc/f${n}; ln -s /etc/passwd /etc/f${n}`),
  fc
    .tuple(unit, fc.constantFrom('active', 'inactive', 'failed'))
    .map(([it, state]) => `[[ ! -e /units/${it}.file ]] || echo ${state} >/units/${it}.active`),
  fc
    .tuple(unit, fc.constantFrom('enabled', 'disabled'))
    .map(([it, state]) => `[[ ! -e /units/${it}.file ]] || echo ${state} >/units/${it}.file`),
  fc.tuple(fc.nat(2), fc.nat(2)).map(([n, value]) => `echo ${value} >/proc/sys/net/x${n}`),
  fc
    .tuple(unit, fc.constantFrom('restart', 'reload'))
    .map(([it, how]) => `mkdir -p /var/lib/rackwright/${how}; >/var/lib/rackwright/${how}/${it}`),
  fc.constantFrom(
    'rm -rf /root/.ssh',
    'echo "ssh-ed25519 AAAA0 other" >>/root/.ssh/authorized_keys',
    'rm -f /var/lib/rackwright/claims',
    'rm -rf /var/lib/rackwright',
    'rm -f /db/p',
    'rm -f /units/c0',
    'mkdir -p /var/lib/rackwright; printf "000001\\t/etc/f0\\n" >/var/lib/rackwright/unjudged',
    ':',
  ),
);
/** One site, and what may come after it: each day begins with the machine as that site's script has left it. */
const history = fc.record({
  before: anySteps,
  days: fc.array(
    fc.record({
      after: anySteps,
      disturbances: fc.array(disturbance, { minLength: 3, maxLength: 3 }),
      options: fc.constantFrom('', '', '', '--adopt', '--only files', 'prune'),
    }),
    { minLength: 10, maxLength: 10 },
  ),
});

/** One shell for all of them. */
const driver = `
  export PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin
  folders='etc root units var proc db log'
  # What is written has another time of change, whatever else it has.
  state() { find $folders -path log -prune -o -printf '%p %y %m %u %g %s %T@ %C@\\n'; }
  reset() { find $folders -mindepth 1 -delete; cp -a $1/. /; }
  try() {
    local history day options digest
    for f in $folders left; do mount -t tmpfs none /$f; done
    cd /
    for history in /histories/*; do
      reset /save
      bash $history/before.sh >/left/said 2>&1 </dev/null || { echo "$history: the first run"; cat /left/said; }
      rm -rf /left/*
      cp -a $folders /left/
      for day in $history/day.*; do
        reset /left
        bash $day/disturbances
        options=$(<$day/options)
        if [[ $options == prune ]]; then
          digest=$(bash $day/after.sh --check --json 2>/dev/null </dev/null | sed -n 's/.*"prune":"\\([0-9a-f]*\\)".*/\\1/p')
          options=\${digest:+--prune $digest}
        fi
        state >/log/before
        bash $day/after.sh --check --json $options >$day/foretold 2>$day/foretold.err </dev/null
        state >/log/after
        cmp /log/before /log/after
        bash $day/after.sh --json $options >$day/done 2>$day/done.err </dev/null
      done
    done
  }
  cp -a $folders /save/
  try
  # How the last run has ended is nobody's question.
  exit 0`;

describe('what --check foretells', () => {
  it('is what a run then does: over 300 pairs of a site and a disturbance, the restarts of second order included', () => {
    const root = throwAwayRoot({ standIns: { ...systemd, ...debian }, kernel: 'made up' });
    const histories = fc.sample(history, { numRuns: 10, seed: 20_261_127 });
    for (const name of ['u0', 'u1']) {
      root.write(`/units/${name}.file`, 'enabled\n');
      root.write(`/units/${name}.active`, 'active\n');
    }
    root.write('/db/u2.unit', '');
    for (const n of [0, 1, 2]) root.write(`/proc/sys/net/x${n}`, '0\n');
    root.write('/etc/f0', 'theirs\n');
    root.write('/root/.ssh/authorized_keys', 'ssh-ed25519 AAAA1 theirs\n', 0o600);
    for (const folder of ['save', 'left']) mkdirSync(join(root.path, folder));
    const of = (steps: readonly Step[]): string =>
      script(
        plan([
          { name: 'files', steps: steps.filter((it) => it.kind === 'file') },
          { name: 'rest', steps: steps.filter((it) => it.kind !== 'file') },
        ]),
      );
    const days = histories.flatMap(({ before, days }, i) => {
      const folder = `/histories/${i}`;
      root.write(`${folder}/before.sh`, of(before));
      return days.map((it, n) => ({ ...it, folder: `${folder}/day.${n}` }));
    });
    for (const { folder, after, disturbances, options } of days) {
      root.write(`${folder}/after.sh`, of(after));
      root.write(`${folder}/disturbances`, disturbances.join('\n'));
      root.write(`${folder}/options`, options);
    }
    expect(days.flatMap((it) => it.disturbances).length).toBe(300);
    expect(root.run(driver)).toEqual({ status: 0, err: '', out: '' });

    const past: Readonly<Record<string, string>> = {
      'would change': 'changed',
      'would restart': 'restarted',
      'would reload': 'reloaded',
      'would remove': 'removed',
      'would leave': 'left',
      'would adopt': 'adopted',
    };
    const results = (text: string): readonly string[] =>
      text
        .trimEnd()
        .split('\n')
        .map((it): { step?: string; result?: string } => JSON.parse(it))
        .flatMap(({ step, result = '' }) => {
          return step === undefined ? [] : [`${step} ${past[result] ?? result}`];
        });
    const seen = new Map<string, number>();
    for (const { folder, disturbances, options } of days) {
      const foretold = results(root.read(`${folder}/foretold`));
      expect([folder, disturbances, options, foretold]).toEqual([
        folder,
        disturbances,
        options,
        results(root.read(`${folder}/done`)),
      ]);
      for (const line of foretold) {
        const result = line.slice(line.lastIndexOf(' ') + 1);
        seen.set(result, (seen.get(result) ?? 0) + 1);
      }
    }
    // A sample in which something never happens would prove nothing of it.
    for (const result of ['ok', 'changed', 'restarted', 'reloaded', 'removed', 'left', 'adopted', 'prune', 'failed'])
      expect([result, (seen.get(result) ?? 0) >= 5]).toEqual([result, true]);
  }, 1_200_000);
});
