import { limits } from '../../shared/config/limits.ts';
import { createConfigService } from '../config/service.ts';
import type { ConfigService } from '../config/service-types.ts';
import type { Endpoint, GatewayServer } from '../gateway/types.ts';
import { systemClock } from '../platform/clock.ts';
import { loadCredentials } from '../platform/credentials.ts';
import { removeGatewayAddress, urlHost, writeGatewayAddress } from '../platform/gateway-address.ts';
import { within } from '../platform/within.ts';
import { completeRenames } from '../renaming/complete-renames.ts';
import { createSecretStore } from '../platform/secret-store.ts';
import { ensureOwner } from '../sessions/people-store.ts';
import { createParts, type Parts } from './create-parts.ts';
import { announceChanges } from './announce-changes.ts';
import { announceUsage } from '../usage/announce-usage.ts';
import { followConfig, wantedEndpoint } from './follow-config.ts';
import { openState, type OpenState } from './open-state.ts';
import type { AssistantOptions } from './options.ts';
import { watchHealth } from './watch-health.ts';

/** The assistant at work: gateway and message path in this process, messengers in their hosts. */
export interface Assistant {
  readonly server: GatewayServer;
  readonly config: ConfigService;
  /** Where the gateway listens now. */
  endpoint(): Endpoint;
  /** A link that opens the interface signed in; it works once. */
  createSignInUrl(): string;
  /** Finishes commits, tells everybody, and ends within two seconds. */
  stop(reason: string): Promise<void>;
}

/**
 * The one factory of the whole: the headless program and the desktop both call it, and nothing in
 * it knows of Electron. Listens first and loads the rest when it is needed.
 *
 * @throws AppError STATE_DIR_BUSY, PORT_IN_USE, HOST_NOT_AVAILABLE or a STORAGE_ code; never
 * because of what stands in the config
 */
export async function createAssistant(options: AssistantOptions): Promise<Assistant> {
  const state = openState(options.paths);
  try {
    return await start(options, state);
  } catch (error) {
    state.close();
    throw error;
  }
}

async function start(options: AssistantOptions, state: OpenState): Promise<Assistant> {
  const { paths } = options;
  const secrets = createSecretStore(paths.credentialsDir);
  const service = createConfigService({
    configPath: paths.configPath,
    stateDir: paths.stateDir,
    clock: systemClock,
    log: state.log,
    env: options.env,
    secrets,
  });
  await service.start();
  const { config } = service.current();
  state.log.setLevel(config.logging.level);
  const credentials = await loadCredentials({
    folder: paths.credentialsDir,
    configuredToken: () => service.current().config.gateway.auth.token,
  });
  await completeRenames({
    ...{ db: state.db, clock: systemClock, log: state.log, service },
    stateDir: paths.stateDir,
  });
  await state.db.commit((sql) => ensureOwner(sql, config.owner.name ?? 'Owner', systemClock.now()));
  const parts = createParts({ options, state, service, secrets, credentials });
  try {
    const endpoint = await parts.server.listen(wantedEndpoint(options, config));
    await writeGatewayAddress(paths.stateDir, { ...endpoint, pid: process.pid });
    state.log.info('gateway.listening', { ...endpoint });
  } catch (error) {
    await service.stop();
    throw error;
  }
  await parts.approvals.recover();
  const unsubscribe = parts.path.turnEnds.subscribe(() => {
    unsubscribe();
    options.onFirstTurn?.();
  });
  await parts.path.engine.recover();
  await parts.tools.handBack.start();
  await parts.schedules.start();
  parts.localHost.refresh();
  parts.maintenance.start();
  const stopHealth = watchHealth(parts, systemClock);
  const stopUsage = announceUsage({
    ...{ db: state.db, clock: systemClock, events: parts.events },
    turnEnds: parts.path.turnEnds,
    timeZone: () => service.current().config.owner.timeZone,
    hasListeners: () => parts.server.connectionCount > 0,
  });
  announceChanges({
    ...{ db: state.db, clock: systemClock, log: state.log, events: parts.events },
    watchers: parts.server.watchers,
    hasListeners: () => parts.server.connectionCount > 0,
  });
  const unfollow = followConfig({ options, service, parts, log: state.log });
  return toAssistant({
    options,
    state,
    service,
    parts,
    stopWatching() {
      stopHealth();
      stopUsage();
      unfollow();
    },
  });
}

interface Running {
  readonly options: AssistantOptions;
  readonly state: OpenState;
  readonly service: ConfigService;
  readonly parts: Parts;
  readonly stopWatching: () => void;
}

function toAssistant(running: Running): Assistant {
  const { parts, service } = running;
  const endpoint = (): Endpoint => parts.server.address ?? { host: '127.0.0.1', port: 0 };
  let stopping: Promise<void> | undefined;
  return {
    server: parts.server,
    config: service,
    endpoint,
    createSignInUrl() {
      const { host, port } = endpoint();
      return `http://${urlHost(host)}:${port}/#code=${parts.server.createCode()}`;
    },
    stop: (reason) => (stopping ??= stop(running, reason)),
  };
}

/** What is on its way is committed or left recorded; nothing is cut in the middle. */
async function stop(
  { options, state, service, parts, stopWatching }: Running,
  reason: string,
): Promise<void> {
  state.log.info('gateway.stopping', { reason });
  stopWatching();
  parts.maintenance.stop();
  await service.stop();
  await inTime(limits.stop.schedulesMs, () => parts.schedules.stop());
  await inTime(limits.stop.turnsMs, () =>
    Promise.all([parts.path.engine.stop(), parts.drafts.closeAll()]),
  );
  // The hosts go first: what they still report is committed over the line that closes next. One
  // that is late keeps it in its spool.
  await inTime(limits.stop.hostsMs, () => parts.localHost.stop());
  parts.approvals.stop();
  parts.path.dispatcher.stop();
  await parts.server.close(reason);
  await parts.heavyReads.close();
  parts.memory.close();
  parts.models.close();
  await inTime(limits.stop.toolsMs, () => parts.tools.close());
  removeGatewayAddress(options.paths.stateDir);
  state.close();
}

/** Waits for the end of something, but not for ever: nothing that hangs may hold up the end. */
async function inTime(timeoutMs: number, work: () => Promise<unknown>): Promise<void> {
  await within(systemClock, timeoutMs, work).catch(() => undefined);
}
