import { describe, expect, it } from 'vitest';
import type { DeliveryOutcome } from '../../shared/model/delivery.ts';
import type { OutboxRecord } from './outbox-record.ts';
import { settleOutcome, type SettleRules } from './settle-outcome.ts';

const part = (changes: Partial<OutboxRecord> = {}): OutboxRecord => ({
  id: 'p',
  turn_id: null,
  session_id: null,
  channel: 'telegram',
  chat: '{}',
  chat_key: 'direct:1',
  thread_id: null,
  reply_ref: null,
  part: 0,
  state: 'sending',
  text: 'hi',
  external_id: null,
  host_run: 'h',
  attempt: 1,
  failures: 0,
  next_at: 0,
  is_duplicate: 0,
  buttons: null,
  error: null,
  created_at: 0,
  updated_at: 0,
  ...changes,
});
const rules = (changes: Partial<SettleRules> = {}): SettleRules => ({
  onUnknown: 'resend',
  dedupesSends: false,
  now: 1_000,
  ...changes,
});
const sent: DeliveryOutcome = { result: 'sent', id: 'p', attempt: 1, externalId: '77' };
const failed = (changes: object): DeliveryOutcome => ({
  result: 'failed',
  id: 'p',
  attempt: 1,
  kind: 'unreachable',
  hasBegun: false,
  reason: 'down',
  ...changes,
});

describe('an answer came', () => {
  it('ends the part, with the messenger’s id', () => {
    expect(settleOutcome(part(), sent, rules())).toEqual({ state: 'sent', externalId: '77' });
  });
  it('gives up what will never be taken', () => {
    expect(settleOutcome(part(), failed({ kind: 'invalid' }), rules())).toMatchObject({
      state: 'dead',
    });
    expect(settleOutcome(part(), failed({ kind: 'refused' }), rules())).toMatchObject({
      state: 'dead',
    });
  });
  it('waits as long as the messenger says, else longer each time', () => {
    expect(
      settleOutcome(part(), failed({ kind: 'limited', retryAfterMs: 7_000 }), rules()),
    ).toMatchObject({ state: 'ready', nextAt: 8_000 });
    const first = settleOutcome(part(), failed({}), rules())?.nextAt ?? 0;
    expect(settleOutcome(part({ failures: 3 }), failed({}), rules())?.nextAt).toBe(
      1_000 + (first - 1_000) * 8,
    );
  });
  it('does not move a part that is settled, nor by an outcome of an earlier attempt', () => {
    expect(
      settleOutcome(part({ state: 'sent', external_id: '77' }), sent, rules()),
    ).toBeUndefined();
    expect(
      settleOutcome(part({ attempt: 2 }), failed({ kind: 'invalid' }), rules()),
    ).toBeUndefined();
  });
});

describe('no answer came', () => {
  const cut = failed({ hasBegun: true });
  it('sends once more and says so, or waits for the owner', () => {
    expect(settleOutcome(part(), cut, rules())).toMatchObject({
      state: 'ready',
      isDuplicate: true,
    });
    expect(settleOutcome(part(), cut, rules({ onUnknown: 'hold' }))).toMatchObject({
      state: 'held',
    });
  });
  it('repeats silently where a repeat does no harm', () => {
    expect(settleOutcome(part(), cut, rules({ dedupesSends: true }))).not.toHaveProperty(
      'isDuplicate',
    );
    expect(settleOutcome(part({ external_id: '77' }), cut, rules({ onUnknown: 'hold' }))).toEqual({
      state: 'ready',
      error: 'down',
      nextAt: 1_000,
    });
  });
});

describe('a draft', () => {
  it('keeps the id under which it stands, also when it was finished meanwhile', () => {
    expect(settleOutcome(part({ state: 'draft' }), sent, rules())).toEqual({
      state: 'draft',
      externalId: '77',
    });
    expect(settleOutcome(part({ state: 'ready' }), sent, rules())).toEqual({
      state: 'ready',
      externalId: '77',
    });
  });
  it('is marked when nobody knows whether it stands', () => {
    expect(settleOutcome(part({ state: 'draft' }), failed({ hasBegun: true }), rules())).toEqual({
      state: 'draft',
      isDuplicate: true,
    });
    expect(settleOutcome(part({ state: 'draft' }), failed({}), rules())).toBeUndefined();
  });
});
