import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/test/chromium.ts';

/** Tests of how long something takes. */
const measured = /(?:flood|size)\.spec\.ts$/;
const executablePath = findChromium();

/** Tests of the interface in a real browser; `e2e/**` also holds tests that need none (vitest). */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'out/test/playwright',
  workers: 1,
  // A bound for what hangs, not a measure: two workers and their gateways share two cores.
  timeout: 120_000,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'line',
  // What measures runs alone: `npm test` gives the rest two workers.
  projects: [
    // A busy machine may be too slow once; what needed its second try is named in the report.
    { name: 'pages', testIgnore: measured, retries: 1 },
    { name: 'measured', testMatch: measured },
  ],
  use: {
    trace: 'retain-on-failure',
    // What does not appear in a quarter of a test's time will not.
    actionTimeout: 30_000,
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--disable-gpu',
        '--disable-background-networking',
        // Chromium refuses to sandbox a process of root.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
});
