import { agentErrors } from './registry/agents.ts';
import { channelErrors } from './registry/channels.ts';
import { cliErrors } from './registry/cli.ts';
import { configErrors } from './registry/config.ts';
import { gatewayErrors } from './registry/gateway.ts';
import { generalErrors } from './registry/general.ts';
import { providerErrors } from './registry/providers.ts';
import { sessionErrors } from './registry/sessions.ts';
import { storageErrors } from './registry/storage.ts';
import { approvalsErrors } from './registry/approvals.ts';
import { schedulesErrors } from './registry/schedules.ts';
import { memoryErrors } from './registry/memory.ts';
import { sandboxErrors } from './registry/sandbox.ts';
import { webErrors } from './registry/web.ts';
import { extensionsErrors } from './registry/extensions.ts';
import { mcpErrors } from './registry/mcp.ts';
import { filesErrors } from './registry/files.ts';
import { toolErrors } from './registry/tools.ts';

/** Every failure a user can meet. The reference page is generated from it. */
export const errorRegistry = {
  ...generalErrors,
  ...gatewayErrors,
  ...configErrors,
  ...storageErrors,
  ...sessionErrors,
  ...agentErrors,
  ...providerErrors,
  ...toolErrors,
  ...approvalsErrors,
  ...schedulesErrors,
  ...memoryErrors,
  ...sandboxErrors,
  ...webErrors,
  ...extensionsErrors,
  ...mcpErrors,
  ...filesErrors,
  ...channelErrors,
  ...cliErrors,
};

export type ErrorCode = keyof typeof errorRegistry;

/** Codes that were used once and must never come back with another meaning. */
export const retiredCodes: readonly string[] = [];
