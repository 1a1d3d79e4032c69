import { cpSync, mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { debian13, el6, type Platform } from '../../../dsl/index.ts';
import { fewer } from '../../fewer.ts';
import { platforms } from '../network/sites.ts';
import { clockOf, machineOf, referenceScript, referenceSettled } from './machine-of.ts';
import { changing } from './traced.ts';
import { firstOfEach, watched } from './watched.ts';

/**
 * The script of a real host is killed before each of its system calls that
 * could matter, and a second run must end where one that was left alone does.
 *
 * A kill leaves the machine as it is between two calls, and most calls change
 * nothing there. So one run is stopped after each call, in whichever process,
 * and its machine looked at; and for each state that was seen, a run is killed
 * before the call that would have ended it. What it leaves must be that state.
 *
 * strace counts `when=N` for each process by itself, and the run is made of
 * many: one shell, and a program now and then. So a point is a process and the
 * N of one call in it. The shell is traced without its children; every program
 * is started through a wrapper that knows how many were started before it, and
 * traces the one that is meant. When that one is killed, the wrapper kills the
 * whole process group, as a loss of power would. What the shell becomes at its
 * end is still the shell.
 */
const forks = 'fork,vfork,clone,clone3';
const deadly = `${changing},${forks}`;

const wrapper = (program: string): string => `#!/bin/sh
read -r shell </kill/shell; [ $shell != $$ ] || exec ${program} "$@"
read -r n </kill/count; n=$((n + 1)); echo $n >/kill/count
read -r process call nth group </kill/at
[ "$process" = "$n" ] || exec ${program} "$@"
strace -qq -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$nth ${program} "$@"
status=$?
[ $status != 137 ] || { echo killed >/kill/done; [ "$group" = alone ] || kill -9 "-$(cat /kill/group)"; }
exit $status
`;

const host = `#!/bin/sh
echo $$ >/kill/shell
exec bash /host.sh --no-activate-network "$@"
`;

/**
 * The shell of the test: a run that is stopped after each call that may have
 * changed something, with what the machine is like in between the lines of
 * strace; then the points, one after the other. A fork is not stopped: it
 * would begin anew for ever. What a second run makes of a machine is asked
 * once of each state: one program killed alone leaves what another has left.
 */
const driver = `
  export PATH=/usr/sbin:/usr/bin:/sbin:/bin
  folders='etc root units var'
  machine() { for f in kill $folders; do mount -t tmpfs none /$f; done; cd /; }
  reset() { for f in $folders; do rm -rf /$f/* /$f/.[!.]*; cp -a /save/$f/. /$f/; done; echo 0 >/kill/count; rm -f /kill/done; }
  # Its programs as they are, or each behind its wrapper.
  programs() { ln -sfn $1 /local/as; }
  start() { setsid sh -c 'echo $$ >/kill/group; exec "$@"' - "$@" >/kill/out 2>/kill/err </dev/null; }
  # All but what counts runs and remembers them: a second run is one more.
  state() { tell '( -path var/lib/rackwright/backup -o -path var/lib/rackwright/run -o -path var/log ) -prune -o'; }
  # The history says when, and a temporary file has a name by chance; nobody asks for either.
  left() { tell '-path var/log -prune -o' | sed -E 's/[.]rackwright[.][0-9a-f]{6}/.rackwright/' | sha256sum | cut -c1-64; }
  tell() {
    set -f
    find $folders $1 -printf '%p %y %m %u %g\n' | sort
    find $folders $1 -type f -print0 | sort -z | xargs -0 sha256sum
    set +f
  }
  look() {
    local now
    now=$(find $folders -path var/log -prune -o -printf '%p %y %m %u %g %s %i %T@\n')
    [[ $now == "$looked_at" ]] || { looked_at=$now; tree=$(left); }
    echo "tree $tree"
  }
  watch() {
    local line looked_at= tree=
    declare -A last
    look
    while IFS= read -r line; do
      printf '%s\n' "$line"
      case $line in
        *'--- stopped by SIGSTOP ---')
          [[ \${last[\${line%% *}]} == *' openat('*O_RDONLY* ]] || look
          kill -CONT \${line%% *}
          ;;
        *' --- '*) ;;
        *) last[\${line%% *}]=$line ;;
      esac
    done
  }
  record() {
    machine
    programs bare; reset
    mkfifo /kill/stops
    watch </kill/stops >/logs/watched &
    start strace -f -qq -s 200 -o /kill/stops -e trace=execve,${deadly} -e signal=STOP -e inject=${changing}:signal=STOP /host || { cat /kill/out /kill/err; exit 1; }
    wait
    state >/save/expected
    for f in $(cat /save/files); do mkdir -p /save/new/\${f%/*}; [[ ! -e $f ]] || cp $f /save/new/$f; done
    start /host --check; tail -n 1 /kill/out
  }
  kill_at() {
    local process call nth group wanted point n=0 file known is
    declare -A seen
    machine
    while read -r process call nth group wanted; do
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
      is=$(left)
      [[ -z $wanted || $is == "$wanted" ]] || echo "$point: it leaves another state than was seen there"
      [[ -z \${seen[$is]-} ]] || continue
      seen[$is]=yes
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
const prepared = (apply: string, platform: Platform): Pick<ReturnType<typeof machineOf>, 'root' | 'standIns'> => {
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
  return machine;
};

/** Every so many points are enough where the verbs are the same, and only what they are told differs. */
const killed = (
  apply: string,
  platform: Platform,
  { settled, every }: { readonly settled: string; readonly every: number },
): { readonly calls: number; readonly states: number; readonly killed: number } => {
  const { root, standIns } = prepared(apply, platform);
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

  const { calls, before, trees } = watched(root.read('/logs/watched'), [...programs, ...standIns]);
  const states = firstOfEach([...before], ([, tree]) => tree);
  // Nothing is left out: only the last of them is the end of no call.
  expect(trees.slice(0, -1).filter((it) => !states.some(([, tree]) => tree === it))).toEqual([]);
  const all = [
    ...states.map(([point, tree]) => `${point} all ${tree}`),
    // A program may also be killed alone: the script sees it, and stops.
    ...[...calls].flatMap(([process, its]) => {
      const points = process === 0 ? [] : its.map(({ name, nth }) => `${process} ${name} ${nth}`);
      return firstOfEach(points, (it) => before.get(it)).map((it) => `${it} alone`);
    }),
  ];
  const points = all.filter((_, i) => i % every === 0);
  root.write('/points', points.map((it) => `${it}\n`).join(''));
  expect(root.run(driver, { patience: 1_100_000 })).toEqual({ status: 0, err: '', out: '' });
  const [done, left] = root.read('/logs/killed').split(' ').map(Number);
  expect(done).toBe(points.length);
  // Each of them is another, and what is killed alone adds to them.
  expect(left).toBeGreaterThanOrEqual(points.filter((it) => !it.endsWith('alone')).length);
  return { calls: [...calls.values()].flat().length, states: states.length, killed: points.length };
};

describe('killed at every system call that matters, the second run ends where a run that was left alone does', () => {
  it('of the reference hypervisor', () => {
    const apply = readFileSync(new URL('../../../out/reference/hosts/hv1/apply.sh', import.meta.url), 'utf8');
    const { calls, states } = killed(apply, el6, { settled: '18 ok, 8 pending activation\n', every: 1 });
    expect(calls).toBeGreaterThan(300);
    expect(states).toBeGreaterThan(40);
  }, 1_200_000);

  // Where the verbs are the same, and only what they are told differs, one in ten is enough.
  it.each((fewer ? [debian13] : platforms).map((it) => [it.id, it] as const))('one in ten, on %s', (_, platform) => {
    const it = killed(referenceScript(platform), platform, {
      settled: referenceSettled(platform),
      every: 10,
    });
    expect(it.killed).toBeGreaterThan(4);
  });
});
