import { z } from 'zod';
import { AppError, toAppError } from '../../../shared/errors/index.ts';
import type { ChannelRegistry } from '../../channels/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { CheckOrders, CheckWord } from '../parent-line.ts';

/** Looks whether a messenger would let us in. Never rejects: what went wrong is the answer. */
export async function runCheck(
  { check: { type, settings } }: CheckOrders,
  registry: ChannelRegistry,
  clock: Clock,
  signal: AbortSignal,
): Promise<CheckWord> {
  try {
    const entry = Object.hasOwn(registry, type) ? registry[type] : undefined;
    if (!entry) throw new AppError('CHANNEL_TYPE_UNKNOWN', { type });
    const check = await entry.loadCheck?.();
    if (!check) throw new AppError('CHANNEL_CHECK_FAILED', { reason: 'it has no check' });
    return { checked: await check(settings, { clock, signal }) };
  } catch (error) {
    const { code, message, hint } = readFailure(error);
    return { checked: { code, message, hint } };
  }
}

function readFailure(error: unknown): AppError {
  if (!(error instanceof z.ZodError)) return toAppError(error);
  const [issue] = error.issues;
  return new AppError('CHANNEL_SETTINGS_INVALID', {
    path: issue?.path.join('.') ?? '',
    reason: issue?.message ?? 'not valid',
  });
}
