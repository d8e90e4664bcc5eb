import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { startOpenAiBench } from '../testing/openai-bench.ts';
import { makeRequest } from '../testing/provider-fixtures.ts';
import { chunk, type Script } from '../testing/scripted-server.ts';
import { createAnswerDecoder } from './answer-decoder.ts';
import { createFailureMaker } from './failure.ts';

describe('the size of an answer', () => {
  it.each<readonly [string, (piece: string) => unknown]>([
    ['text', (content) => ({ content })],
    ['thoughts', (reasoning) => ({ reasoning })],
    ['tool arguments', (text) => ({ tool_calls: [{ index: 0, function: { arguments: text } }] })],
  ])('is bounded in %s', (_name, makeDelta) => {
    const failure = createFailureMaker('test', 'm', 'http://x', undefined);
    const decoder = createAnswerDecoder(
      makeRequest('x'),
      failure,
      () => 'id',
      () => undefined,
    );
    const size = 1024 * 1024;
    const data = JSON.stringify({ choices: [{ delta: makeDelta('x'.repeat(size)) }] });
    for (let chars = 0; chars < limits.provider.answerChars; chars += size) decoder.push(data);
    expect(() => decoder.push(data)).toThrow(
      expect.objectContaining({ code: 'PROVIDER_ANSWER_TOO_LARGE' }),
    );
  });

  it('is bounded in what surrounds the words, too', async () => {
    const script: Script = async ({ response }) => {
      response.on('error', () => undefined);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(chunk({ content: 'x' }));
      const closed = new Promise((resolve) => response.once('close', resolve));
      const noise = Buffer.from(`: ${'x'.repeat(4 * 1024 * 1024)}\n\n`);
      while (!response.destroyed) {
        if (response.write(noise)) continue;
        await Promise.race([closed, new Promise((resolve) => response.once('drain', resolve))]);
      }
    };
    const { fail } = await startOpenAiBench(script);
    expect(await fail()).toMatchObject({
      code: 'PROVIDER_ANSWER_TOO_LARGE',
      values: { limit: limits.provider.streamChars },
    });
  });
});
