import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Config } from '../../shared/config/schema.ts';
import type { ConfigEdits } from '../../shared/protocol/config.ts';
import type { ConfigService } from '../config/service-types.ts';
import { createChannelView, type ChannelBoardView } from '../gateway/methods/channel-methods.ts';
import { showProblem } from '../gateway/methods/config-methods.ts';
import { modelOf } from '../gateway/methods/system-methods.ts';
import { createDrafts, type Drafts } from '../drafts/create-drafts.ts';
import type { DraftConfig } from '../drafts/draft.ts';
import { createGatewayServer } from '../gateway/server.ts';
import type { GatewayServer } from '../gateway/types.ts';
import { createChannelCheck } from '../nodes/check-channel.ts';
import { createHostNames } from '../nodes/host-names.ts';
import { createLocalHost, type LocalHost } from '../nodes/local-host.ts';
import { createLocalPlacement } from '../nodes/local-placement.ts';
import { createNodeRegistry, type NodeRegistry } from '../nodes/node-registry.ts';
import type { OutboxPort } from '../nodes/ports.ts';
import { createBlobFiles } from '../platform/blob-files.ts';
import { systemClock as clock } from '../platform/clock.ts';
import type { EventSink } from '../platform/connection.ts';
import type { GatewayCredentials } from '../platform/credentials.ts';
import { urlHost } from '../platform/gateway-address.ts';
import { newId } from '../platform/ids.ts';
import { findProgram } from '../platform/program-file.ts';
import type { SecretStore } from '../platform/secret-store.ts';
import { programVersion } from '../platform/version.ts';
import { createModelRegistry } from '../providers/create-model-registry.ts';
import type { ModelRegistry } from '../providers/model-registry-types.ts';
import { findDefaultAgent } from '../router/default-agent.ts';
import { createHeavyReads, type HeavyReads } from '../sessions/heavy-reads.ts';
import { createMaintenance, type Maintenance } from '../sessions/maintenance.ts';
import type { SystemInfo } from '../tools/tool-catalogue-types.ts';
import { createActivity, type Activity } from './activity.ts';
import { createActing, type Acting, type ActingDeps } from './create-acting.ts';
import { createInbox } from './create-inbox.ts';
import { createDeviceStore, createWebSessionStore } from './devices.ts';
import type { HandlerDeps } from './handler-deps.ts';
import { createHandlers } from './handlers.ts';
import type { MessagePath } from './message-path.ts';
import type { OpenState } from './open-state.ts';
import type { AssistantOptions } from './options.ts';

/** Everything that was put together and is started and stopped by the assistant. */
export interface Parts extends Acting {
  readonly server: GatewayServer;
  readonly events: EventSink;
  readonly nodes: NodeRegistry;
  readonly localHost: LocalHost;
  readonly channels: ChannelBoardView;
  readonly models: ModelRegistry;
  readonly heavyReads: HeavyReads;
  readonly maintenance: Maintenance;
  readonly drafts: Drafts;
  readonly readHealth: ReturnType<typeof createHandlers>['readHealth'];
}

export interface PartsDeps {
  readonly options: AssistantOptions;
  readonly state: OpenState;
  readonly service: ConfigService;
  readonly secrets: SecretStore;
  readonly credentials: GatewayCredentials;
}

/**
 * Puts the parts together. Where two need each other, one of them asks for the other when it is
 * used: nothing here runs before all of it exists.
 */
