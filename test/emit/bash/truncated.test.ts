import { describe, expect, it } from 'vitest';
import { command, everyKind, plan, script } from './plans.ts';
import { throwAwayRoot } from './throw-away-root.ts';

/** Whatever happens to the machine itself leaves a marker: a main that lost its `--root` is seen. */
const apply = script(
  plan([{ name: 'first', steps: [command('marker', 'test -e /marker', 'touch /marker')] }, ...everyKind]),
);

const cuts = (() => {
  const { length } = Buffer.from(apply);
  const every200th = Array.from({ length: Math.floor(length / 200) }, (_, i) => i * 200);
  const around = (at: number): readonly number[] => [at, at + 1, at + 2];
  const groups = [...apply.matchAll(/^[{}]$/gm)].flatMap(({ index }) =>
    around(Buffer.byteLength(apply.slice(0, index))),
  );
  const last300 = Array.from({ length: 300 }, (_, i) => length - 300 + i);
  return [...new Set([...every200th, ...groups, ...last300])]
    .sort((one, other) => one - other)
    .filter((cut) => cut < length - 1);
})();

/** One shell tries them all, and looks at them without another program: a root for each would take a minute. */
const tryAll = (run: string): string => `
  mkdir /tree
  export LC_ALL=C
  IFS= read -r -d '' whole </whole.sh
  shopt -s dotglob nullglob
  complaint='line [0-9]+: ' missing='apply.sh for hv1 refuses: its end is missing' result='[[:cntrl:]](changed|would change|ok) '
  for cut in ${cuts.join(' ')}; do
    printf %s "\${whole:0:cut}" >/cut.sh
    ${run} >/out 2>&1
    status=$?
    found=(/tree/* /marker*)
    [[ \${#found[@]} == 0 ]] || echo "$cut changed something"
    IFS= read -r -d '' said </out
    # Only comments stand before the first group. From its brace on bash complains; after it, the script does.
    (( cut <= ${apply.indexOf('\n{\n') + 1} )) || [[ ($status == 2 && $said =~ $complaint) || ($status == 3 && $said == *"$missing"*) ]] ||
      echo "$cut exits $status: $said"
    [[ ! $'\n'$said =~ $result ]] || echo "$cut ran a step"
  done
  head -c -1 /whole.sh >/cut.sh
  ${run} >/out 2>&1
  echo "whole $? $(tail -n 1 /out)"`;

describe('a script that was cut does nothing', () => {
  const ways = {
    'as a file, with no arguments': 'bash /cut.sh',
    'from standard input': 'bash -s -- --root /tree </cut.sh',
  };
  for (const [name, run] of Object.entries(ways)) {
    it(name, () => {
      const root = throwAwayRoot({ standIns: { flock: '' } });
      root.write('/whole.sh', apply);
      const { out, err } = root.run(tryAll(run));
      expect(err).toBe('');
      // All but the last newline is whole: with --root it converges, without it the first step that needs a service fails.
      expect(out).toMatch(
        name.endsWith('no arguments') ? /^whole 1 1 changed, .*\n$/ : /^whole 0 5 changed, 0 ok, 7 skipped\n$/,
      );
    });
  }
});

it('a script that another shell reads does nothing, and says so', () => {
  const root = throwAwayRoot({ standIns: { flock: '' } });
  root.write('/whole.sh', apply);
  const run = root.run('dash /whole.sh; echo "$?"; dash -s </whole.sh; echo "$?"; ls -d /marker*');
  expect(run.out).toBe('3\n3\n');
  expect(run.err).toMatch(
    /^(apply\.sh for hv1 refuses: this is not bash\n {2}nothing was written; bash apply\.sh\n){2}ls: cannot access/,
  );
});
