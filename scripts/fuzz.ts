// `npm run fuzz`: the random tests with a million cases each. Options: --cases N, --seed N.
import { parseArgs } from 'node:util';
import { runCommand } from './run-command.ts';
import { findFuzzFiles, fuzzArgs } from './test/fuzz-files.ts';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '1000000' }, seed: { type: 'string' } },
});
const env = {
  FUZZ_CASES: values.cases,
  ...(values.seed === undefined ? {} : { FUZZ_SEED: values.seed }),
};
const files = await findFuzzFiles();
const result = await runCommand('vitest', ['run', ...fuzzArgs, ...files], { env, isShown: true });
process.exitCode = result.exitCode ?? 1;
