import { agentErrors } from './registry/agents.ts';
import { channelErrors } from './registry/channels.ts';
import { cliErrors } from './registry/cli.ts';
import { configErrors } from './registry/config.ts';
import { gatewayErrors } from './registry/gateway.ts';
import { generalErrors } from './registry/general.ts';
import { providerErrors } from './registry/providers.ts';
import { sessionErrors } from './registry/sessions.ts';
import { storageErrors } from './registry/storage.ts';
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
  ...channelErrors,
  ...cliErrors,
};

export type ErrorCode = keyof typeof errorRegistry;

/** Codes that were used once and must never come back with another meaning. */
export const retiredCodes: readonly string[] = [];
