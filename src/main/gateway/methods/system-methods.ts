import { limits } from '../../../shared/config/limits.ts';
import type { Config } from '../../../shared/config/schema.ts';
import type { ConfigProblem } from '../../../shared/protocol/config.ts';
import type { ParsedParamsOf, ResultOf } from '../../../shared/protocol/contract.ts';
import type { BudgetKeeper } from '../../agents/budget.ts';
import type { Engine } from '../../agents/engine.ts';
import { countOutbox } from '../../delivery/outbox-stuck.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Connection, MethodHandlers } from '../../platform/connection.ts';
import { tailFile } from '../../platform/tail-file.ts';
import type { ModelRegistry } from '../../providers/model-registry-types.ts';
import { findDefaultAgent } from '../../router/default-agent.ts';
import type { Sql } from '../../storage/database.ts';
import type { ChannelBoardView } from './channel-methods.ts';

export interface SystemMethodDeps {
  readonly db: Sql;
  readonly clock: Clock;
  readonly version: string;
  readonly startedAt: number;
  readonly config: () => Config;
  readonly problems: () => readonly ConfigProblem[];
  readonly engine: Engine;
  readonly models: ModelRegistry;
  readonly budget: BudgetKeeper;
  readonly channels: ChannelBoardView;
  readonly logPath: string;
  readonly connectionCount: () => number;
  /** The longest time the main thread was busy since the last look, in milliseconds. */
  readonly loopDelayMs: () => number;
  readonly createCode: () => string;
  /** Such as `http://127.0.0.1:18789`. */
  readonly origin: () => string | undefined;
  readonly watch: (connection: Connection, sessionKeys: readonly string[] | undefined) => void;
  readonly resume: (params: ParsedParamsOf<'events.resume'>) => ResultOf<'events.resume'>;
}

type SystemHandlers = Pick<
  MethodHandlers,
  'health' | 'status' | 'logs.tail' | 'events.watch' | 'events.resume' | 'auth.code'
>;

/** Is everything well, what is here, what happened. */
export function createSystemMethods(
  deps: SystemMethodDeps,
): SystemHandlers & { readHealth(): ResultOf<'health'>; readStatus(): ResultOf<'status'> } {
  function readHealth(): ResultOf<'health'> {
    const memory = process.memoryUsage();
    const problems = deps.problems();
    const errors = problems.filter((problem) => problem.severity === 'error').length;
    return {
      ok: true,
      ts: deps.clock.now(),
      uptimeMs: deps.clock.now() - deps.startedAt,
      memory: { rssBytes: memory.rss, heapUsedBytes: memory.heapUsed },
      eventLoopDelayMaxMs: deps.loopDelayMs(),
      connections: deps.connectionCount(),
      channels: countChannels(deps.channels),
      configProblems: { errors, warnings: problems.length - errors },
    };
  }

  function readStatus(): ResultOf<'status'> {
    const config = deps.config();
    const defaultAgentId = findDefaultAgent(config.agents) ?? 'main';
    return {
      version: deps.version,
      name: config.gateway.name,
      nodeVersion: process.version,
      uptimeMs: deps.clock.now() - deps.startedAt,
      defaultAgentId,
      model: modelOf(deps, defaultAgentId),
      ...countRows(deps.db),
      turns: {
        running: deps.engine.runningCount,
        queued: count(deps.db, "SELECT count(*) AS n FROM inbox WHERE state = 'queued'"),
      },
      outbox: countOutbox(deps.db),
      today: deps.budget.today(deps.db),
    };
  }

  return {
    health: readHealth,
    readHealth,
    readStatus,
    status: readStatus,
    'logs.tail': (params) => tailFile(deps.logPath, params),
    'events.watch'({ sessionKeys }, connection) {
      deps.watch(connection, sessionKeys);
      return { ok: true };
    },
    'events.resume': (params) => deps.resume(params),
    'auth.code'() {
      const origin = deps.origin();
      return {
        code: deps.createCode(),
        expiresInMs: limits.auth.codeMs,
        ...(origin === undefined ? {} : { origin }),
      };
    },
  };
}

function countChannels(view: ChannelBoardView): { total: number; running: number; broken: number } {
  const channels = view.list().filter((channel) => channel.state !== 'off');
  const running = channels.filter((channel) => channel.state === 'running').length;
  const waiting = channels.filter((channel) => channel.state === 'starting').length;
  return { total: channels.length, running, broken: channels.length - running - waiting };
}

function countRows(sql: Sql): { sessions: number; messages: number; databaseBytes: number } {
  return {
    sessions: count(sql, 'SELECT count(*) AS n FROM session'),
    // The highest number is read from the end of the index; counting a million rows is not.
    messages: count(sql, 'SELECT coalesce(max(seq), 0) AS n FROM message'),
    databaseBytes: count(
      sql,
      'SELECT page_count * page_size AS n FROM pragma_page_count(), pragma_page_size()',
    ),
  };
}

function count(sql: Sql, text: string): number {
  return sql.statement<[], { n: number }>(text).get()?.n ?? 0;
}

/** The model an agent would use now, as `provider/name`. */
export function modelOf(
  deps: Pick<SystemMethodDeps, 'config' | 'models'>,
  agentId: string,
): string {
  const wanted = deps.config().agents[agentId]?.model;
  try {
    return deps.models.resolve(wanted).id;
  } catch {
    return wanted ?? 'none';
  }
}
