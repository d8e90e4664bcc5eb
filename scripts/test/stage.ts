import { stripVTControlCharacters } from 'node:util';
import { runCommand, type CommandOptions, type CommandResult } from '../run-command.ts';

/** What one stage of `npm test` contributes to the last line. */
export interface StageResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly durationMs: number;
  /** Shown when something failed. */
  readonly details?: string | undefined;
  /** Shown always: a report, not a failure. */
  readonly report?: string | undefined;
}

export interface Stage {
  readonly name: string;
  run(): Promise<StageResult>;
}

const checkTimeoutMs = 15 * 60_000;

/** A stage that is one command and counts as one: its exit code decides. */
export function commandStage(
  name: string,
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Stage {
  return {
    name,
    async run() {
      const result = await runCommand(program, args, { timeoutMs: checkTimeoutMs, ...options });
      return result.exitCode === 0
        ? { name, passed: 1, failed: 0, skipped: 0, durationMs: result.durationMs }
        : failedStage(name, result);
    },
  };
}

/** A stage whose command failed before it could count anything. */
export function failedStage(name: string, result: CommandResult): StageResult {
  const ending = result.isTimedOut ? '\n(ended: it took too long)' : '';
  const details = lastLines(stripVTControlCharacters(result.output), 200) + ending;
  return { name, passed: 0, failed: 1, skipped: 0, durationMs: result.durationMs, details };
}

/** The end of a long text, which is where tools say what went wrong. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

/** Runs stages with so many at once, in their order; reports each as it ends. */
export async function runStages(
  stages: readonly Stage[],
  concurrency: number,
  onResult: (result: StageResult) => void,
): Promise<readonly StageResult[]> {
  const waiting = [...stages];
  const results: StageResult[] = [];
  const work = async (): Promise<void> => {
    for (let stage = waiting.shift(); stage; stage = waiting.shift()) {
      const result = await stage.run();
      results.push(result);
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return results;
}
