// Everything but the end-to-end tests: unit (one module), conformance (a script and what the board must do), integration (processes).
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,conformance,integration}/**/*.test.ts'],
    pool: 'forks', // worker threads and child processes are what is tested; each file gets a process of its own
    maxWorkers: '100%', // much of the time is waiting: for a peer, for a limit
    testTimeout: 60_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
});
