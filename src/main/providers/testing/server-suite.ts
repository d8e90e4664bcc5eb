import { expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/errors/index.ts';
import type { ProviderBench } from './provider-bench.ts';
import { makeRequest } from './provider-fixtures.ts';

/** Of a model server, what tells that the client closed a connection. */
interface CancelCounter {
  waitForRequests(wait: {
    match: { model?: string; contains?: string; outcome: 'cancelled' };
  }): Promise<readonly unknown[]>;
}

const { signal } = new AbortController();

/** A refusal, or an answer that is none, is told with place and hint, whatever the vendor's words. */
export function itTellsFaults(
  { fail }: ProviderBench,
  faults: readonly (readonly [model: string, code: ErrorCode])[],
): void {
  it.each(faults)('turns %s into %s with place and hint', async (model, code) => {
    const error = await fail(makeRequest(`once ${model}`, { model }));
    expect(error).toMatchObject({
      code,
      values: { provider: 'test', model },
      place: { path: 'models.providers.test' },
    });
  });
}

/**
 * A server that says nothing, or no more, is left.
 *
 * @param serverOf read while a test runs
 */
export function itGivesUp({ fail }: ProviderBench, serverOf: () => CancelCounter): void {
  it.each([
    ['hang', 'PROVIDER_SILENT', { attemptTimeoutSeconds: 0.05, chunkTimeoutSeconds: 60 }],
    ['stall', 'PROVIDER_STALLED', { attemptTimeoutSeconds: 60, chunkTimeoutSeconds: 0.05 }],
  ])('gives up on a server that %ss, and closes the connection', async (model, code, times) => {
    const error = await fail(makeRequest('anybody there', { model }), times);
    expect(error).toMatchObject({ code, kind: 'unreachable' });
    const match = { model, outcome: 'cancelled' as const };
    expect(await serverOf().waitForRequests({ match })).toHaveLength(1);
  });
}

/** However slowly a stream is read. */
export function itLosesNothing({ start }: ProviderBench): void {
  it('loses nothing when the reader is slower than the model', async () => {
    const { provider, close } = start();
    const request = makeRequest('words:1500 wordMs:0', { model: 'slow', maxOutputTokens: 9_000 });
    let words = 0;
    for await (const event of provider.stream(request, signal)) {
      await new Promise((resolve) => setImmediate(resolve));
      if (event.type === 'text') words++;
    }
    expect(words).toBe(1_500);
    close();
  });
}

/** A stream that nobody reads any more costs nothing. */
export function itEndsRequests({ start }: ProviderBench, serverOf: () => CancelCounter): void {
  it('ends the request when it is aborted in the middle, and when the reader leaves', async () => {
    const { provider, close } = start();
    const controller = new AbortController();
    const slow = (text: string) => makeRequest(`${text} words:500 wordMs:20`, { model: 'slow' });
    const read = async (): Promise<void> => {
      for await (const event of provider.stream(slow('aborted'), controller.signal)) {
        if (event.type === 'text') controller.abort();
      }
    };
    await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
    for await (const event of provider.stream(slow('left'), signal)) {
      if (event.type === 'text') break;
    }
    for (const contains of ['aborted', 'left']) {
      const match = { contains, outcome: 'cancelled' as const };
      expect(await serverOf().waitForRequests({ match })).toHaveLength(1);
    }
    close();
  });
}
