import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { createDrivenClock } from '../../platform/driven-clock.ts';
import { joinText, pickCalls } from '../contract-suite.ts';
import { hello, startOpenAiBench, stop } from '../testing/openai-bench.ts';
import { chunk, doneMark, sendStream, type Script } from '../testing/scripted-server.ts';

describe('a stream that is unusual but complete', () => {
  it.each<readonly [string, readonly string[]]>([
    ['without an end mark', [...hello, stop]],
    ['without a finish reason', [...hello, doneMark]],
    ['with CRLF', [[...hello, stop, doneMark].join('').replaceAll('\n', '\r\n')]],
    ['with comments', [': keep-alive\n\n', ...hello, ': still here\n\n', stop, doneMark]],
    ['with a byte-order mark', ['\uFEFF', ...hello, stop, doneMark]],
    ['without spaces after the colon', [[...hello, stop].join('').replaceAll('data: ', 'data:')]],
    [
      'with several lines of data',
      ['data: {"choices":\ndata: [{"delta":{"content":"Hello"}}]}\n\n', stop],
    ],
    ['with text after the end mark', [...hello, stop, doneMark, chunk({ content: ' again' })]],
    [
      'with chunks that hold no choice',
      ['data: {"choices":[]}\n\n', ...hello, 'data: {}\n\n', stop],
    ],
  ])('%s is understood', async (_name, texts) => {
    const { ask } = await startOpenAiBench(({ response }) => {
      sendStream(response, ...texts);
      response.end();
    });
    const events = await ask();
    expect(joinText(events)).toBe('Hello');
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
  });

  it('is the same however its bytes are cut', async () => {
    const words = 'Grüße aus Köln, 你好, 👩‍👩‍👧 und mehr';
    const bytes = Buffer.from(
      Array.from(words)
        .map((word) => chunk({ content: word }))
        .join('') +
        stop +
        doneMark,
    );
    let cuts: readonly number[] = [];
    const { ask } = await startOpenAiBench(async ({ response }) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.socket?.setNoDelay(true);
      let from = 0;
      for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
        await new Promise((resolve) => response.write(bytes.subarray(from, cut), resolve));
        await new Promise((resolve) => setImmediate(resolve));
        from = cut;
      }
      response.end();
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 40 }),
        async (chosen) => {
          cuts = chosen;
          expect(joinText(await ask())).toBe(words);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('estimates the usage when the server does not count, and says so', async () => {
    const { ask } = await startOpenAiBench(({ response }) => {
      sendStream(response, ...hello, stop, doneMark);
      response.end();
    });
    const usage = (await ask()).find((event) => event.type === 'usage');
    expect(usage).toMatchObject({ isEstimated: true, outputTokens: 2 });
    expect(usage!.inputTokens).toBeGreaterThan(0);
  });

  it('hands out thoughts as reasoning', async () => {
    const { ask } = await startOpenAiBench(({ response }) => {
      sendStream(
        response,
        chunk({ reasoning_content: 'hm' }),
        chunk({ reasoning: 'm' }),
        ...hello,
        stop,
      );
      response.end();
    });
    const events = await ask();
    expect(events.filter((event) => event.type === 'reasoning')).toHaveLength(2);
    expect(joinText(events)).toBe('Hello');
  });

  it('takes an answer that does not stream at all, and leaves no timer behind', async () => {
    const clock = createDrivenClock();
    const script: Script = ({ response }) => {
      const call = {
        id: 'c1',
        type: 'function',
        function: { name: 'echo', arguments: '{"text":"x"}' },
      };
      const message = { role: 'assistant', content: 'Hello', tool_calls: [call] };
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end(
        JSON.stringify({
          choices: [{ message, finish_reason: 'tool_calls' }],
          usage: { prompt_tokens: 3, completion_tokens: 4 },
        }),
      );
    };
    const { ask } = await startOpenAiBench(script, {}, { clock });
    expect(await ask()).toEqual([
      { type: 'text', text: 'Hello' },
      { type: 'tool-call', call: { id: 'c1', name: 'echo', arguments: { text: 'x' } } },
      { type: 'usage', inputTokens: 3, outputTokens: 4 },
      { type: 'finish', reason: 'tool-calls' },
    ]);
    expect(clock.pendingCount).toBe(0);
  });

  it('ends soon after its finish reason although the server keeps the line open', async () => {
    const clock = createDrivenClock();
    const { stream } = await startOpenAiBench(
      ({ response }) => sendStream(response, ...hello, stop),
      {},
      { clock },
    );
    const types: string[] = [];
    for await (const event of stream()) {
      types.push(event.type);
      if (event.type === 'text') void clock.advance(limits.provider.trailerMs);
    }
    expect(types).toEqual(['text', 'usage', 'finish']);
  });

  it('merges the calls of servers that give every one the index 0, or none', async () => {
    const call = (id: string, index?: number) => ({
      tool_calls: [{ index, id, function: { name: 'echo', arguments: `{"text":"${id}"}` } }],
    });
    for (const index of [0, undefined]) {
      const { ask } = await startOpenAiBench(({ response }) => {
        sendStream(response, chunk(call('a', index)), chunk(call('b', index)), chunk({}, 'stop'));
        response.end();
      });
      const events = await ask();
      expect(pickCalls(events).map((one) => one.arguments)).toEqual([{ text: 'a' }, { text: 'b' }]);
      expect(events.at(-1)).toEqual({ type: 'finish', reason: 'tool-calls' });
    }
  });

  it('leaves out a call that was cut by the length limit', async () => {
    const piece = { index: 0, id: 'a', function: { name: 'echo', arguments: '{"te' } };
    const { ask } = await startOpenAiBench(({ response }) => {
      sendStream(response, chunk({ tool_calls: [piece] }), chunk({}, 'length'), doneMark);
      response.end();
    });
    const events = await ask();
    expect(pickCalls(events)).toEqual([]);
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'length' });
  });
});
