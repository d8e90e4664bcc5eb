import type { ResultOf } from '../../shared/protocol/contract.ts';
import { showFile, showProblem } from '../gateway/methods/config-methods.ts';
import { createDoctorMethods } from '../gateway/methods/doctor-methods.ts';
import type { ConfigService } from '../config/service-types.ts';
import type { BundleParts } from '../doctor/bundle.ts';
import { secretDots } from '../config/redact.ts';
import { showProblem as showToolProblem } from '../tools/explain-tools.ts';
import type { HandlerDeps } from './handler-deps.ts';

export interface DoctorSources {
  readonly health: () => ResultOf<'health'>;
  readonly status: () => ResultOf<'status'>;
}

/** The doctor, with a way to each part it looks at. Nothing is asked before somebody runs it. */
export function createDoctor(
  deps: HandlerDeps,
  sources: DoctorSources,
): ReturnType<typeof createDoctorMethods> {
  const { db, clock, service, models, channels, schedules, tools, ownTools, path } = deps;
  return createDoctorMethods({
    ...{ db, clock, stateDir: deps.stateDir, configPath: deps.configPath },
    ...sources,
    logPath: deps.log.path,
    configText: () => readConfigText(service),
    sandbox: deps.sandbox,
    config: () => service.current().config,
    problems: () => service.current().problems.map(showProblem),
    literalSecrets: async () => findDots((await service.get()).parsed),
    models: () => ({ providers: [...models.overview()] }),
    channels: () => channels.list(),
    people: () => path.people.list(),
    schedules: () => schedules.list({}, { kind: 'person' }),
    tools: () =>
      tools
        .list()
        .map((tool) => ({ name: tool.name, isBroken: showToolProblem(tool) !== undefined })),
    extensions: () => ownTools.extensions.list(),
    servers: () => ownTools.mcp.list(),
    checkDatabase: () => deps.heavyReads.check(),
    clearCooldowns: (provider) => void models.clear(provider),
    restartServer: (name) => ownTools.mcp.restart(name),
  });
}

/** The files and what is wrong with them, secrets shown as dots. */
async function readConfigText(service: ConfigService): Promise<BundleParts['config']> {
  const { version, files, problems } = await service.get();
  return {
    version,
    files: files.map(showFile),
    problems: problems.map(showProblem),
  };
}

/** Paths of values that are shown as dots: secrets that stand in the text. */
function findDots(value: unknown, path: readonly string[] = []): readonly string[] {
  if (value === secretDots) return [path.join('.')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => findDots(child, [...path, key]));
}
