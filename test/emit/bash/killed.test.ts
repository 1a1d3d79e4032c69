import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { debian13, el5, el6, type Platform } from '../../../dsl/index.ts';
import { platforms } from '../network/sites.ts';
import { clockOf, machineOf, referenceScript, referenceSettled } from './machine-of.ts';
import type { ThrowAwayRoot } from './throw-away-root.ts';
import { type Call, callsIn, changing } from './traced.ts';

/**
 * The script of a real host is killed before each of its system calls that
 * could matter, and a second run must end where one that was left alone does.
 *
 * strace counts `when=N` for each process by itself, and the run is made of
 * many: one shell, and a program now and then. So a point is a process and the
 * N of one call in it. The shell is traced without its children; every program
 * is started through a wrapper that knows how many were started before it, and
 * traces the one that is meant. When that one is killed, the wrapper kills the
 * whole process group, as a loss of power would. That nothing is left out is
 * counted: a run traced with all its children makes as many calls on the
 * machine's files as there are points for them. What the shell becomes at its
 * end is still the shell.
 */
const calls = `${changing},fork,vfork,clone,clone3`;

/** Not the machine's: what the test keeps for itself. Standard output and error go there, too. */
const elsewhere = /^\/(dev|kill|log|tmp|units)(\/|$)/;

const onMachine = ({ path }: Call): boolean => /^(\/|[3-9]$|\d\d)/.test(path) && !elsewhere.test(path);

const wrapper = (program: string): string => `#!/bin/sh
read -r shell </kill/shell; [ $shell != $$ ] || exec ${program} "$@"
read -r n </kill/count; n=$((n + 1)); echo $n >/kill/count
read -r process call nth group </kill/at
if [ "$process" = record ]; then
  exec strace -qq -s 200 -o /kill/log.$n -e trace=${calls} ${program} "$@"
elif [ "$process" = "$n" ]; then
  strace -qq -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$nth ${program} "$@"
  status=$?
  [ $status != 137 ] || { echo killed >/kill/done; [ "$group" = alone ] || kill -9 -- "-$(cat /kill/group)"; }
  exit $status
fi
exec ${program} "$@"
`;

const host = `#!/bin/sh
echo $$ >/kill/shell
exec bash /host.sh --no-activate-network "$@"
`;

/**
 * The shell of the test: a run that records each process by itself, one that
 * is traced with all its children, then the points, one after the other. What
 * a second run makes of a machine is asked once of each state it may be found
 * in: many points leave the same one.
 */
const driver = `
  export PATH=/usr/sbin:/usr/bin:/sbin:/bin
  folders='etc root units var'
  trace='-qq -s 200 -e trace=${calls}'
  machine() { for f in kill $folders; do mount -t tmpfs none /$f; done; cd /; }
  reset() { for f in $folders; do rm -rf /$f/* /$f/.[!.]*; cp -a /save/$f/. /$f/; done; echo 0 >/kill/count; rm -f /kill/done; }
  # Its programs as they are, or each behind its wrapper.
  programs() { ln -sfn $1 /local/as; }
  start() { setsid sh -c 'echo $$ >/kill/group; exec "$@"' - "$@" >/kill/out 2>/kill/err </dev/null; }
  # All but what counts runs and remembers them: a second run is one more.
  state() { tell '( -path var/lib/rackwright/backup -o -path var/lib/rackwright/run -o -path var/log ) -prune -o'; }
  tell() {
    set -f
    find $folders $1 -printf '%p %y %m %u %g\n' | sort
    find $folders $1 -type f -print0 | sort -z | xargs -0 sha256sum
    set +f
  }
  record() {
    machine
    programs bare; reset
    start strace $trace -o /kill/log.0 /host || { cat /kill/out /kill/err; exit 1; }
    state >/save/expected
    for f in $(cat /save/files); do mkdir -p /save/new/\${f%/*}; [[ ! -e $f ]] || cp $f /save/new/$f; done
    reset
    start strace -f $trace -o /kill/all /host
    state | diff - /save/expected || exit 1
    programs wrapped; echo record >/kill/at; reset
    start /host
    state | diff - /save/expected || exit 1
    cp /kill/log.* /kill/all /logs/
    start /host --check; tail -n 1 /kill/out
  }
  kill_at() {
    local process call nth group point n=0 file known left
    declare -A seen
    machine
    while read -r process call nth group; do
      point="$process $call $nth $group"
      echo "$point" >/kill/at; reset
      if [[ $process == 0 ]]; then
        programs bare
        start strace -qq -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$nth /host
        [[ $? != 137 ]] || echo killed >/kill/done
      else
        programs wrapped
        start /host
        programs bare
      fi
      n=$((n + 1))
      [[ -e /kill/done ]] || echo "$point: was not reached"
      # The history says when, and a temporary file has a name by chance; nobody asks for either.
      left=$(tell '-path var/log -prune -o' | sed -E 's/[.]rackwright[.][0-9a-f]{6}/.rackwright/' | sha256sum)
      [[ -z \${seen[$left]-} ]] || continue
      seen[$left]=yes
      for file in $(cat /save/files); do
        for known in /save/old/$file /save/new/$file; do
          if [[ ! -e $file && ! -e $known ]] || cmp -s $file $known; then continue 2; fi
        done
        echo "$point: $file is neither the old one nor the new one"
      done
      /host >/kill/out 2>/kill/err </dev/null || { echo "$point: the second run ends with $?"; cat /kill/out /kill/err; }
      state >/kill/state
      cmp -s /kill/state /save/expected || { echo "$point: another state"; diff /save/expected /kill/state | head -20; }
    done </points
    echo "$n \${#seen[@]}" >/logs/killed
  }
  if [[ ! -e /points ]]; then
    for f in $folders; do cp -a /$f /save/; done
    record
  else
    # bash says of each killed child that it was killed.
    kill_at 2>/logs/said
  fi`;

