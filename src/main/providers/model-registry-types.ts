import type { z } from 'zod';
import type { Config } from '../../shared/config/schema.ts';
import type { AppError } from '../../shared/errors/index.ts';
import type { agentMethods } from '../../shared/protocol/agents.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Price, Provider } from './provider.ts';

/** A model that can be asked. */
export interface ResolvedModel {
  /** As `provider/name`. */
  readonly id: string;
  readonly providerId: string;
  readonly provider: Provider;
  /** Its name within the provider: what goes into `ModelRequest.model`. */
  readonly model: string;
  /** Undefined means unknown, not free: such models are limited by tokens. */
  readonly price: Price | undefined;
  readonly contextTokens: number | undefined;
}

/** One row of the method `models.list`. */
export type ListedModel = z.output<
  ReturnType<(typeof agentMethods)['models.list']['result']>
>['models'][number];

/** How a provider does. Only those that were used or failed are known. */
export interface ProviderHealth {
  readonly providerId: string;
  /** What went wrong last, until a call works again. */
  readonly lastError: AppError | undefined;
  readonly cooldowns: readonly { readonly model: string; readonly untilMs: number }[];
}

/** One row of the method `models.health`. */
export type ProviderOverview = z.output<
  ReturnType<(typeof agentMethods)['models.health']['result']>
>['providers'][number];

export interface ModelRegistry {
  /**
   * Finds a model by `provider/name`. Without a name: the first configured provider that names a
   * model, else the first whose usual key is in the environment, else the offline assistant.
   * Throws MODEL_NAME_INVALID, PROVIDER_UNKNOWN, PROVIDER_KEY_MISSING, PROVIDER_ADDRESS_MISSING.
   */
  resolve(model: string | undefined): ResolvedModel;
  /** The rows of `models.list`; asks the servers where nothing is known yet or `refresh` is set. */
  list(options?: {
    readonly refresh?: boolean;
    readonly signal?: AbortSignal;
  }): Promise<readonly ListedModel[]>;
  /** Looks for a local Ollama; false after 300 ms. What it finds is listed, never chosen by itself. */
  detectOllama(): Promise<boolean>;
  health(): readonly ProviderHealth[];
  /** Every provider there is, used or not. */
  overview(): readonly ProviderOverview[];
  /**
   * Ends the cool-downs of a provider and forgets that its key was refused; returns how many
   * cool-downs there were. Throws PROVIDER_UNKNOWN.
   */
  clear(providerId: string): number;
  /** Frees all connections; streams that run are not cut. */
  close(): void;
}

export interface ModelRegistryDeps {
  /** The configuration in effect; read at each call, so that a saved change counts at once. */
  readonly config: () => Pick<Config, 'models'>;
  /** Where the usual keys are looked for; read again when the configuration or this object changes. */
  readonly env: () => Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Where an Ollama would be; `http://127.0.0.1:11434` when absent. */
  readonly ollamaUrl?: string;
  /** The user's `prices.json5`; none when absent. */
  readonly pricesFile?: string;
  /** For the jitter between retries; `Math.random` when absent. */
  readonly random?: () => number;
}
