import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.{ts,tsx}',
      'e2e/**/*.test.ts',
      'scripts/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // The second that is the default is too short for a process to start in on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    sequence: { shuffle: { files: false, tests: false } },
  },
});
