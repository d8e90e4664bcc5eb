import type { Config } from '../../shared/config/schema.ts';
import type { ConfigProblem } from '../../shared/protocol/config.ts';
import { toAppError } from '../../shared/errors/index.ts';
import type { ConfigApplied, ConfigService } from '../config/service-types.ts';
import { showChange } from '../gateway/methods/config-methods.ts';
import type { Endpoint } from '../gateway/types.ts';
import { writeGatewayAddress } from '../platform/gateway-address.ts';
import type { FileLog } from '../platform/file-log.ts';
import type { Parts } from './create-parts.ts';
import type { AssistantOptions } from './options.ts';

export interface FollowDeps {
  readonly options: AssistantOptions;
  readonly service: ConfigService;
  readonly parts: Parts;
  readonly log: FileLog;
}

/** Where to listen: what was said at the start counts before the config. */
export function wantedEndpoint(options: AssistantOptions, { gateway }: Config): Endpoint {
  return { host: options.host ?? gateway.host, port: options.port ?? gateway.port };
}

/**
 * Makes a saved config true without a restart, by the smallest effect of each change, and tells
 * everybody when it is. Agents read their settings at their next turn by themselves.
 * @returns the way to stop following
 */
export function followConfig(deps: FollowDeps): () => void {
  return deps.service.onApplied((applied) => {
    apply(deps, applied).catch((error: unknown) =>
      deps.log.error('config.apply-failed', { error }),
    );
  });
}

async function apply(deps: FollowDeps, applied: ConfigApplied): Promise<void> {
  const { service, parts, log } = deps;
  const { config } = service.current();
  log.setLevel(config.logging.level);
  parts.path.configChanged();
  parts.tools.own.configChanged();
  const isMoving = applied.effects.some((effect) => effect.effect === 'listener');
  const stayed = isMoving ? await moveListener(deps, config) : undefined;
  parts.nodes.configChanged();
  parts.localHost.refresh();
  await parts.schedules.configChanged();
  parts.memory.configChanged();
  const change = showChange(applied);
  const problems = stayed ? [stayed, ...change.problems] : change.problems;
  parts.events.publish('config.changed', { author: applied.author, ...change, problems });
  for (const id of changedChannels(applied))
    parts.events.publish('channels.changed', { id, channel: parts.channels.find(id) ?? null });
  if (changesTools(applied)) parts.events.publish('tools.changed', { reason: 'config' });
  log.info('config.applied', {
    version: applied.version,
    author: applied.author,
    paths: applied.changedPaths,
  });
}

/** Whether somebody may use other tools than before, or a tool works now that did not. */
function changesTools({ changedPaths }: ConfigApplied): boolean {
  return changedPaths.some((path) => {
    const [section, , key] = path.split('.');
    if (section === 'tools') return true;
    const hasLists = section === 'agents' || section === 'channels';
    return hasLists && (key === undefined || key === 'tools');
  });
}

function changedChannels({ changedPaths }: ConfigApplied): Set<string> {
  return new Set(
    changedPaths.flatMap((path) => {
      const [section, id] = path.split('.');
      return section === 'channels' && id !== undefined ? [id] : [];
    }),
  );
}

/** Undefined when it moved; else what is in the way. Then the old listener goes on. */
async function moveListener(
  { options, parts, log }: FollowDeps,
  config: Config,
): Promise<ConfigProblem | undefined> {
  try {
    const endpoint = await parts.server.rebind(wantedEndpoint(options, config));
    await writeGatewayAddress(options.paths.stateDir, { ...endpoint, pid: process.pid });
    return undefined;
  } catch (error) {
    const { code, message, hint } = toAppError(error);
    log.error('gateway.not-moved', { code, reason: message });
    return { severity: 'error', code, message, hint, path: 'gateway.port' };
  }
}