export function createParts(deps: PartsDeps): Parts {
  const { options, state, service, secrets, credentials } = deps;
  const { db, log } = state;
  const startedAt = clock.now();
  let isMade = false;
  const config = (): Config => service.current().config;
  const events: EventSink = { publish: (...told) => server.events.publish(...told) };

  const models = createModelRegistry({
    ...{ config, clock, log },
    env: () => service.environment(),
    pricesFile: join(options.paths.stateDir, 'prices.json5'),
  });
  const activity = createActivity(clock);
  const hostNames = createHostNames(db);
  const channels = createChannels({ ...deps, startedAt, activity, nodes: () => nodes });
  const announceChannel = (id: string): void =>
    events.publish('channels.changed', { id, channel: channels.find(id) ?? null });

  const blobs = createBlobFiles(join(options.paths.stateDir, 'blobs'));
  const actingDeps: ActingDeps = {
    ...{ db, clock, log, events, config, models, blobs },
    stateDir: options.paths.stateDir,
    env: () => service.environment(),
    systemInfo: (agentId) =>
      describeSystem({ options, config, models, channels, startedAt, agentId }),
    nodes: () => nodes,
    names: hostNames,
    onSettled(channel, change) {
      if (change === 'sent') activity.noteOutbound(channel);
      if (change === 'attention') announceChannel(channel);
    },
  };
  const acting = createActing(actingDeps);
  const { path } = acting;
  const placement = createLocalPlacement();
  const nodes = createNodeRegistry({
    inbox: createInbox({ db, config, names: hostNames, intake: path.intake, activity }),
    outbox: createOutbox(path),
    blobs,
    channelStates: {
      onChannelState(changed) {
        // The registry looks at the config while it is made; nobody can hear of that yet.
        if (isMade) announceChannel(changed.channel);
      },
    },
    config: () => service.current(),
    ...{ placement, names: hostNames, clock, log },
  });
  const heavyReads = createHeavyReads(db.path, clock);
  const flushChat = (): void => server.flushChat();
  const drafts = createTestChats({ ...actingDeps, ...acting, service, flushChat });
  const handlers = createHandlers({
    ...{ db, clock, events, startedAt, service, secrets, models, nodes, channels, heavyReads },
    ...{ blobs, drafts, log, hostNames, activity },
    ...acting,
    ...toolParts(acting),
    stateDir: options.paths.stateDir,
    checkChannel: createChannelCheck({ command: hostCommand(), env: options.env, clock, log }),
    version: programVersion,
    configPath: options.paths.configPath,
    loopDelayMs: measureLoopDelay(),
    server: () => server,
  });
  const server = createServer({ ...deps, handlers, startedAt });
  const localHost = createLocalHost({
    ...{ registry: nodes, placement, names: hostNames, clock, log },
    config: () => service.current(),
    env: options.env,
    stateDir: options.paths.stateDir,
    version: programVersion,
    command: hostCommand(),
    address: () => hostAddress(server, credentials),
  });
  const maintenance = createMaintenance({ db, clock, log, config, blobs });
  const { readHealth } = handlers;
  isMade = true;
  return {
    ...acting,
    ...{ server, events, nodes, localHost, channels, models, heavyReads, maintenance, readHealth },
    drafts,
  };
}

/** What the handlers want of the tools. */
function toolParts({
  tools,
}: Acting): Pick<HandlerDeps, 'tools' | 'ownTools' | 'sandbox' | 'skillsPrompt'> {
  const { catalogue, own, sandbox, skillsPrompt } = tools;
  return { tools: catalogue, ownTools: own, sandbox, skillsPrompt };
}

/** Test chats with unsaved settings; each is made when somebody opens one. */
function createTestChats(
  deps: ActingDeps &
    Pick<Acting, 'tools' | 'path'> & {
      readonly service: ConfigService;
      readonly flushChat: () => void;
    },
): Drafts {
  const { clock, log, service, tools, path, flushChat, ...rest } = deps;
  return createDrafts({
    ...{ clock, log },
    tryOut: (edits) => readDraft(service, edits),
    async openPath(agentId, read) {
      const { openDraftPath } = await import('./draft-path.ts');
      const parts = { ...rest, clock, log, own: tools.own, budget: path.budget, flushChat };
      return openDraftPath(parts, agentId, read);
    },
  });
}

/** The channel host as a program. */
function hostCommand(): [execPath: string, entry: string] {
  return [process.execPath, findProgram('node-host')];
}

/** The configuration in effect, with edits that are not saved. */
async function readDraft(
  service: ConfigService,
  edits: ConfigEdits | undefined,
): Promise<DraftConfig> {
  const { config, problems } = edits ? await service.tryOut({ edits }) : service.current();
  return { config, problems: problems.map(showProblem) };
}

