import { join } from 'node:path';
import type { AgentConfig } from '../../shared/config/agents.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { Clock } from '../platform/clock.ts';
import type { EventSink } from '../platform/connection.ts';
import type { Logger } from '../platform/log.ts';
import { createSecretStore } from '../platform/secret-store.ts';
import { programVersion } from '../platform/version.ts';
import { createExtensions, type Extensions } from '../tools/extensions/create-extensions.ts';
import { createMcpSupply, type McpSupply } from '../tools/mcp/create-mcp-supply.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { createSkills, type Skills } from '../tools/skills/create-skills.ts';
import { createSkillTool } from '../tools/skills/skill-tool.ts';
import type { Tool, ToolSupply } from '../tools/tool.ts';

/** What the owner added: servers, extensions, skills. */
export interface OwnTools {
  readonly mcp: McpSupply;
  readonly extensions: Extensions;
  readonly skills: Skills;
  readonly skillTool: Tool;
  readonly supplies: readonly ToolSupply[];
  /** For the system prompt of an agent. */
  readonly skillsPrompt: (agentId: string, agent: AgentConfig) => string | undefined;
  configChanged(): void;
  close(): Promise<void>;
}

export interface OwnToolsDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: EventSink;
  readonly config: () => Config;
  readonly stateDir: string;
  readonly env: () => Readonly<Record<string, string | undefined>>;
  readonly sandbox: Sandbox;
  /** Names of what is built in. */
  readonly reserved: () => ReadonlySet<string>;
}

const none: readonly Tool[] = [];

/** Puts the owner's own tools together. Nothing of them is started before somebody needs it. */
export function createOwnTools(deps: OwnToolsDeps): OwnTools {
  const { clock, log, events, config, stateDir } = deps;
  const skills = createSkills({
    ...{ stateDir, clock, log },
    onChanged: () => events.publish('tools.changed', { reason: 'skill' }),
  });
  const mcp = createMcpSupply({
    ...{ clock, log, config, stateDir, version: programVersion },
    env: deps.env(),
    onChanged: () => events.publish('tools.changed', { reason: 'mcp' }),
  });
  const credentialsDir = join(stateDir, 'credentials');
  const secrets = createSecretStore(credentialsDir);
  const extensions = createExtensions({
    ...{ clock, log, config, stateDir, credentialsDir },
    ...{ sandbox: deps.sandbox, reserved: deps.reserved },
    readSecret: (name) => secrets.read(name) ?? deps.env()[name],
    onChanged: () => events.publish('tools.changed', { reason: 'extension' }),
  });
  return {
    mcp,
    extensions,
    skills,
    skillTool: createSkillTool({ skills, config }),
    // Skills bring no tools of their own; a prompt that names them waits until they are read.
    supplies: [mcp, extensions, { tools: () => none, prepare: () => skills.ready() }],
    skillsPrompt: (_agentId, agent) => skills.promptFor(agent),
    configChanged: () => mcp.configChanged(),
    async close() {
      skills.close();
      await Promise.all([mcp.close(), extensions.close()]);
    },
  };
}
