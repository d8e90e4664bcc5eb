import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { inRoot } from '../root.ts';
import { runCommand } from '../run-command.ts';
import { failedStage, type Stage, type StageResult } from './stage.ts';

const timeoutMs = 60 * 60_000;

const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({ name: z.string(), status: z.string(), assertionResults: z.array(z.unknown()) }),
  ),
});

/** All tests that vitest finds, or those of the given filters. */
export function vitestStage(name: string, args: readonly string[], env = {}): Stage {
  return {
    name,
    async run() {
      const reportPath = inRoot('out', 'test', `${name}.json`);
      await rm(reportPath, { force: true });
      const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${reportPath}`];
      const result = await runCommand(
        'vitest',
        ['run', '--silent=passed-only', ...reporters, ...args],
        { timeoutMs, env },
      );
      const report = await readReport(reportPath);
      if (!report) return failedStage(name, result);
      return countReport(name, report, failedStage(name, result), result.exitCode === 0);
    },
  };
}

async function readReport(reportPath: string): Promise<z.output<typeof reportSchema> | undefined> {
  try {
    return reportSchema.parse(JSON.parse(await readFile(reportPath, 'utf8')));
  } catch {
    return undefined;
  }
}

/** A file that could not be loaded has no tests to count; it counts as one that failed. */
function countReport(
  name: string,
  report: z.output<typeof reportSchema>,
  onFailure: StageResult,
  isSuccess: boolean,
): StageResult {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const counted = report.numFailedTests + broken;
  // An error outside of every test leaves all of them passed and the run failed.
  const failed = isSuccess ? 0 : Math.max(1, counted);
  return {
    name,
    passed: report.numPassedTests,
    failed,
    skipped: report.numPendingTests + report.numTodoTests,
    durationMs: onFailure.durationMs,
    details: failed > 0 ? onFailure.details : undefined,
  };
}
