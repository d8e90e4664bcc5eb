import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ModelMessage } from '../providers/provider.ts';
import { splitForBudget } from './compaction.ts';
import type { PromptMessage } from './prompt-message.ts';
import { roughPromptTokens } from './prompt.ts';

const wrap = (message: ModelMessage): PromptMessage => ({
  record: { id: 'm', session_id: 's' },
  message,
});
const user = (chars: number) => wrap({ role: 'user', text: 'x'.repeat(chars) });
const call = wrap({
  role: 'assistant',
  text: '',
  toolCalls: [{ id: 'c', name: 'clock', arguments: {} }],
});
const result = wrap({ role: 'tool', callId: 'c', name: 'clock', text: 'noon' });

describe('cutting a conversation to its budget', () => {
  it('leaves one that fits alone', () => {
    const messages = [user(10), user(10)];
    expect(splitForBudget(messages, 1_000)).toEqual({ older: [], kept: messages });
  });

  it('keeps about half of the budget, so that the next message does not cut again', () => {
    const messages = Array.from({ length: 50 }, () => user(35));
    const { older, kept } = splitForBudget(messages, 500);
    expect(older.length + kept.length).toBe(50);
    expect(roughPromptTokens(kept)).toBeLessThanOrEqual(250 + 14);
    expect(splitForBudget([...kept, user(35)], 500).older).toEqual([]);
  });

  it('never begins with the result of a call that was cut off', () => {
    const { kept } = splitForBudget([user(4_000), call, result, user(10)], 60);
    expect(kept[0]?.message.role).not.toBe('tool');
  });

  it('keeps the newest message, whatever the budget, and loses none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(3_000), { minLength: 1, maxLength: 60 }),
        fc.nat(2_000),
        (sizes, budget) => {
          const messages = sizes.map(user);
          const { older, kept } = splitForBudget(messages, budget);
          expect(kept.at(-1)).toBe(messages.at(-1));
          expect([...older, ...kept]).toEqual(messages);
        },
      ),
    );
  });
});
