import { mkdir } from 'node:fs/promises';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { lazy } from '../../../shared/lazy.ts';
import { systemClock } from '../../platform/clock.ts';
import { within } from '../../platform/within.ts';
import { createBoundedFetch } from './bounded-fetch.ts';
import type {
  CallOptions,
  ConnectionRequest,
  McpConnection,
  OpenConnection,
} from './connection.ts';
import { serverEnvironment } from './server-environment.ts';
import { createStderrLog } from './stderr-log.ts';

// Tolerant where the SDK's own schemas refuse the whole because of one part.
const toolPage = lazy(() =>
  z.looseObject({
    tools: z.array(z.unknown()),
    nextCursor: z.string().optional().catch(undefined),
  }),
);
const anything = lazy(() => z.looseObject({}));

/** JSON-RPC codes that the SDK gives its own failures. */
const connectionClosed = -32_000;
const requestTimeout = -32_001;

interface Line {
  readonly transport: StdioClientTransport | StreamableHTTPClientTransport;
  readonly pid: () => number | undefined;
  /** What it wrote last to stderr. */
  readonly lastWords: () => string | undefined;
}

/**
 * Reaches a server by the official SDK, which is loaded here and nowhere else. Nothing is offered to
 * the server: it can't ask a model, the user, or for folders.
 */
export const openConnection: OpenConnection = async (request) => {
  const { Client: SdkClient } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { ToolListChangedNotificationSchema } = await import('@modelcontextprotocol/sdk/types.js');
  const client = new SdkClient(
    { name: 'openclaw-desktop', version: request.version },
    { capabilities: {} },
  );
  let gone: string | undefined;
  let isUp = false;
  const goneLater = Promise.withResolvers<undefined>();
  const broken = (reason: string): void => void (gone ??= reason);
  const line =
    request.config.command === undefined
      ? await openHttp(request, (reason) => {
          broken(reason);
          void client.close();
        })
      : await openProgram(request);

  client.onerror = (error) => {
    // Of a program, most are odd messages; too large a one makes the SDK hang up.
    if (/maximum size/.test(error.message)) broken(error.message);
    request.log.debug('mcp.odd', { server: request.server, reason: error.message.slice(0, 200) });
  };
  client.onclose = () => {
    goneLater.resolve(undefined);
    if (isUp) request.onGone(gone ?? sayEnd(line));
  };
  client.setNotificationHandler(ToolListChangedNotificationSchema, () => request.onToolsChanged());

  const close = async (): Promise<void> => {
    isUp = false;
    const pid = line.pid();
    const closing = client.close().catch(() => undefined);
    await within(systemClock, limits.mcp.endMs, () => goneLater.promise).catch(() => kill(pid));
    await within(systemClock, limits.mcp.endMs, () => closing).catch(() => undefined);
  };
  try {
    // The SDK's type of a transport does not allow for exact optional properties.
    await client.connect(line.transport, {
      signal: request.signal,
      timeout: limits.mcp.startMs,
    });
  } catch (error) {
    const reason = gone ?? (codeOf(error) === connectionClosed ? sayEnd(line) : sayFailure(error));
    await close();
    throw new Error(reason, { cause: error });
  }
  isUp = true;
  return { ...toConnection(client, line, request), close };
};

function toConnection(
  client: Client,
  line: Line,
  request: ConnectionRequest,
): Omit<McpConnection, 'close'> {
  return {
    get pid() {
      return line.pid();
    },
    get title() {
      const version = client.getServerVersion();
      return version && `${version.name} ${version.version}`.slice(0, 200);
    },
    listTools: (signal) => listTools(client, signal),
    async callTool(name, args, options) {
      try {
        return await client.request(
          { method: 'tools/call', params: { name, arguments: args } },
          anything(),
          { signal: options.signal, timeout: options.timeoutMs },
        );
      } catch (error) {
        throw toCallError(error, request, options);
      }
    },
  };
}

async function listTools(client: Client, signal: AbortSignal): Promise<readonly unknown[]> {
  if (!client.getServerCapabilities()?.tools) return [];
  const found: unknown[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < limits.mcp.toolListPages; page += 1) {
    const params = cursor === undefined ? {} : { cursor };
    const options = { signal, timeout: limits.mcp.startMs };
    const answer = await client.request({ method: 'tools/list', params }, toolPage(), options);
    found.push(...answer.tools);
    cursor = answer.nextCursor;
    // One more than are used, so that it can be said that there are more.
    if (cursor === undefined || found.length > limits.mcp.toolsPerServer) break;
  }
  return found.slice(0, limits.mcp.toolsPerServer + 1);
}

async function openProgram(request: ConnectionRequest): Promise<Line> {
  const { config, server } = request;
  const { StdioClientTransport: Transport } =
    await import('@modelcontextprotocol/sdk/client/stdio.js');
  if (config.cwd === undefined) await mkdir(request.folder, { recursive: true, mode: 0o700 });
  const transport = new Transport({
    command: config.command ?? '',
    args: config.args,
    cwd: config.cwd ?? request.folder,
    // An undefined value takes a variable away that the SDK would add; its type does not know that.
    env: serverEnvironment(request.env, config.env) as Record<string, string>,
    stderr: 'pipe',
    maxBufferSize: limits.mcp.messageBytes,
  });
  const write = createStderrLog(request.log, server, systemClock);
  let last = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    const text = chunk.toString('utf8');
    write(text);
    last = (last + text).slice(-limits.mcp.stderrChars);
  });
  return {
    transport,
    pid: () => transport.pid ?? undefined,
    lastWords: () => last.trim().split('\n').at(-1)?.trim(),
  };
}

async function openHttp(
  { config }: ConnectionRequest,
  onBroken: (reason: string) => void,
): Promise<Line> {
  const { StreamableHTTPClientTransport: Transport } =
    await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  const transport = new Transport(new URL(config.url ?? ''), {
    requestInit: { headers: config.headers },
    fetch: createBoundedFetch({ fetch, maxBytes: limits.mcp.messageBytes, onBroken }),
  });
  return { transport, pid: () => undefined, lastWords: () => undefined };
}

function toCallError(
  error: unknown,
  { server, log }: ConnectionRequest,
  { signal, timeoutMs }: CallOptions,
): unknown {
  if (signal.aborted) return signal.reason;
  const code = codeOf(error);
  const options = { cause: error };
  if (code === requestTimeout)
    return new AppError('MCP_CALL_TIMED_OUT', { server, seconds: timeoutMs / 1_000 }, options);
  log.warn('mcp.call-failed', { server, code });
  const isCutOff = code === connectionClosed || isTransportFailure(error);
  if (isCutOff) return new AppError('MCP_CALL_CUT_OFF', { server }, options);
  return new AppError('MCP_CALL_REFUSED', { server, reason: sayFailure(error) }, options);
}

function codeOf(error: unknown): number | undefined {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'number' ? code : undefined;
}

/** The request found nobody, or a server that has forgotten us (404, as the protocol says). */
function isTransportFailure(error: unknown): boolean {
  return error instanceof TypeError || codeOf(error) === 404;
}

function sayEnd(line: Line): string {
  const words = line.lastWords()?.slice(0, 200);
  return words ? `it ended. Its last words: ${words}` : 'it ended';
}

function sayFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, 300);
  const { cause } = error;
  const inner = cause instanceof Error ? ` (${cause.message})` : '';
  return `${error.message.replace(/^MCP error -?\d+: /, '')}${inner}`.slice(0, 300);
}

function kill(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}
