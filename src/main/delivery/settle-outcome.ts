import type { DeliveryOutcome } from '../../shared/model/delivery.ts';
import { limits } from '../../shared/config/limits.ts';
import type { OutboxRecord } from './outbox-record.ts';
import type { PartChange } from './outbox-store.ts';

export interface SettleRules {
  /** `resend` or `hold`: what to do when a send was cut off between request and answer. */
  readonly onUnknown: 'resend' | 'hold';
  /** Repeating a send with the same id does no harm on this messenger. */
  readonly dedupesSends: boolean;
  readonly now: number;
}

/**
 * The next state of a part after its request ended. Undefined when the outcome is of an earlier
 * attempt, or the part was settled already: then there is nothing to do. Pure.
 */
export function settleOutcome(
  part: OutboxRecord,
  outcome: DeliveryOutcome,
  rules: SettleRules,
): PartChange | undefined {
  const isAwaited = part.state === 'sending' && part.attempt === outcome.attempt;
  if (!isAwaited) return settleLate(part, outcome);
  if (outcome.result === 'sent') return { state: 'sent', externalId: outcome.externalId };
  if (outcome.kind === 'invalid' || outcome.kind === 'refused')
    return { state: 'dead', error: outcome.reason };
  if (outcome.hasBegun) return afterUnknown(part, rules, outcome.reason);
  return {
    state: 'ready',
    error: outcome.reason,
    hasFailed: true,
    nextAt: rules.now + (outcome.retryAfterMs ?? backoffMs(part.failures)),
  };
}

/**
 * A part whose request left and whose answer never came. Editing twice, or sending twice where the
 * messenger recognises it, is harmless; elsewhere the owner's setting decides.
 */
export function afterUnknown(part: OutboxRecord, rules: SettleRules, error: string): PartChange {
  const isHarmless = part.external_id !== null || rules.dedupesSends;
  if (isHarmless) return { state: 'ready', error, nextAt: rules.now };
  if (rules.onUnknown === 'hold') return { state: 'held', error };
  return { state: 'ready', error, isDuplicate: true, nextAt: rules.now };
}

/** The outcome of a draft or of an earlier attempt: what matters is whether it stands there. */
function settleLate(part: OutboxRecord, outcome: DeliveryOutcome): PartChange | undefined {
  const isOpen = part.state === 'draft' || part.state === 'ready' || part.state === 'sending';
  if (!isOpen || part.external_id !== null) return undefined;
  if (outcome.result === 'sent') return { state: part.state, externalId: outcome.externalId };
  return outcome.hasBegun && part.state !== 'sending'
    ? { state: part.state, isDuplicate: true }
    : undefined;
}

function backoffMs(failures: number): number {
  return Math.min(
    limits.delivery.longestBackoffMs,
    limits.delivery.firstBackoffMs * 2 ** Math.min(failures, 20),
  );
}
