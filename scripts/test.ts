// Everything that must hold, in one command: `npm test`. With --quick (`npm run check`) only what
// needs no build and no browser.
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { inRoot } from './root.ts';
import { cleanTestEnv } from './test/clean-env.ts';
import { firstLoadStage } from './test/first-load.ts';
import { findFuzzFiles, fuzzArgs } from './test/fuzz-files.ts';
import { playwrightStages } from './test/playwright-stage.ts';
import { sizeStage } from './test/size-report.ts';
import { commandStage, runStages, type Stage, type StageResult } from './test/stage.ts';
import { vitestStage } from './test/vitest-stage.ts';

const checks: readonly Stage[] = [
  commandStage('lint', 'eslint', [
    '.',
    '--cache',
    '--cache-location',
    'node_modules/.cache/eslint/',
  ]),
  commandStage('types of shared', 'tsc', ['-p', 'tsconfig.shared.json']),
  commandStage('types of programs', 'tsc', ['-p', 'tsconfig.node.json']),
  commandStage('types of the interface', 'tsc', ['-p', 'tsconfig.renderer.json']),
  commandStage('fences and cycles', 'depcruise', ['src', 'e2e', 'bench', 'scripts']),
  commandStage('dead code', 'knip', ['--no-progress']),
  commandStage('format', 'prettier', ['--check', '--log-level=warn', '.']),
  commandStage('references unchanged', 'node', ['scripts/generate-reference.ts', '--check']),
  sizeStage,
];
const build = commandStage('build', 'node', ['scripts/build.ts']);
const unitOnly = ['src/'];
/** Programs are tested as they are built, not from their sources. */
const builtEnv = { OPENCLAW_E2E_ENTRY: 'built' };

function show(result: StageResult): void {
  const seconds = `${(result.durationMs / 1_000).toFixed(1)} s`.padStart(8);
  const mark = result.failed === 0 ? 'ok  ' : 'FAIL';
  const counts =
    result.passed + result.failed + result.skipped > 1 ? `  ${countsOf([result])}` : '';
  console.log(`${mark} ${seconds}  ${result.name}${counts}`);
  if (result.report) console.log(indent(result.report));
  if (result.failed > 0 && result.details) console.log(indent(result.details));
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '       | ');
}

function countsOf(results: readonly StageResult[]): string {
  const sum = (key: 'passed' | 'failed' | 'skipped'): number =>
    results.reduce((total, result) => total + result[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`;
}

async function runAll(isQuick: boolean): Promise<readonly StageResult[]> {
  const lanes = Math.max(1, Math.min(4, availableParallelism()));
  if (isQuick) {
    const checked = await runStages(checks, lanes, show);
    return [...checked, ...(await runStages([vitestStage('unit tests', unitOnly)], 1, show))];
  }
  const first = await runStages([build, ...checks], lanes, show);
  const fuzzFiles = await findFuzzFiles();
  // These measure, and start servers and browsers: one after the other.
  const programs = [
    firstLoadStage,
    vitestStage(
      'tests',
      fuzzFiles.map((file) => `--exclude=${file}`),
      builtEnv,
    ),
    vitestStage('fuzz', [...fuzzArgs, ...fuzzFiles], { FUZZ_CASES: '100000' }),
    ...playwrightStages,
  ];
  const second = await runStages(programs, 1, show);
  return [...first, ...second];
}

cleanTestEnv();
await mkdir(inRoot('out', 'test'), { recursive: true });
const results = await runAll(process.argv.includes('--quick'));
const failed = results.filter((result) => result.failed > 0);
if (failed.length > 0) console.log(`\nFailed: ${failed.map((result) => result.name).join(', ')}`);
console.log(countsOf(results));
process.exitCode = failed.length > 0 ? 1 : 0;
