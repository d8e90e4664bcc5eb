import type { ParsedParamsOf, ResultOf } from '../../../shared/protocol/contract.ts';
import type { ConfigProblem as ShownProblem, PlanEffect } from '../../../shared/protocol/config.ts';
import type {
  ConfigApplied,
  ConfigCandidate,
  ConfigPlan,
  ConfigProblem,
  ConfigService,
} from '../../config/service-types.ts';
import type { Connection, MethodHandlers } from '../../platform/connection.ts';

type ConfigHandlers = Pick<
  MethodHandlers,
  'config.get' | 'config.set' | 'config.patch' | 'config.edit' | 'config.schema' | 'config.plan'
>;

/** The configuration over the wire: read, planned and changed as text or by path. */
export function createConfigMethods(
  service: ConfigService,
  path: string,
  version: string,
): ConfigHandlers {
  const author = (connection: Connection): string => connection.clientKey;

  return {
    async 'config.get'() {
      const text = await service.get();
      return {
        path,
        exists: text.exists,
        files: text.files.map(({ file, raw }) => ({ path: file, raw })),
        raw: text.raw,
        config: text.config,
        parsed: text.parsed,
        hash: text.hash,
        appliedHash: text.appliedHash,
        version: text.version,
        problems: text.problems.map(showProblem),
      };
    },
    'config.set': async ({ raw, baseHash, file, force }, connection) =>
      showApplied(
        await service.set({
          raw,
          baseHash,
          author: author(connection),
          ...(file === undefined ? {} : { file }),
          ...(force === undefined ? {} : { force }),
        }),
      ),
    'config.patch': async ({ raw, baseHash }, connection) =>
      showApplied(await service.patch({ raw, baseHash, author: author(connection) })),
    'config.edit': async ({ edits, baseHash }, connection) =>
      showApplied(await service.edit({ edits, baseHash, author: author(connection) })),
    'config.schema': () => ({
      ...showSchema(service),
      version,
      generatedAt: new Date().toISOString(),
    }),
    'config.plan': (candidate) => showPlan(service, candidate),
  };
}

async function showPlan(
  service: ConfigService,
  asked: ParsedParamsOf<'config.plan'>,
): Promise<ResultOf<'config.plan'>> {
  const plan = await service.plan(toCandidate(asked));
  return {
    changedPaths: [...plan.changedPaths],
    files: plan.files.map(({ file, raw }) => ({ path: file, raw })),
    effects: plan.effects.map(showEffect),
    problems: plan.problems.map(showProblem),
    openSecrets: [...plan.openSecrets],
    isApplicable: plan.isApplicable,
  };
}

function toCandidate(asked: ParsedParamsOf<'config.plan'>): ConfigCandidate {
  if ('edits' in asked) return { edits: asked.edits };
  const { raw, file } = asked;
  return file === undefined ? { raw } : { raw, file };
}

function showSchema(service: ConfigService): Pick<ResultOf<'config.schema'>, 'schema' | 'uiHints'> {
  const { schema, uiHints } = service.schema();
  const shown = Object.entries(uiHints).map(([path, hint]) => [
    path,
    {
      label: hint.title,
      help: hint.help,
      ...(hint.advanced === undefined ? {} : { advanced: hint.advanced }),
      ...(hint.secret === undefined ? {} : { sensitive: hint.secret }),
    },
  ]);
  return { schema, uiHints: Object.fromEntries(shown) as ResultOf<'config.schema'>['uiHints'] };
}

function showApplied(applied: ConfigApplied): ResultOf<'config.set'> {
  return { ok: true, ...showChange(applied) };
}

/** What the event `config.changed` and the answers to writes have in common. */
export function showChange(
  applied: Pick<ConfigApplied, keyof ConfigPlan | 'hash' | 'version'>,
): Omit<ResultOf<'config.set'>, 'ok'> {
  return {
    hash: applied.hash,
    version: applied.version,
    changedPaths: [...applied.changedPaths],
    effects: applied.effects.map(showEffect),
    problems: applied.problems.map(showProblem),
  };
}

function showEffect({ path, effect, subject, code }: ConfigPlan['effects'][number]): PlanEffect {
  return { path, effect, code, ...(subject === undefined ? {} : { subject }) };
}

/** A problem of the config as the protocol carries it. */
export function showProblem(problem: ConfigProblem): ShownProblem {
  const { severity, code, message, hint, path, file, line, column } = problem;
  return {
    severity,
    code,
    message,
    hint,
    path,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}
