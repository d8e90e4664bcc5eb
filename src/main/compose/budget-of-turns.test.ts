import { afterEach, describe, expect, it } from 'vitest';
import type { ModelEvent } from '../providers/provider.ts';
import {
  createHarness,
  type Harness,
  type HarnessOptions,
} from './testing/message-path-harness.ts';

let harness: Harness;
const begin = (options?: HarnessOptions): Harness => (harness = createHarness(options));
afterEach(() => harness.end());

async function* events(...list: readonly ModelEvent[]): AsyncIterable<ModelEvent> {
  for (const event of list) yield await Promise.resolve(event);
}

const codes = () =>
  harness.db
    .statement<[], { error: string | null }>('SELECT error FROM turn ORDER BY id')
    .all()
    .map(({ error }) => error);
const spent = () =>
  harness.db.statement<[], { cost: number }>('SELECT sum(cost_micros) AS cost FROM usage').get()
    ?.cost ?? 0;
const over = (run: string) =>
  harness.until(
    'chat',
    ({ runId, state }) => runId === run && ['final', 'error', 'aborted'].includes(state),
  );

describe('what one turn may cost', () => {
  it('counts the summary of what was said before', async () => {
    begin({ agent: { contextTokens: 1_024, maxOutputTokens: 100, budget: { turnCost: 1 } } });
    harness.model = (request) =>
      request.system.startsWith('Summarise')
        ? events(
            { type: 'text', text: 'long ago' },
            { type: 'usage', inputTokens: 2_000_000, outputTokens: 0 },
            { type: 'finish', reason: 'stop' },
          )
        : events({ type: 'text', text: 'y'.repeat(2_000) }, { type: 'finish', reason: 'stop' });
    for (const key of ['a', 'b', 'c']) {
      await harness.send('x'.repeat(1_000), { key });
      await over(key);
    }
    expect(codes()).toContain('BUDGET_TURN_EXHAUSTED');
  });
});

describe('an answer that breaks off', () => {
  it('counts as well when nothing but a call or thoughts came of it', async () => {
    begin();
    harness.model = async function* () {
      yield { type: 'reasoning', text: 'z'.repeat(35_000) };
      await Promise.reject(new Error('cut'));
    };
    await harness.send('hello', { key: 'k' });
    await over('k');
    expect(spent()).toBeGreaterThan(10_000);
  });
});