const programs = [
  'chmod',
  'chown',
  'cp',
  'date',
  'du',
  'flock',
  'mkdir',
  'mktemp',
  'mv',
  'rm',
  'sha256sum',
  'stat',
  'sync',
];

/** A converged machine; then a day of other people's work on it. */
const prepared = (apply: string, platform: Platform): ThrowAwayRoot => {
  const machine = machineOf(apply, platform);
  const { root, clock } = machine;
  for (const it of ['extra', clock.unit])
    root.write(`/units/${it}.reads`, it === 'extra' ? '/etc/extra.conf\n' : `${clock.file}\n`);
  // What an earlier script had, and this one has not.
  const its = `  file ${clock.file} 0644`;
  const earlier = apply.replace(its, `  file /etc/extra.conf 0600 root:root reload=extra <<'EOF'\nx\nEOF\n\n${its}`);
  expect(root.run(earlier, { args: ['--no-activate-network'] })).toMatchObject({ status: 0, err: '' });
  root.write(clock.file, 'server 192.0.2.1\n');
  root.write(`/units/${clock.unit}.has`, 'server 192.0.2.1\n');
  if (apply.includes('file /etc/resolv.conf ')) root.write('/etc/resolv.conf', 'nameserver 192.0.2.53\n', 0o600);
  root.write('/host.sh', apply);
  root.write('/host', host, 0o755);
  const at = (path: string): string => join(root.path, 'local', path);
  for (const folder of ['bin', 'sbin']) {
    mkdirSync(at('bare'), { recursive: true });
    renameSync(at(folder), at(`bare/${folder}`));
    cpSync(at(`bare/${folder}`), at(`wrapped/${folder}`), { recursive: true });
    symlinkSync(`as/${folder}`, at(folder));
  }
  symlinkSync('bare', at('as'));
  for (const name of programs) root.write(`/local/wrapped/bin/${name}`, wrapper(`/usr/bin/${name}`), 0o755);
  for (const name of machine.standIns)
    root.write(`/local/wrapped/sbin/${name}`, wrapper(`/local/bare/sbin/${name}`), 0o755);
  return root;
};

/** Every so many points are enough where the verbs are the same, and only what they are told differs. */
const killed = (
  apply: string,
  platform: Platform,
  { settled, every }: { readonly settled: string; readonly every: number },
): number => {
  const root = prepared(apply, platform);
  const touched = [clockOf(apply).file.slice(1), 'etc/extra.conf'];
  if (apply.includes('file /etc/resolv.conf ')) touched.push('etc/resolv.conf');
  for (const file of touched) root.write(`/save/old/${file}`, root.read(`/${file}`));
  root.write('/save/files', `${touched.join('\n')}\n`);
  for (const folder of ['kill', 'logs', 'units']) mkdirSync(join(root.path, folder), { recursive: true });
  expect(root.run(driver, { patience: 1_100_000 })).toEqual({
    status: 0,
    err: '',
    out: `0 would change, ${settled}`,
  });

  const byProcess = readdirSync(`${root.path}/logs`)
    .filter((it) => it.startsWith('log.'))
    .map((it) => [it.slice('log.'.length), callsIn(root.read(`/logs/${it}`))] as const);
  // Nothing is left out: with all its children the run does not make one call more.
  const shown = (its: readonly Call[]) =>
    its
      .filter(onMachine)
      .map(({ name, path }) => `${name} ${path}`)
      .sort();
  expect(shown(byProcess.flatMap(([, its]) => its))).toEqual(shown(callsIn(root.read('/logs/all'))));

  const all = byProcess.flatMap(([process, its]) =>
    its
      .filter((it) => process === '0' || onMachine(it))
      .flatMap(({ name, nth }) => {
        const point = `${process} ${name} ${nth}`;
        // A program may also be killed alone: the script sees it, and stops.
        return process === '0' ? [`${point} all`] : [`${point} all`, `${point} alone`];
      }),
  );
  const points = all.filter((_, i) => i % every === 0);
  root.write('/points', points.map((it) => `${it}\n`).join(''));
  expect(root.run(driver, { patience: 1_100_000 })).toEqual({ status: 0, err: '', out: '' });
  const [done, states] = root.read('/logs/killed').split(' ').map(Number);
  expect(done).toBe(points.length);
  // A state in which nothing was done, and many in which something was.
  expect(states).toBeGreaterThan(points.length / 8);
  return points.length;
};

/** All points, unless a run has not the time for that: then one in so many, and on one platform of each init. */
const every = Number(process.env.RACKWRIGHT_KILL_ONE_IN ?? 1);

describe('killed at every system call that matters, the second run ends where a run that was left alone does', () => {
  it(`one point in ${every}, on the reference hypervisor`, () => {
    const apply = readFileSync(new URL('../../../out/reference/hosts/hv1/apply.sh', import.meta.url), 'utf8');
    const points = killed(apply, el6, { settled: '18 ok, 8 pending activation\n', every });
    expect(points).toBeGreaterThan(300 / every);
  }, 1_200_000);

  it.each((every === 1 ? platforms : [el5, debian13]).map((it) => [it.id, it] as const))(
    'one point in forty, on %s',
    (_, platform) => {
      const points = killed(referenceScript(platform), platform, { settled: referenceSettled(platform), every: 40 });
      expect(points).toBeGreaterThan(4);
    },
  );
});
