import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { ConfigService } from '../config/service-types.ts';
import { createAgentMethods } from '../gateway/methods/agent-methods.ts';
import { createApprovalMethods } from '../gateway/methods/approval-methods.ts';
import { createChannelMethods, type ChannelBoardView } from '../gateway/methods/channel-methods.ts';
import { createChatMethods } from '../gateway/methods/chat-methods.ts';
import { createConfigMethods, showProblem } from '../gateway/methods/config-methods.ts';
import { createMemoryMethods } from '../gateway/methods/memory-methods.ts';
import { createExtensionMethods } from '../gateway/methods/extension-methods.ts';
import { createPeopleMethods } from '../gateway/methods/people-methods.ts';
import { createRouteMethods } from '../gateway/methods/route-methods.ts';
import { createScheduleMethods } from '../gateway/methods/schedule-methods.ts';
import { createSessionMethods } from '../gateway/methods/session-methods.ts';
import { createSystemMethods, type SystemMethodDeps } from '../gateway/methods/system-methods.ts';
import { createToolMethods } from '../gateway/methods/tool-methods.ts';
import type { GatewayServer } from '../gateway/types.ts';
import type { Memory } from '../memory/create-memory.ts';
import type { NodeRegistry } from '../nodes/node-registry.ts';
import type { BlobFiles } from '../platform/blob-files.ts';
import type { Clock } from '../platform/clock.ts';
import type { EventSink, MethodHandlers } from '../platform/connection.ts';
import type { ModelRegistry } from '../providers/model-registry-types.ts';
import type { Schedules } from '../schedule/schedules.ts';
import type { HeavyReads } from '../sessions/heavy-reads.ts';
import { findOwner } from '../sessions/people-store.ts';
import type { Database } from '../storage/database.ts';
import type { Approvals } from '../tools/approvals/approvals.ts';
import type { ToolCatalogue } from '../tools/tool-catalogue-types.ts';
import type { OwnTools } from './create-own-tools.ts';
import type { MessagePath } from './message-path.ts';

export interface HandlerDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly version: string;
  readonly startedAt: number;
  readonly service: ConfigService;
  readonly configPath: string;
  readonly logPath: string;
  readonly models: ModelRegistry;
  readonly tools: ToolCatalogue;
  readonly ownTools: OwnTools;
  readonly path: MessagePath;
  readonly approvals: Approvals;
  readonly nodes: NodeRegistry;
  readonly channels: ChannelBoardView;
  readonly heavyReads: HeavyReads;
  readonly memory: Memory;
  readonly blobs: BlobFiles;
  readonly schedules: Schedules;
  readonly loopDelayMs: () => number;
  readonly server: () => GatewayServer;
}

/** One handler for each method of the contract; the compiler counts them. */
export function createHandlers(
  deps: HandlerDeps,
): MethodHandlers & Pick<ReturnType<typeof createSystemMethods>, 'readHealth'> {
  const { db, clock, events, models, path, service } = deps;
  const { engine, intake, people, budget } = path;
  const config = (): SystemConfig => service.current().config;
  return {
    ...createSystemMethods({
      ...deps,
      config,
      engine,
      budget,
      problems: () => service.current().problems.map(showProblem),
      connectionCount: () => deps.server().connectionCount,
      resume: (params) => deps.server().resume(params),
      createCode: () => deps.server().createCode(),
    }),
    ...createChatMethods({
      db,
      clock,
      config,
      intake,
      engine,
      blobs: deps.blobs,
      start: (begun) => engine.start(begun),
      flushChat: () => deps.server().flushChat(),
    }),
    ...createSessionMethods({ db, clock, events, config, engine, heavyReads: deps.heavyReads }),
    ...createAgentMethods({ config, models, test: (agentId) => testAgent(deps, agentId) }),
    ...createToolMethods({ db, clock, config, tools: deps.tools }),
    ...createExtensionMethods(deps.ownTools),
    ...createChannelMethods(deps.channels),
    ...createConfigMethods(service, deps.configPath, deps.version),
    ...createPeopleMethods(people),
    ...createApprovalMethods({
      approvals: deps.approvals,
      ownerName: () => findOwner(db)?.name,
    }),
    ...createMemoryMethods({ db, config, memory: deps.memory }),
    ...createScheduleMethods(deps.schedules),
    ...createRouteMethods(() => path.router()),
    ...deps.nodes.handlers,
  };
}

/** Loaded when somebody asks for it. */
async function testAgent(deps: HandlerDeps, agentId: string): Promise<ResultOf<'agents.test'>> {
  const { db, clock, models, tools, service, path, channels, schedules } = deps;
  const { checkAgent } = await import('../checkup/check-agent.ts');
  const checkup = {
    ...{ db, clock, models, tools, budget: path.budget },
    config: () => service.current().config,
    problems: () => service.current().problems.map(showProblem),
    router: () => path.router(),
    channels: () => channels.list(),
    schedules: (id: string) => schedules.list({ agentId: id }, { kind: 'person' }),
  };
  return checkAgent(checkup, agentId);
}

type SystemConfig = ReturnType<SystemMethodDeps['config']>;
