import { type Call, callsIn } from './traced.ts';

/** Not the machine's: what the test keeps for itself. Standard output and error go there, too. */
const elsewhere = /^\/(dev|kill|log|tmp|units)(\/|$)/;

const onMachine = ({ path }: Call): boolean => /^(\/|[3-9]$|\d\d)/.test(path) && !elsewhere.test(path);

/** What the run that was watched has shown. */
export interface Watched {
  /** What each process did that could have changed something: the shell, and by number its programs. */
  readonly calls: ReadonlyMap<number, readonly Call[]>;
  /** What the machine was like before each call: by `PROCESS CALL N`, in the order of time. */
  readonly before: ReadonlyMap<string, string>;
  /** Every state that was seen, the last one at the end. */
  readonly trees: readonly string[];
}

/** The log of strace with `-f`, and in between a line `tree HASH` for what the machine is like then. NAMES are the programs that count. */
export const watched = (log: string, names: readonly string[]): Watched => {
  const lines = log.split('\n');
  const shell = /^(\d+) /.exec(lines[1] ?? '')?.[1];
  const processes = new Map([[shell, 0]]);
  const counts = new Map<string, number>();
  const before = new Map<string, string>();
  const logs = new Map<number, string[]>();
  const executed = new Map<string, string>();
  const trees = new Set<string>();
  let [started, tree] = [0, ''];
  for (const line of lines) {
    const [, pid = '', words = ''] = /^(\d+|tree) +(.*)$/.exec(line) ?? [];
    if (pid === 'tree') {
      tree = words;
      trees.delete(tree);
      trees.add(tree);
    }
    const [, program] = /^execve\("[^"]*\/([^"/]+)"/.exec(words) ?? [];
    if (program !== undefined) executed.set(pid, program);
    if (/execve.*= 0$/.test(words) && pid !== shell && names.includes(executed.get(pid) ?? '')) {
      started += 1;
      processes.set(pid, started);
      continue;
    }
    const process = processes.get(pid);
    const [, name] = /^(\w+)\(/.exec(words) ?? [];
    if (process === undefined || name === undefined || name === 'execve') continue;
    const nth = (counts.get(`${process} ${name}`) ?? 0) + 1;
    counts.set(`${process} ${name}`, nth);
    before.set(`${process} ${name} ${nth}`, tree);
    logs.set(process, [...(logs.get(process) ?? []), words]);
  }
  return {
    before,
    trees: [...trees],
    calls: new Map(
      [...logs].map(([process, its]) => [
        process,
        callsIn(its.join('\n')).filter((it) => process === 0 || onMachine(it)),
      ]),
    ),
  };
};

/** Of those with the same key the first, in their order. */
export const firstOfEach = <T>(all: readonly T[], key: (it: T) => string | undefined): readonly T[] =>
  [...new Map(all.toReversed().map((it) => [key(it), it])).values()].toReversed();
