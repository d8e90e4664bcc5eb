import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Connection } from '../../platform/connection.ts';
import { newId } from '../../platform/ids.ts';
import { findOwner } from '../../sessions/people-store.ts';
import type { Sql } from '../../storage/database.ts';
import type { ToolCatalogue } from '../../tools/tool-catalogue-types.ts';
import type { ToolContext } from '../../tools/tool.ts';

type Outcome = ResultOf<'tools.invoke'>;

export interface ToolTrialDeps {
  readonly db: Sql;
  readonly clock: Clock;
  readonly tools: ToolCatalogue;
}

/** What a person wants to try. */
export interface TrialRequest {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** As this agent and within its lists; as the owner of all when absent. */
  readonly agentId: string | undefined;
  /** Whose workspace and memory it is when no agent was named. */
  readonly fallback: string;
  readonly idempotencyKey: string | undefined;
}

/** Runs tools for people who try them out. */
export interface ToolTrial {
  /**
   * Runs one tool. It ends when the connection does, unless it was asked for with a key: then the
   * client can ask again with the same key and gets the outcome of the one run.
   */
  run(request: TrialRequest, connection: Connection): Promise<Outcome>;
}

export function createToolTrial(deps: ToolTrialDeps): ToolTrial {
  const kept = new Map<string, Promise<Outcome>>();
  const leaving = createLeaving();
  const keep = (key: string, outcome: Promise<Outcome>): Promise<Outcome> => {
    kept.set(key, outcome);
    // The oldest goes first; one that is still running is then no longer found, and goes on.
    const oldest = kept.size > limits.tools.keptOutcomes ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    outcome.catch(() => kept.delete(key));
    return outcome;
  };
  return {
    run(request, connection) {
      const { idempotencyKey } = request;
      if (idempotencyKey === undefined)
        return leaving.watch(connection, (left) => tryTool(deps, request, left));
      const key = JSON.stringify([connection.clientKey, idempotencyKey]);
      return kept.get(key) ?? keep(key, tryTool(deps, request, undefined));
    },
  };
}

async function tryTool(
  deps: ToolTrialDeps,
  request: TrialRequest,
  left: AbortSignal | undefined,
): Promise<Outcome> {
  const { clock, tools } = deps;
  const seconds = limits.tools.tryOutMs / 1_000;
  const controller = new AbortController();
  const timer = clock.after(limits.tools.tryOutMs, () =>
    controller.abort(new AppError('TOOL_TIMED_OUT', { tool: request.name, seconds })),
  );
  const signal = left ? AbortSignal.any([controller.signal, left]) : controller.signal;
  const context = makeContext(deps, request.agentId ?? request.fallback, signal);
  const call = { id: context.callId, name: request.name, arguments: request.args };
  const user = request.agentId === undefined ? undefined : { agentId: request.agentId };
  const beganAt = clock.monotonic();
  try {
    await tools.prepare({ name: request.name });
    const { text, isError, images = [] } = await tools.tryOut(call, context, user);
    const durationMs = Math.round(clock.monotonic() - beganAt);
    const shown = images.map(({ mimeType, data }) => ({
      mimeType,
      data: Buffer.from(data).toString('base64'),
    }));
    return { isError, text, durationMs, ...(shown.length > 0 ? { images: shown } : {}) };
  } finally {
    timer.cancel();
  }
}

/** The owner at the screen, in the agent's main conversation; nothing of it is stored there. */
function makeContext({ db }: ToolTrialDeps, agentId: string, signal: AbortSignal): ToolContext {
  return {
    agentId,
    sessionId: '',
    sessionKey: `agent:${agentId}:main`,
    turnId: '',
    callId: newId(),
    signal,
    personId: findOwner(db)?.id,
    isOwner: true,
    chat: { channel: 'web', chat: { kind: 'direct', id: 'main' } },
    userTexts: [],
  };
}

/** Tells work of a connection when the connection has gone; one listener for each connection. */
function createLeaving(): {
  watch<T>(connection: Connection, work: (left: AbortSignal) => Promise<T>): Promise<T>;
} {
  const signals = new WeakMap<Connection, AbortSignal>();
  return {
    watch(connection, work) {
      const known = signals.get(connection);
      if (known) return work(known);
      const controller = new AbortController();
      signals.set(connection, controller.signal);
      connection.onClose(() =>
        controller.abort(new AppError('GATEWAY_LINE_BROKEN', { reason: 'it was closed' })),
      );
      return work(controller.signal);
    },
  };
}
