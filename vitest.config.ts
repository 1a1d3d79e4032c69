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
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Many wait for a script that waits, and not for a processor.
    maxWorkers: 3,
  },
});
