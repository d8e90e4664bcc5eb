import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { McpServerConfig } from '../../src/shared/config/mcp.ts';
import { mcpServer } from '../../src/shared/config/mcp.ts';
import { toolsSection } from '../../src/shared/config/tools.ts';
import { systemClock } from '../../src/main/platform/clock.ts';
import { createLookOut } from '../../src/main/platform/look-out.ts';
import type { LogFields, Logger } from '../../src/main/platform/log.ts';
import { createMcpSupply, type McpSupply } from '../../src/main/tools/mcp/create-mcp-supply.ts';
import type { Tool, ToolContext, ToolResult } from '../../src/main/tools/tool.ts';

/** A server as the config has it, before defaults. */
export type ServerInput = Partial<McpServerConfig>;

/** The client with real servers, without a gateway around it. */
export interface McpBench {
  readonly supply: McpSupply;
  readonly stateDir: string;
  /** What the log got, as `event {fields}`. */
  readonly logged: readonly string[];
  readonly changes: () => number;
  readonly tool: (name: string) => Tool;
  readonly call: (
    name: string,
    args?: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ) => Promise<ToolResult>;
  /** Saves another set of servers. */
  save(servers: Readonly<Record<string, ServerInput>>): void;
  /** Waits until something holds that is told by a change or by the log. */
  until(isTrue: () => boolean, what: string): Promise<void>;
  dispose(): Promise<void>;
}

const programs = {
  stdio: new URL('../servers/mcp/stdio.ts', import.meta.url),
  raw: new URL('../servers/mcp/raw.ts', import.meta.url),
};

/** A program of `e2e/servers/mcp`, as a command of the config. */
export function program(name: keyof typeof programs, ...args: string[]): ServerInput {
  return { command: process.execPath, args: [fileURLToPath(programs[name]), ...args] };
}

/** The address of a server that is reached over HTTP. */
export const httpProgram = fileURLToPath(new URL('../servers/mcp/http.ts', import.meta.url));

/** The published server, started as a user would. */
export function memoryServer(folder: string): ServerInput {
  const file = fileURLToPath(
    new URL(
      '../../node_modules/@modelcontextprotocol/server-memory/dist/index.js',
      import.meta.url,
    ),
  );
  return {
    command: process.execPath,
    args: [file],
    env: { MEMORY_FILE_PATH: path.join(folder, 'memory.jsonl') },
  };
}

export async function createMcpBench(
  servers: Readonly<Record<string, ServerInput>>,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<McpBench> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'openclaw-mcp-'));
  const tools = toolsSection().parse({});
  const lookOut = createLookOut(systemClock, 20_000);
  const logged: string[] = [];
  let changes = 0;
  let config = read(servers);
  const supply = createMcpSupply({
    config: () => ({ tools, mcp: { servers: config } }),
    ...{ stateDir, env, version: '0.0.0', clock: systemClock },
    log: listLog((line) => {
      logged.push(line);
      lookOut.look();
    }),
    onChanged() {
      changes += 1;
      lookOut.look();
    },
  });
  const tool = (name: string): Tool => {
    const found = supply.tools().find((one) => one.name === name);
    if (found) return found;
    throw new Error(
      `no ${name} among ${supply
        .tools()
        .map((one) => one.name)
        .join(', ')}`,
    );
  };
  return {
    ...{ supply, stateDir, logged, tool },
    changes: () => changes,
    async call(name, args = {}, signal = new AbortController().signal) {
      return unwrap(await tool(name).run(args, testContext(signal)));
    },
    save(next) {
      config = read(next);
      supply.configChanged();
    },
    until: (isTrue, what) => lookOut.until(isTrue, `${what}\n${logged.join('\n')}`),
    async dispose() {
      await supply.close();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

/** Takes off what tells a model that the text is not its user's; fails when that is missing. */
function unwrap(result: ToolResult): ToolResult {
  const found = /^\[Content of the MCP server .*\]\n([\s\S]*)\n\[End [0-9a-f-]+\]$/.exec(
    result.text,
  );
  if (found?.[1] === undefined) throw new Error(`not marked as from outside: ${result.text}`);
  return { ...result, text: found[1] };
}

function read(servers: Readonly<Record<string, ServerInput>>): Record<string, McpServerConfig> {
  return Object.fromEntries(
    Object.entries(servers).map(([name, input]) => [name, mcpServer().parse(input)]),
  );
}

/** The context of a call that nobody looks at. */
export function testContext(signal: AbortSignal): ToolContext {
  return {
    ...{
      agentId: 'a',
      sessionId: 's',
      sessionKey: 'agent:a:main',
      turnId: '',
      callId: 'c',
      signal,
    },
    ...{ personId: undefined, isOwner: true, userTexts: [] },
    chat: { channel: 'web', chat: { kind: 'direct', id: 'x' } },
  };
}

function listLog(write: (line: string) => void): Logger {
  const at = (event: string, fields: LogFields = {}): void =>
    write(`${event} ${JSON.stringify(fields)}`);
  const log: Logger = { debug: at, info: at, warn: at, error: at, child: () => log };
  return log;
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
