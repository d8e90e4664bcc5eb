import type { ResultOf } from '../../shared/protocol/contract.ts';
import { routeApprovals, routeChats } from '../drafts/route-to-draft.ts';
import { createAgentMethods } from '../gateway/methods/agent-methods.ts';
import { createApprovalMethods } from '../gateway/methods/approval-methods.ts';
import { createChannelMethods } from '../gateway/methods/channel-methods.ts';
import { createChatMethods } from '../gateway/methods/chat-methods.ts';
import { createConfigMethods, showProblem } from '../gateway/methods/config-methods.ts';
import { createLogMethods } from '../gateway/methods/log-methods.ts';
import { createMemoryMethods } from '../gateway/methods/memory-methods.ts';
import { createExtensionMethods } from '../gateway/methods/extension-methods.ts';
import { createPeopleMethods } from '../gateway/methods/people-methods.ts';
import { createRouteMethods } from '../gateway/methods/route-methods.ts';
import { createScheduleMethods } from '../gateway/methods/schedule-methods.ts';
import { createSecretMethods } from '../gateway/methods/secret-methods.ts';
import { createSessionMethods } from '../gateway/methods/session-methods.ts';
import { createSystemMethods, type SystemMethodDeps } from '../gateway/methods/system-methods.ts';
import { createToolMethods } from '../gateway/methods/tool-methods.ts';
import { createUsageMethods } from '../gateway/methods/usage-methods.ts';
import { urlHost } from '../platform/gateway-address.ts';
import { createLogFeed } from '../platform/log-feed.ts';
import type { MethodHandlers } from '../platform/connection.ts';
import { findOwner } from '../sessions/people-store.ts';
import { createSettingsCheck } from './check-channel.ts';
import { createAgentDesk } from './agent-desk.ts';
import { createChannelRename } from './channel-rename.ts';
import { createDoctor } from './create-doctor.ts';
import { createInspection } from './create-inspection.ts';
import type { HandlerDeps } from './handler-deps.ts';

/** One handler for each method of the contract; the compiler counts them. */
export function createHandlers(
  deps: HandlerDeps,
): MethodHandlers & Pick<ReturnType<typeof createSystemMethods>, 'readHealth'> {
  const { db, clock, events, models, path, service } = deps;
  const { engine, intake, people, budget } = path;
  const config = (): SystemConfig => service.current().config;
  const system = createSystemMethods({
    ...deps,
    ...{ config, engine, budget },
    logPath: deps.log.path,
    problems: () => service.current().problems.map(showProblem),
    connectionCount: () => deps.server().connectionCount,
    resume: (params) => deps.server().resume(params),
    watch: (connection, keys) => deps.server().watch(connection, keys),
    createCode: () => deps.server().createCode(),
    origin() {
      const { address } = deps.server();
      return address && `http://${urlHost(address.host)}:${address.port}`;
    },
  });
  const readHealth = (): ResultOf<'health'> => system.readHealth();
  const readStatus = (): ResultOf<'status'> => system.readStatus();
  return {
    ...system,
    ...createUsageMethods({
      ...{ db, clock, config, budget, readHealth, readStatus },
      heavyReads: deps.heavyReads,
    }),
    ...createLogMethods({ logPath: deps.log.path, feed: createLogFeed(deps.log, clock) }),
    ...routeChats(
      createChatMethods({
        ...{ db, clock, config, intake, engine, blobs: deps.blobs },
        start: (begun) => engine.start(begun),
        flushChat: () => deps.server().flushChat(),
      }),
      deps.drafts,
    ),
    ...createSessionMethods({ db, clock, events, config, engine, heavyReads: deps.heavyReads }),
    ...createInspection(deps),
    ...createAgentMethods({ config, models, ...createAgentDesk(deps) }),
    ...createToolMethods({ db, clock, config, tools: deps.tools }),
    ...createExtensionMethods(deps.ownTools),
    ...createChannelMethods(deps.channels, {
      check: createSettingsCheck({ ...deps, run: deps.checkChannel }),
      rename: createChannelRename(deps),
      restart: (channel) => deps.nodes.restart(channel),
      clock,
    }),
    ...createConfigMethods({ ...deps, secretNames: () => deps.secrets.names() }),
    ...createSecretMethods(service, deps.secrets),
    ...createPeopleMethods(people),
    ...createApprovalMethods({
      approvals: routeApprovals(deps.approvals, deps.drafts),
      ownerName: () => findOwner(db)?.name,
    }),
    ...createMemoryMethods({ db, config, memory: deps.memory }),
    ...createScheduleMethods(deps.schedules),
    ...createRouteMethods(() => path.router()),
    ...createDoctor(deps, { health: readHealth, status: readStatus }),
    ...deps.nodes.handlers,
  };
}

type SystemConfig = ReturnType<SystemMethodDeps['config']>;
