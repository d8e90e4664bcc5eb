import type { Config } from '../../shared/config/schema.ts';
import type { Memory } from '../memory/create-memory.ts';
import { createMemoryTool } from '../memory/memory-tool.ts';
import type { Clock } from '../platform/clock.ts';
import type { EventSink } from '../platform/connection.ts';
import type { Logger } from '../platform/log.ts';
import { createSandbox } from '../sandbox/create-sandbox.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Schedules } from '../schedule/schedules.ts';
import { createToolCatalogue } from '../tools/create-tool-catalogue.ts';
import { createCalculateTool } from '../tools/calculate.ts';
import { createClockTool } from '../tools/clock.ts';
import { createCodeTool } from '../tools/code.ts';
import { createCronTool } from '../tools/cron.ts';
import { createFilesTool } from '../tools/files/create-files-tool.ts';
import { createShellTool } from '../tools/shell/create-shell-tool.ts';
import { createSystemTool } from '../tools/system.ts';
import { createHandBack, type HandBack } from '../tools/chats/hand-back.ts';
import { createMessageTool } from '../tools/chats/message.ts';
import { createSessionsTool } from '../tools/chats/sessions.ts';
import type { Database } from '../storage/database.ts';
import { createOwnTools, type OwnTools } from './create-own-tools.ts';
import type { MessagePath } from './message-path.ts';
import type { SystemInfo, ToolCatalogue } from '../tools/tool-catalogue-types.ts';
import type { Tool, ToolSupply } from '../tools/tool.ts';
import { createWaitTool } from '../tools/wait.ts';
import { createBrowserTool, type BrowserTool } from '../tools/browser/browser-tool.ts';
import { createWebSearchTool } from '../tools/web/search/web-search-tool.ts';
import { createWebFetchTool } from '../tools/web/web-fetch-tool.ts';

/** The catalogue with everything that is in it, and how to end what its tools have started. */
export interface Tools {
  readonly catalogue: ToolCatalogue;
  /** Results of sub-agents that work in the background. */
  readonly handBack: HandBack;
  /** Servers, extensions and skills of the owner. */
  readonly own: OwnTools;
  /** What a system prompt says of skills; undefined also for an agent that may not read them. */
  readonly skillsPrompt: OwnTools['skillsPrompt'];
  /** Where foreign code runs; starts by itself when it is used. */
  readonly sandbox: Sandbox;
  close(): Promise<void>;
}

export interface ToolsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: EventSink;
  readonly config: () => Config;
  readonly memory: Memory;
  readonly stateDir: string;
  /** With what stands in `.env` of the state directory. */
  readonly env: () => Readonly<Record<string, string | undefined>>;
  /** The path needs the tools and some tools need the path: asked for when one is used. */
  readonly path: () => MessagePath;
  readonly schedules: () => Schedules;
  readonly systemInfo: (agentId: string) => SystemInfo | Promise<SystemInfo>;
  /** Servers, extensions and skills that belong to somebody else, who also ends them. */
  readonly shared?: OwnTools | undefined;
  /** What becomes of each built-in tool before anybody sees it. */
  readonly adapt?: ((tool: Tool) => Tool) | undefined;
}

/** Puts the tools together. None of them loads or starts anything before it is used. */
export function createTools(deps: ToolsDeps): Tools {
  const { db, clock, log, config, path } = deps;
  const handBack = createHandBack({
    ...{ db, clock, log },
    intake: () => path().intake,
    turnEnds: () => path().turnEnds,
  });
  const browser = createBrowser(deps);
  const webFetch = createWebFetchTool({ clock, config: () => config().tools.web });
  const sandbox = createSandbox({ clock, log });
  const reserved = (): ReadonlySet<string> => new Set(builtIn.map((tool) => tool.name));
  const own = deps.shared ?? createOwnTools({ ...deps, sandbox, reserved });
  const workspaces = {
    stateDir: deps.stateDir,
    configured: (agentId: string) => config().agents[agentId]?.workspace,
  };
  const shell = createShellTool({
    ...{ clock, ...workspaces, env: deps.env },
    config: () => config().tools.shell,
  });
  const builtIn: readonly Tool[] = [
    createClockTool(clock, () => config().owner.timeZone),
    createCalculateTool(),
    createCodeTool({ sandbox, config: () => config().tools.code }),
    createSystemTool(clock, deps.systemInfo),
    createWaitTool(clock, 'wait'),
    createWaitTool(clock, 'wait_once'),
    webFetch.tool,
    browser.tool,
    createWebSearchTool({ clock, config: () => config().tools.search, env: deps.env }),
    ...createChatTools(deps, handBack),
    createMemoryTool({ db, memory: deps.memory }),
    createFilesTool({ clock, ...workspaces }),
    shell.tool,
    createCronTool({ schedules: deps.schedules }),
    own.skillTool,
  ].map(deps.adapt ?? ((tool) => tool));
  const supplies: readonly ToolSupply[] = [{ tools: () => builtIn }, ...own.supplies];
  const catalogue = createToolCatalogue({ clock, log, supplies, config });
  return {
    catalogue,
    skillsPrompt(agentId, agent) {
      const mayRead = catalogue.specs({ agentId, agent }).some(({ name }) => name === 'skill');
      return mayRead ? own.skillsPrompt(agentId, agent) : undefined;
    },
    handBack,
    own,
    sandbox,
    async close() {
      handBack.stop();
      shell.close();
      const closing = [webFetch.close(), browser.close(), sandbox.close()];
      await Promise.all(deps.shared ? closing : [...closing, own.close()]);
    },
  };
}

/** Tools that write to people and to other agents. */
function createChatTools({ db, clock, config, path }: ToolsDeps, handBack: HandBack): Tool[] {
  return [
    createMessageTool({ db, speakUp: () => path().speakUp }),
    createSessionsTool({
      ...{ db, clock, config, handBack },
      intake: () => path().intake,
      turnEnds: () => path().turnEnds,
      abort: (sessionId, runId) => void path().engine.abort(sessionId, runId),
      waitFor: (...args) => path().engine.waitFor(...args),
    }),
  ];
}

function createBrowser({ clock, log, config, stateDir }: ToolsDeps): BrowserTool {
  return createBrowserTool({
    ...{ clock, log, stateDir },
    config: () => config().tools,
    async workspace(agentId) {
      const { makeWorkspace } = await import('../tools/files/workspace-folder.ts');
      const { createWorkspace } = await import('../tools/files/workspace.ts');
      const configured = (id: string): string | undefined => config().agents[id]?.workspace;
      return createWorkspace(await makeWorkspace({ stateDir, configured }, agentId));
    },
  });
}
