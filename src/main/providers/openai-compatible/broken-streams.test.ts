import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { createDrivenClock } from '../../platform/driven-clock.ts';
import type { ModelEvent } from '../provider.ts';
import { hello, startOpenAiBench } from '../testing/openai-bench.ts';
import { chunk, doneMark, sendStream, type Script } from '../testing/scripted-server.ts';

describe('a stream that is broken', () => {
  const types = { 'content-type': 'text/event-stream' };
  it.each<readonly [string, string, Script]>([
    [
      'ends in the middle',
      'PROVIDER_ANSWER_CUT',
      ({ response }) => {
        sendStream(response, ...hello);
        response.end();
      },
    ],
    [
      'ends with nothing',
      'PROVIDER_ANSWER_EMPTY',
      ({ response }) => {
        response.writeHead(200, types).end();
      },
    ],
    [
      'has only an end mark',
      'PROVIDER_ANSWER_EMPTY',
      ({ response }) => {
        sendStream(response, doneMark);
        response.end();
      },
    ],
    [
      'is cut off',
      'PROVIDER_LINE_BROKEN',
      ({ response }) => {
        sendStream(response, ...hello);
        response.write('data: {"cho', () => response.destroy());
      },
    ],
    [
      'is not JSON',
      'PROVIDER_ANSWER_MALFORMED',
      ({ response }) => {
        sendStream(response, ...hello, 'data: {"choices": [\n\n');
      },
    ],
    [
      'is a list',
      'PROVIDER_ANSWER_MALFORMED',
      ({ response }) => sendStream(response, 'data: []\n\n'),
    ],
    [
      'is a page',
      'PROVIDER_ANSWER_NOT_STREAM',
      ({ response }) => {
        response.writeHead(200, { 'content-type': 'text/html' }).write('<html>');
      },
    ],
    [
      'is JSON that is cut',
      'PROVIDER_ANSWER_MALFORMED',
      ({ response }) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"choices": [');
      },
    ],
    [
      'tells of an error',
      'PROVIDER_LIMITED',
      ({ response }) => {
        sendStream(response, 'data: {"error":{"message":"slow down","code":429}}\n\n');
      },
    ],
    [
      'calls too many tools',
      'PROVIDER_ANSWER_TOO_LARGE',
      ({ response }) => {
        const calls = Array.from({ length: limits.provider.toolCalls + 1 }, (_, index) => ({
          index,
          id: `c${index}`,
        }));
        sendStream(response, chunk({ tool_calls: calls }));
      },
    ],
    [
      'has an event without end',
      'PROVIDER_ANSWER_TOO_LARGE',
      ({ response }) => {
        response.on('error', () => undefined);
        sendStream(response, `data: ${'x'.repeat(limits.provider.eventChars + 1)}`);
      },
    ],
  ])('%s: %s', async (_name, code, script) => {
    const { fail, heard } = await startOpenAiBench(script);
    const error = await fail();
    expect(error).toMatchObject({ code, values: { provider: 'test', model: 'echo' } });
    expect(heard.failed).toEqual([error]);
  });

  it('is not asked for again once a word was said', async () => {
    const { stream, server } = await startOpenAiBench(
      ({ response }) => {
        sendStream(response, ...hello);
        response.end();
      },
      { retries: 5 },
    );
    const events: ModelEvent[] = [];
    const read = async () => {
      for await (const event of stream()) events.push(event);
    };
    await expect(read()).rejects.toMatchObject({ code: 'PROVIDER_ANSWER_CUT' });
    expect(events).toEqual([{ type: 'text', text: 'Hello' }]);
    expect(server.bodies).toHaveLength(1);
  });

  it('is given up when only signs of life come, within the time of one attempt', async () => {
    const clock = createDrivenClock();
    const { fail } = await startOpenAiBench(
      async ({ response }) => {
        for (let sign = 0; sign < 7; sign++) {
          await new Promise((resolve) => {
            if (sign === 0) sendStream(response, ': processing\n\n');
            response.write(': processing\n\n', resolve);
          });
          await clock.advance(9_000);
        }
      },
      { attemptTimeoutSeconds: 60, chunkTimeoutSeconds: 10 },
      { clock },
    );
    expect(await fail()).toMatchObject({ code: 'PROVIDER_SILENT', values: { seconds: 60 } });
  });
});
