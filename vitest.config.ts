import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes minutes begins first: the rest fills the gaps. */
const longest = ['purity', 'killed', 'hostile', 'lint', 'shellcheck'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = longest.indexOf(/([\w-]+)\.test\.ts$/.exec(moduleId)?.[1] ?? '');
      return place === -1 ? longest.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

/** What waits for timeouts most of the time. */
const waiting = ['test/emit/bash/guard.test.ts'];

/**
 * What starts programs by the thousand. Two that do hinder each other, so .ci/verify runs it beside all the rest.
 */
const scripts = [
  'test/emit/bash/!(lint|guard).test.ts',
  'test/emit/install/*-run.test.ts',
  'test/emit/network/hostile.test.ts',
];

/** What replaces a module, and wants a process of its own. */
const apart = ['test/source/lazy.test.ts'];

export default defineConfig({
  plugins: [
    {
      name: 'text-assets',
      enforce: 'pre',
      load: (id: string) =>
        /\.(sh|hbs|pl)$/.test(id) ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}` : undefined,
    },
  ],
  resolve: { conditions: ['rackwright-source'] },
  ssr: { resolve: { conditions: ['rackwright-source'] } },
  test: {
    sequence: { sequencer: LongestFirst },
    globalSetup: 'test/one-folder.ts',
    // They end what hangs, and measure nothing.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'scripts', include: scripts, isolate: false } },
      { extends: true, test: { name: 'waiting', include: waiting } },
      { extends: true, test: { name: 'apart', include: apart } },
      {
        extends: true,
        test: {
          name: 'rest',
          include: ['test/**/*.test.ts'],
          exclude: [...scripts, ...waiting, ...apart],
          // To read the compiler anew for each of 170 files takes longer than most of them.
          isolate: false,
        },
      },
    ],
  },
});
