import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { inRoot } from '../root.ts';
import { runCommand } from '../run-command.ts';
import { findOrInstallChromium } from './chromium.ts';
import { failedStage, type Stage } from './stage.ts';

const reportPath = inRoot('out', 'test', 'playwright.json');
const timeoutMs = 30 * 60_000;

const reportSchema = z.object({
  stats: z.object({
    expected: z.int(),
    unexpected: z.int(),
    flaky: z.int(),
    skipped: z.int(),
  }),
});

/** The tests of the interface in a real Chromium. */
export const playwrightStage: Stage = {
  name: 'browser',
  async run() {
    const browser = await findOrInstallChromium();
    if ('problem' in browser) {
      const { problem } = browser;
      return { name: 'browser', passed: 0, failed: 1, skipped: 0, durationMs: 0, details: problem };
    }
    await rm(reportPath, { force: true });
    const result = await runCommand('playwright', ['test', '--reporter=line,json'], {
      timeoutMs,
      env: {
        OPENCLAW_CHROMIUM: browser.path,
        OPENCLAW_E2E_ENTRY: 'built',
        PLAYWRIGHT_JSON_OUTPUT_FILE: reportPath,
      },
    });
    const stats = await readStats();
    if (!stats || (result.exitCode !== 0 && stats.unexpected === 0)) {
      return failedStage('browser', result);
    }
    return {
      ...failedStage('browser', result),
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
    };
  },
};

async function readStats(): Promise<z.output<typeof reportSchema>['stats'] | undefined> {
  try {
    return reportSchema.parse(JSON.parse(await readFile(reportPath, 'utf8'))).stats;
  } catch {
    return undefined;
  }
}
