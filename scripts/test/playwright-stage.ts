import { readFile, rm } from 'node:fs/promises';
import { inRoot } from '../root.ts';
import { runCommand } from '../run-command.ts';
import { findOrInstallChromium } from './chromium.ts';
import { parsePlaywrightReport, type PlaywrightReport } from './playwright-report.ts';
import { failedStage, type Stage, type StageResult } from './stage.ts';

const timeoutMs = 30 * 60_000;

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
      const report = await readReport(reportPath);
      if (!report || (result.exitCode !== 0 && report.stats.unexpected === 0)) {
        return failedStage(name, result);
      }
      return { name, durationMs: result.durationMs, ...countReport(report) };
    },
  };
}

/** The tests of the interface in a real Chromium; those that measure come last and alone. */
export const playwrightStages: readonly Stage[] = [
  projectStage('pages', 2),
  projectStage('measured', 1),
];

async function readReport(reportPath: string): Promise<PlaywrightReport | undefined> {
  try {
    return parsePlaywrightReport(await readFile(reportPath, 'utf8'));
  } catch {
    return undefined;
  }
}

/** What passed only at the second try counts as passed and is always named. */
function countReport({
  stats,
  failures,
  flaky,
}: PlaywrightReport): Omit<StageResult, 'name' | 'durationMs'> {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    details: ['Failed:', ...failures].join('\n'),
    report: flaky.length > 0 ? ['Passed at the second try only:', ...flaky].join('\n') : undefined,
  };
}
