import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { ProviderHealth } from './model-registry-types.ts';
import type { ProviderMonitor } from './provider.ts';

/** How one provider does: its last error, and the models that are left alone for a while. */
export interface ProviderState extends ProviderMonitor {
  /** What a call would fail with right now. */
  findCooldown(model: string): AppError | undefined;
  /** The server answered something other than a model's words: the line and the key are fine. */
  reached(): void;
  health(): ProviderHealth;
  /** Ends all cool-downs and forgets the last error; returns how many cool-downs there were. */
  clear(): number;
}

/**
 * After a "too many requests" the model is left alone as long as the server asks, but never long:
 * nobody should find his assistant silent for hours because of one header.
 */
export function createProviderState(providerId: string, clock: Clock): ProviderState {
  /** By model, until when on the monotonic clock. */
  const cooldowns = new Map<string, number>();
  let lastError: AppError | undefined;

  const restMs = (model: string): number => (cooldowns.get(model) ?? 0) - clock.monotonic();
  const prune = (): void => {
    for (const model of cooldowns.keys()) if (restMs(model) <= 0) cooldowns.delete(model);
  };
  const startCooldown = (model: string, error: AppError): void => {
    const wantedMs = error.retryAfterMs ?? limits.provider.defaultCooldownMs;
    prune();
    if (cooldowns.size >= limits.provider.cooldowns) return;
    const durationMs = Math.min(wantedMs, limits.provider.cooldownMs);
    cooldowns.set(model, clock.monotonic() + durationMs);
  };

  return {
    worked(model) {
      lastError = undefined;
      if (cooldowns.size > 0) cooldowns.delete(model);
    },
    failed(model, error) {
      lastError = error;
      if (error.kind === 'limited' && model !== undefined) startCooldown(model, error);
    },
    findCooldown(model) {
      if (cooldowns.size === 0) return undefined;
      const retryAfterMs = Math.ceil(restMs(model));
      if (retryAfterMs <= 0) return undefined;
      const seconds = Math.ceil(retryAfterMs / 1_000);
      const values = { provider: providerId, model, seconds };
      return new AppError('PROVIDER_COOLING_DOWN', values, { retryAfterMs });
    },
    reached() {
      lastError = undefined;
    },
    health() {
      prune();
      const now = clock.now();
      return {
        providerId,
        lastError,
        cooldowns: [...cooldowns.keys()].map((model) => ({
          model,
          untilMs: Math.ceil(now + restMs(model)),
        })),
      };
    },
    clear() {
      prune();
      const count = cooldowns.size;
      cooldowns.clear();
      lastError = undefined;
      return count;
    },
  };
}
