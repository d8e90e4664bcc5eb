import type { z } from 'zod';
import { agentEntry, type AgentConfig } from './agents.ts';
import { bindingsSection, type Binding } from './bindings.ts';
import type { ChannelConfig } from './channels.ts';
import { gatewaySection } from './gateway.ts';
import { mcpSection } from './mcp.ts';
import { memorySection } from './memory.ts';
import { modelsSection } from './models.ts';
import { scheduleEntry, type ScheduleConfig } from './schedules.ts';
import { loggingSection, ownerSection, sessionSection } from './session.ts';
import { toolsSection, type ToolsConfig } from './tools.ts';

/** The sections of `openclaw.json` that are one value; `agents`, `channels` and `schedules` are entries by key. */
export const sections = {
  gateway: gatewaySection,
  models: modelsSection,
  bindings: bindingsSection,
  session: sessionSection,
  owner: ownerSection,
  logging: loggingSection,
  tools: toolsSection,
  memory: memorySection,
  mcp: mcpSection,
};

export { agentEntry, scheduleEntry };

/**
 * The effective configuration: includes merged, variables expanded, defaults filled in, and only
 * sections that are valid. An agent or a channel that is not valid is absent here and listed among
 * the problems.
 */
export interface Config {
  readonly gateway: z.output<ReturnType<typeof gatewaySection>>;
  readonly agents: Readonly<Record<string, AgentConfig>>;
  readonly channels: Readonly<Record<string, ChannelConfig>>;
  readonly models: z.output<ReturnType<typeof modelsSection>>;
  readonly bindings: readonly Binding[];
  readonly session: z.output<ReturnType<typeof sessionSection>>;
  readonly owner: z.output<ReturnType<typeof ownerSection>>;
  readonly logging: z.output<ReturnType<typeof loggingSection>>;
  readonly tools: ToolsConfig;
  readonly memory: z.output<ReturnType<typeof memorySection>>;
  readonly mcp: z.output<ReturnType<typeof mcpSection>>;
  readonly schedules: Readonly<Record<string, ScheduleConfig>>;
}
