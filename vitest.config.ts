import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

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
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/one-folder.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
