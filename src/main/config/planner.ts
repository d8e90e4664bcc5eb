import type { Config } from '../../shared/config/schema.ts';
import { AppError } from '../../shared/errors/index.ts';
import { editsOf, textsOf, type NewTexts } from './candidate.ts';
import { listRootProblem, type ReadFiles } from './load.ts';
import { newErrors } from './new-errors.ts';
import { planChange } from './plan.ts';
import { toProblem } from './problems.ts';
import type { ConfigReader } from './reader.ts';
import type { ConfigCandidate, ConfigPlan, ConfigPreview, ConfigTrial } from './service-types.ts';
import { placeOpenSecrets, showTexts } from './show.ts';

/** Says what a change would do. Nothing is written. */
export interface ConfigPlanner {
  plan(candidate: ConfigCandidate, running: Config): Promise<ConfigPreview>;
  /** What these texts would do in the place of those that are there. */
  planTexts(texts: (now: ReadFiles) => NewTexts, running: Config): Promise<ConfigPreview>;
  /** @throws AppError with a CONFIG_ code when the change is not possible. */
  tryOut(candidate: ConfigCandidate, running: Config): Promise<ConfigTrial>;
  /** @throws AppError CONFIG_WRITE_INVALID when these texts bring errors that were not there. */
  refuseNewErrors(candidate: ConfigCandidate, texts: NewTexts, running: Config): Promise<void>;
}

export function createPlanner(reader: ConfigReader): ConfigPlanner {
  const textsFor = async (candidate: ConfigCandidate): Promise<NewTexts> =>
    textsOf(candidate, await reader.read(), (changed) => reader.read(changed));

  function planFiles(files: ReadFiles, running: Config): ConfigPlan {
    const loaded = reader.validate(files, running);
    if (!loaded) {
      const problems = listRootProblem(files, reader.configPath);
      return { isApplicable: false, changedPaths: [], effects: [], problems };
    }
    const change = planChange(running, loaded.config);
    return { ...change, isApplicable: true, problems: loaded.problems };
  }

  async function preview(texts: NewTexts, running: Config): Promise<ConfigPreview> {
    const after = await reader.read(texts);
    return {
      ...planFiles(after, running),
      files: showTexts(after, ({ path }) => texts.has(path)),
      openSecrets: placeOpenSecrets(after),
    };
  }

  return {
    async plan(candidate, running) {
      const texts = await textsFor(candidate).catch((thrown: unknown) =>
        refusedText(thrown, candidate),
      );
      return texts instanceof AppError ? notApplicable(texts) : preview(texts, running);
    },
    planTexts: async (texts, running) => preview(texts(await reader.read()), running),
    async tryOut(candidate, running) {
      const after = await reader.read(await textsFor(candidate));
      const loaded = reader.validate(after, running);
      if (loaded) return { config: loaded.config, problems: loaded.problems };
      throw (
        after.rootProblem?.fault ?? new AppError('CONFIG_ROOT_NOT_OBJECT', { found: 'nothing' })
      );
    },
    async refuseNewErrors(candidate, texts, running) {
      const before = planFiles(await reader.read(), running);
      const after = planFiles(await reader.read(texts), running);
      const [first] = newErrors(before.problems, after.problems, editsOf(candidate));
      if (!first) return;
      const { file, line, column, path, message, hint } = first;
      const place = { file, line, column, path };
      throw new AppError('CONFIG_WRITE_INVALID', { reason: message, fix: hint }, { place });
    },
  };
}

/** Text that does not parse is what a plan is asked about; anything else is a wrong question. */
function refusedText(thrown: unknown, candidate: ConfigCandidate): AppError {
  if (thrown instanceof AppError && 'raw' in candidate && thrown.place) return thrown;
  throw thrown;
}

function notApplicable(fault: AppError): ConfigPreview {
  const problems = [toProblem('error', fault, [])];
  const nothing = { changedPaths: [], effects: [], files: [], openSecrets: [] };
  return { isApplicable: false, ...nothing, problems };
}