function createChannels(
  deps: PartsDeps & {
    readonly startedAt: number;
    readonly activity: Activity;
    readonly nodes: () => NodeRegistry;
  },
): ChannelBoardView {
  const { service, activity, nodes } = deps;
  return createChannelView({
    db: deps.state.db,
    startedAt: deps.startedAt,
    config: () => service.current().config,
    problems: () => service.current().problems.map(showProblem),
    hosted: () => nodes().channelStates(),
    activity: (channel) => activity.of(channel),
  });
}

function createOutbox({ dispatcher }: MessagePath): OutboxPort {
  return {
    settle: (outcomes) => dispatcher.settle(outcomes),
    recovered: (nodeId, runId) => dispatcher.recovered(nodeId, runId),
    wake: (nodeId) => dispatcher.wakeNode(nodeId),
  };
}

function createServer(
  deps: PartsDeps & {
    readonly handlers: ReturnType<typeof createHandlers>;
    readonly startedAt: number;
  },
): GatewayServer {
  const { options, state, service, startedAt } = deps;
  const { db, log } = state;
  const staticDir = options.staticDir ?? findInterface();
  return createGatewayServer({
    handlers: deps.handlers,
    clock,
    log,
    version: programVersion,
    bootId: newId(),
    credentials: deps.credentials,
    devices: createDeviceStore(db, clock),
    webSessions: createWebSessionStore(db, clock, log),
    allowedOrigins: () => service.current().config.gateway.allowedOrigins,
    isReady: () => true,
    ...(staticDir === undefined ? {} : { staticDir }),
    ...(options.isStrict === undefined ? {} : { isStrict: options.isStrict }),
    snapshot() {
      const { config, hash } = service.current();
      const defaultAgentId = findDefaultAgent(config.agents) ?? 'main';
      return {
        defaultAgentId,
        mainSessionKey: `agent:${defaultAgentId}:main`,
        appliedConfigHash: hash === '' ? null : hash,
        uptimeMs: clock.now() - startedAt,
      };
    },
  });
}

/**
 * The built interface: `out/renderer`, from the sources as well as from the build. Who works on the
 * interface names another build of it in OPENCLAW_RENDERER_DIR.
 */
function findInterface(): string | undefined {
  const named = process.env['OPENCLAW_RENDERER_DIR'];
  if (named !== undefined && existsSync(join(named, 'index.html'))) return named;
  const program = dirname(findProgram('node-host'));
  const candidates = [
    join(program, '..', 'renderer'),
    join(program, '..', '..', 'out', 'renderer'),
  ];
  return candidates.find((dir) => existsSync(join(dir, 'index.html')) && dir.includes('out'));
}

function hostAddress(
  server: GatewayServer,
  credentials: GatewayCredentials,
): { url: string; token: string } | undefined {
  const { address } = server;
  return (
    address && { url: `ws://${urlHost(address.host)}:${address.port}`, token: credentials.token }
  );
}

/** How long the main thread was busy at most since the last look, in milliseconds. */
function measureLoopDelay(): () => number {
  const resolutionMs = 100;
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  return () => {
    // The histogram counts its own interval along.
    const delayMs = Math.max(0, histogram.max / 1e6 - resolutionMs);
    histogram.reset();
    return Number.isFinite(delayMs) ? Math.round(delayMs) : 0;
  };
}

interface SystemDeps {
  readonly options: AssistantOptions;
  readonly config: () => Config;
  readonly models: ModelRegistry;
  readonly channels: ChannelBoardView;
  readonly startedAt: number;
  readonly agentId: string;
}

function describeSystem(deps: SystemDeps): SystemInfo {
  const { config, options } = deps;
  const { agents, gateway } = config();
  const defaultId = findDefaultAgent(agents);
  return {
    name: gateway.name,
    version: programVersion,
    startedAt: deps.startedAt,
    configPath: options.paths.configPath,
    stateDir: options.paths.stateDir,
    model: modelOf(deps, deps.agentId),
    agents: Object.entries(agents).map(([id, agent]) => ({
      id,
      name: agent.name ?? id,
      isDefault: id === defaultId,
    })),
    channels: deps.channels
      .list()
      .map(({ id, type, state, account }) => ({ id, type, state, account })),
  };
}
