import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/host/**', 'test/e2e/**', 'node_modules/**'],
    testTimeout: 10_000,
    // Our modules hold no state, so files may share a worker: it saves half a second of loading for each of them.
    isolate: false,
    maxWorkers: 2,
  },
});
