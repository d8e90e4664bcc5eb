import { expect, it, vi } from 'vitest';
import { systemClock } from '../platform/clock.ts';
import type { ResolvedModel } from '../providers/model-registry-types.ts';
import type { ModelEvent, ModelRequest } from '../providers/provider.ts';
import { listen } from './check-model.ts';

const request: ModelRequest = {
  ...{ model: 'm', system: '', messages: [], tools: [] },
  maxOutputTokens: 9,
};

/** A model that says this and then breaks off. */
function breaking(events: readonly ModelEvent[]): ResolvedModel {
  async function* stream(): AsyncGenerator<ModelEvent> {
    await Promise.resolve();
    yield* events;
    throw new Error('the line broke');
  }
  return { id: 'p/m', model: 'm', provider: { stream } } as unknown as ResolvedModel;
}

const text: ModelEvent = { type: 'text', text: 'half a' };
const usage: ModelEvent = { type: 'usage', inputTokens: 7, outputTokens: 2, isEstimated: false };

async function countOf(...events: ModelEvent[]): Promise<unknown[]> {
  const count = vi.fn(() => Promise.resolve());
  const heard = listen(breaking(events), request, systemClock, new AbortController().signal, count);
  await expect(heard).rejects.toThrow('the line broke');
  return count.mock.calls.flat();
}

it('counts what a call has used that breaks off after the model told so', async () => {
  expect(await countOf(text, usage)).toEqual([{ inputTokens: 7, outputTokens: 2, costMicros: 0 }]);
});

it('counts nothing where the model did not get to tell', async () => {
  expect(await countOf(text)).toEqual([]);
});
