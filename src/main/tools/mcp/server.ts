import { limits } from '../../../shared/config/limits.ts';
import { AppError, toAppError } from '../../../shared/errors/index.ts';
import { createRestarter } from '../../platform/restarter.ts';
import type { CallOptions, McpConnection } from './connection.ts';
import { createHintKeeper } from './hint-keeper.ts';
import { startRun, type ServerRun, type ServerRunDeps } from './server-run.ts';
import { readToolList, type ServerTool } from './server-tool.ts';

/*
 * idle -> starting -> ready -> waiting -> starting ...   `waiting` is the pause before the next start.
 */
export type McpServerState = 'idle' | 'starting' | 'ready' | 'waiting';

export interface McpServerDeps extends ServerRunDeps {
  /** Its tools, its state or its problem are others now. */
  readonly onChanged: () => void;
  /** Between 0 and 1; for tests. */
  readonly random?: (() => number) | undefined;
}

/** One configured server: started when it is first needed, and again whenever it ends. */
export interface McpServer {
  readonly state: McpServerState;
  /** What it could do when it was last asked; the same array while nothing changed. */
  readonly tools: readonly ServerTool[];
  readonly connection: Pick<McpConnection, 'pid' | 'title'> | undefined;
  /** Why its tools can't be used now. */
  readonly problem: AppError | undefined;
  /** For how long it has been starting, in milliseconds; undefined when it is not. */
  readonly startingForMs: number | undefined;
  /** Starts it unless it runs or waits; resolves when it is there, or is not. */
  start(): Promise<void>;
  /** As `McpConnection.callTool`; throws MCP_SERVER_DOWN or MCP_SERVER_STARTING when it is not there. */
  call(
    name: string,
    args: Readonly<Record<string, unknown>>,
    options: CallOptions,
  ): Promise<unknown>;
  /** Ends it and starts it at once. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Makes a server that is not started yet. */
export function createMcpServer(deps: McpServerDeps): McpServer {
  const { name, clock, log } = deps;
  const restarter = createRestarter({ clock, ...restartPace(deps.random) });
  let run: ServerRun | undefined;
  let tools: readonly ServerTool[] = [];
  let failure: string | undefined;
  let isClosed = false;

  const state = (): McpServerState => {
    if (run) return run.connection ? 'ready' : 'starting';
    return restarter.isWaiting ? 'waiting' : 'idle';
  };
  const keepHints = createHintKeeper();
  const problem = (): AppError | undefined => sayProblem(name, state(), failure);

  function start(): Promise<void> {
    if (isClosed || restarter.isWaiting) return Promise.resolve();
    if (run) return run.started;
    run = startRun(deps, {
      onTools(found) {
        tools = readTools(deps, found).map(keepHints);
        restarter.started();
        failure = undefined;
        log.info('mcp.tools', { server: name, tools: tools.length });
        deps.onChanged();
      },
      onEnded(reason) {
        run = undefined;
        failure = reason.slice(0, 300);
        log.warn('mcp.ended', { server: name, reason: failure });
        restarter.ended(() => void start());
        deps.onChanged();
      },
    });
    deps.onChanged();
    return run.started;
  }

  async function stop(): Promise<void> {
    restarter.cancel();
    const current = run;
    run = undefined;
    await current?.stop();
  }

  return {
    get state() {
      return state();
    },
    get tools() {
      return tools;
    },
    get connection() {
      return run?.connection;
    },
    get problem() {
      return problem();
    },
    get startingForMs() {
      return run?.startingForMs;
    },
    start,
    async call(tool, args, options) {
      if (state() === 'idle' || state() === 'starting') await start();
      if (!run?.connection)
        throw problem() ?? new AppError('MCP_SERVER_STARTING', { server: name });
      return await callTool(run, run.connection, { tool, args, options });
    },
    async restart() {
      await stop();
      failure = undefined;
      await start();
    },
    async close() {
      isClosed = true;
      await stop();
      tools = [];
    },
  };
}

async function callTool(
  run: ServerRun,
  connection: McpConnection,
  {
    tool,
    args,
    options,
  }: { tool: string; args: Readonly<Record<string, unknown>>; options: CallOptions },
): Promise<unknown> {
  try {
    return await connection.callTool(tool, args, options);
  } catch (error) {
    // Where a server is elsewhere, a call is the first to notice that it is gone.
    if (toAppError(error).code === 'MCP_CALL_CUT_OFF') run.fail('it does not answer');
    throw error;
  }
}

function restartPace(
  random: (() => number) | undefined,
): Omit<Parameters<typeof createRestarter>[0], 'clock'> {
  const { restartFloorMs, stableMs, restartBaseMs, restartCapMs } = limits.mcp;
  return {
    floorMs: restartFloorMs,
    stableMs,
    backoff: { baseMs: restartBaseMs, capMs: restartCapMs, ...(random ? { random } : {}) },
  };
}

function readTools({ name, log }: McpServerDeps, found: readonly unknown[]): readonly ServerTool[] {
  const { tools, oddities } = readToolList(found);
  if (oddities.length > 0) log.warn('mcp.odd-tools', { server: name, oddities });
  return tools;
}

function sayProblem(
  server: string,
  state: McpServerState,
  failure: string | undefined,
): AppError | undefined {
  switch (state) {
    case 'ready':
    case 'idle':
      return undefined;
    case 'starting':
      if (failure === undefined) return new AppError('MCP_SERVER_STARTING', { server });
      return new AppError('MCP_SERVER_DOWN', { server, reason: failure });
    case 'waiting':
      return new AppError('MCP_SERVER_DOWN', { server, reason: failure ?? 'it ended' });
  }
}
