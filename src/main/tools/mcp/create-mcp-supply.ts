import { join } from 'node:path';
import { limits } from '../../../shared/config/limits.ts';
import type { McpServerConfig } from '../../../shared/config/mcp.ts';
import type { Config } from '../../../shared/config/schema.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { McpServerRow } from '../../../shared/protocol/extensions.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import { within } from '../../platform/within.ts';
import { mergeProfiles } from '../profiles.ts';
import type { Tool, ToolSupply } from '../tool.ts';
import { readToolList } from '../tool-list.ts';
import type { OpenConnection } from './connection.ts';
import { makeTool } from './make-tool.ts';
import { createMcpServer, type McpServer } from './server.ts';
import { nameTool, toolPrefix } from './tool-names.ts';

export interface McpSupplyDeps {
  readonly config: () => Pick<Config, 'mcp' | 'tools'>;
  readonly stateDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Tools came, went, or became usable. */
  readonly onChanged: () => void;
  /** The SDK when absent. */
  readonly open?: OpenConnection;
}

/** The tools of all configured servers. */
export interface McpSupply extends ToolSupply {
  prepare(mayWant: (prefix: string) => boolean): Promise<void>;
  /** Starts and ends what the config now says; what did not change runs on. */
  configChanged(): void;
  list(): readonly McpServerRow[];
  /** Throws MCP_SERVER_UNKNOWN or MCP_SERVER_OFF. */
  restart(name: string): Promise<void>;
  /** Ends all servers. */
  close(): Promise<void>;
}

type ServerEntries = Readonly<Record<string, McpServerConfig>>;

interface Known {
  readonly server: McpServer;
  /** What it was started with, as text. */
  readonly startedWith: string;
}

/** Knows the configured servers; none of them runs, and the SDK is not loaded, until one is needed. */
export function createMcpSupply(deps: McpSupplyDeps): McpSupply {
  let made: readonly Tool[] | undefined;
  const changed = (): void => {
    made = undefined;
    deps.onChanged();
  };
  const entries = (): ServerEntries => deps.config().mcp.servers;
  const servers = createServers(deps, entries, changed);

  servers.follow();
  return {
    tools: () => (made ??= makeTools(deps.config(), entries, servers.known)),
    async prepare(mayWant) {
      const wanted = [...servers.known].filter(([name]) => mayWant(toolPrefix(name)));
      // A server that is slow to start is waited for once, not at each step of each turn.
      const waits = wanted.flatMap(([, { server }]) => {
        const started = server.start();
        const { startingForMs } = server;
        const restMs = startingForMs === undefined ? 0 : limits.mcp.waitMs - startingForMs;
        return restMs > 0 ? [within(deps.clock, restMs, () => started)] : [];
      });
      await Promise.allSettled(waits);
    },
    configChanged() {
      const isOther = servers.follow();
      // Filters are settings too.
      made = undefined;
      if (isOther) deps.onChanged();
    },
    list: () =>
      Object.entries(entries()).map(([name, entry]) =>
        toRow(name, entry, servers.known.get(name)?.server),
      ),
    async restart(name) {
      const server = servers.known.get(name)?.server;
      if (!Object.hasOwn(entries(), name))
        throw new AppError('MCP_SERVER_UNKNOWN', { server: name.slice(0, 64) });
      if (!server) throw new AppError('MCP_SERVER_OFF', { server: name });
      await server.restart();
    },
    async close() {
      made = [];
      await servers.close();
    },
  };
}

interface Servers {
  readonly known: ReadonlyMap<string, Known>;
  /** Makes true what the config says. @returns whether anything is other than before */
  follow(): boolean;
  close(): Promise<void>;
}

function createServers(
  deps: McpSupplyDeps,
  entries: () => ServerEntries,
  onChanged: () => void,
): Servers {
  const { clock, log, env, version, open = openLater } = deps;
  const known = new Map<string, Known>();
  let closing: Promise<unknown> = Promise.resolve();

  function add(name: string, config: McpServerConfig): McpServer {
    const folder = join(deps.stateDir, 'mcp', name);
    const server = createMcpServer({
      ...{ name, config, folder, env, version, clock, log, open, onChanged },
    });
    known.set(name, { server, startedWith: startText(config) });
    return server;
  }

  function drop(name: string, { server }: Known): void {
    known.delete(name);
    closing = Promise.all([closing, server.close()]);
  }

  return {
    known,
    follow() {
      const wanted = Object.entries(entries()).filter(([, entry]) => entry.enabled);
      const texts = new Map(wanted.map(([name, entry]) => [name, startText(entry)]));
      const dropped = [...known].filter(([name, one]) => texts.get(name) !== one.startedWith);
      const ran = new Set(
        dropped.flatMap(([name, { server }]) => (server.state === 'idle' ? [] : [name])),
      );
      for (const [name, one] of dropped) drop(name, one);
      const added = wanted.filter(([name]) => !known.has(name));
      for (const [name, entry] of added) {
        const server = add(name, entry);
        if (ran.has(name)) void server.start();
      }
      return dropped.length + added.length > 0;
    },
    async close() {
      for (const [name, one] of known) drop(name, one);
      await closing;
    },
  };
}

function makeTools(
  { tools }: Pick<Config, 'tools'>,
  entries: () => ServerEntries,
  known: ReadonlyMap<string, Known>,
): readonly Tool[] {
  const profiles = mergeProfiles(tools.profiles);
  const names = Object.keys(entries());
  return [...known].flatMap(([serverName, { server }]) => {
    const entry = entries()[serverName];
    if (!entry) return [];
    // One that has left the config since is used as it was, by a turn that still holds it.
    const config = (): McpServerConfig => entries()[serverName] ?? entry;
    return server.tools
      .filter((tool) => readToolList(entry.tools, tool.name, profiles).kind === 'listed')
      .map((tool) => {
        const name = nameTool(serverName, tool.name, names);
        return makeTool(tool, { name, serverName, server, config });
      });
  });
}

const openLater: OpenConnection = async (request) =>
  await (await import('./open-connection.ts')).openConnection(request);

/** What a server must be started anew for. */
function startText({ command, args, env, cwd, url, headers }: McpServerConfig): string {
  return JSON.stringify([command, args, env, cwd, url, headers]);
}

function toRow(name: string, entry: McpServerConfig, server: McpServer | undefined): McpServerRow {
  const problem = server?.problem;
  const pid = server?.connection?.pid;
  const title = server?.connection?.title;
  return {
    name,
    kind: entry.command === undefined ? 'http' : 'program',
    state: server?.state ?? 'off',
    tools: server?.tools.map((tool) => tool.name) ?? [],
    ...(pid === undefined ? {} : { pid }),
    ...(title === undefined ? {} : { title }),
    ...(problem
      ? { problem: { code: problem.code, message: problem.message, hint: problem.hint } }
      : {}),
  };
}
