import type { ParsedParamsOf, ResultOf } from '../../../shared/protocol/contract.ts';
import { channelSchemas } from '../../../shared/config/channels.ts';
import type { ConfigProblem as ShownProblem, PlanEffect } from '../../../shared/protocol/config.ts';
import type {
  ConfigApplied,
  ConfigCandidate,
  ConfigFile,
  ConfigPlan,
  ConfigProblem,
  ConfigService,
  Explanation,
  ListedVersion,
  ValueSource,
} from '../../config/service-types.ts';
import type { Connection, MethodHandlers } from '../../platform/connection.ts';

type ConfigHandlers = Pick<MethodHandlers, Extract<keyof MethodHandlers, `config.${string}`>>;

export interface ConfigMethodDeps {
  readonly service: ConfigService;
  /** Absolute path of `openclaw.json`. */
  readonly configPath: string;
  readonly version: string;
  readonly secretNames: () => readonly string[];
}

/** The configuration over the wire: read, planned and changed as text or by path. */
export function createConfigMethods(deps: ConfigMethodDeps): ConfigHandlers {
  const { service, configPath: path, version } = deps;
  const author = (connection: Connection): string => connection.clientKey;

  return {
    async 'config.get'(_, connection) {
      const text = await service.get();
      return {
        path,
        exists: text.exists,
        files: text.files.map(showFile),
        raw: text.raw,
        config: text.config,
        parsed: text.parsed,
        hash: text.hash,
        appliedHash: text.appliedHash,
        version: text.version,
        author: author(connection),
        problems: text.problems.map(showProblem),
      };
    },
    'config.set': async ({ raw, baseHash, secretsBase, file, force }, connection) =>
      showApplied(
        await service.set({
          raw,
          baseHash,
          secretsBase,
          author: author(connection),
          ...(file === undefined ? {} : { file }),
          ...(force === undefined ? {} : { force }),
        }),
      ),
    'config.patch': async ({ raw, baseHash }, connection) =>
      showApplied(await service.patch({ raw, baseHash, author: author(connection) })),
    'config.edit': async (asked, connection) =>
      showApplied(await service.edit({ ...asked, author: author(connection) })),
    'config.schema': () => ({
      ...showSchema(service),
      version,
      generatedAt: new Date().toISOString(),
    }),
    'config.plan': (candidate) => showPlan(service, candidate),
    ...createVersionMethods(service),
    'config.explain': ({ path: asked }) => showExplanation(service.explain(asked)),
    'config.names': () => ({
      env: [...service.variables()],
      secrets: [...deps.secretNames()],
      nodes: namedNodes(service),
      channelTypes: Object.keys(channelSchemas),
    }),
    'config.moveSecret': async (asked, connection) =>
      showApplied(await service.moveSecret({ ...asked, author: author(connection) })),
  };
}

function createVersionMethods(
  service: ConfigService,
): Pick<ConfigHandlers, 'config.history' | 'config.version' | 'config.restore' | 'config.undo'> {
  return {
    async 'config.history'() {
      const versions = await service.history();
      return { versions: versions.map(showVersion) };
    },
    async 'config.version'({ version }) {
      const { files, ...entry } = await service.version(version);
      return { ...entry, files: files.map(({ file, raw }) => ({ path: file, raw })) };
    },
    'config.restore': async ({ version, baseHash }, connection) =>
      showApplied(await service.restore(version, { baseHash, author: connection.clientKey })),
    'config.undo': async (asked, connection) =>
      showApplied(await service.undo({ ...asked, author: connection.clientKey })),
  };
}

function showVersion({ files, changed, ...entry }: ListedVersion): ShownVersion {
  const shown = changed && { changed: { ...changed, paths: [...changed.paths] } };
  return { ...entry, files: [...files], ...shown };
}

type ShownVersion = ResultOf<'config.history'>['versions'][number];

/** A file of the config as the protocol carries it. */
export function showFile({ file, raw, path, isReadOnly }: ConfigFile): ShownFile {
  return { path: file, raw, fullPath: path, isReadOnly };
}

type ShownFile = ResultOf<'config.get'>['files'][number];

/** Nodes that the configuration names; the gateway itself is one. */
function namedNodes(service: ConfigService): string[] {
  const channels = Object.values(service.current().config.channels);
  return [...new Set(['local', ...channels.map(({ node }) => node)])].toSorted();
}

function showExplanation(explanation: Explanation): ResultOf<'config.explain'> {
  const { path, status, value, source, overridden, setting, problems } = explanation;
  return {
    path,
    status,
    value: value ?? null,
    overridden: overridden.map(showSource),
    problems: problems.map(showProblem),
    ...(source === undefined ? {} : { source: showSource(source) }),
    ...(setting === undefined ? {} : { setting: { title: setting.title, help: setting.help } }),
  };
}

function showSource({ variables, ...source }: ValueSource): ShownSource {
  return { ...source, ...(variables === undefined ? {} : { variables: [...variables] }) };
}

type ShownSource = ResultOf<'config.explain'>['overridden'][number];

async function showPlan(
  service: ConfigService,
  asked: ParsedParamsOf<'config.plan'>,
): Promise<ResultOf<'config.plan'>> {
  const plan = await ('version' in asked
    ? service.planVersion(asked.version)
    : service.plan(toCandidate(asked)));
  return {
    changedPaths: [...plan.changedPaths],
    files: plan.files.map(({ file, raw }) => ({ path: file, raw })),
    effects: plan.effects.map(showEffect),
    problems: plan.problems.map(showProblem),
    openSecrets: [...plan.openSecrets],
    isApplicable: plan.isApplicable,
  };
}

type PlannedChange = Exclude<ParsedParamsOf<'config.plan'>, { readonly version: number }>;

function toCandidate(asked: PlannedChange): ConfigCandidate {
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
