import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { inRoot } from '../root.ts';
import { runCommand } from '../run-command.ts';
import { findOrInstallChromium } from './chromium.ts';
import { failedStage, type Stage } from './stage.ts';

const timeoutMs = 30 * 60_000;

const reportSchema = z.object({
  stats: z.object({
    expected: z.int(),
    unexpected: z.int(),
    flaky: z.int(),
    skipped: z.int(),
  }),
});

/** A project of playwright.config.ts, with as many workers as it bears. */
function projectStage(project: 'pages' | 'measured', workers: number): Stage {
  const name = project === 'pages' ? 'browser' : 'browser, measured';
  const reportPath = inRoot('out', 'test', `playwright-${project}.json`);
  return {
    name,
    async run() {
      const browser = await findOrInstallChromium();
      if ('problem' in browser) {
        const { problem } = browser;
        return { name, passed: 0, failed: 1, skipped: 0, durationMs: 0, details: problem };
      }
      await rm(reportPath, { force: true });
      const words = ['test', '--reporter=line,json', `--project=${project}`];
      const result = await runCommand('playwright', [...words, `--workers=${workers}`], {
        timeoutMs,
        env: {
          OPENCLAW_CHROMIUM: browser.path,
          OPENCLAW_E2E_ENTRY: 'built',
          PLAYWRIGHT_JSON_OUTPUT_FILE: reportPath,
        },
      });
      const stats = await readStats(reportPath);
      if (!stats || (result.exitCode !== 0 && stats.unexpected === 0)) {
        return failedStage(name, result);
      }
      return {
        ...failedStage(name, result),
        passed: stats.expected + stats.flaky,
        failed: stats.unexpected,
        skipped: stats.skipped,
      };
    },
  };
}

/** The tests of the interface in a real Chromium; those that measure come last and alone. */
export const playwrightStages: readonly Stage[] = [
  projectStage('pages', 2),
  projectStage('measured', 1),
];

async function readStats(
  reportPath: string,
): Promise<z.output<typeof reportSchema>['stats'] | undefined> {
  try {
    return reportSchema.parse(JSON.parse(await readFile(reportPath, 'utf8'))).stats;
  } catch {
    return undefined;
  }
}
