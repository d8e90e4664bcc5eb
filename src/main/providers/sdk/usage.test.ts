import { describe, expect, it, onTestFinished } from 'vitest';
import { createAnthropic } from '../anthropic/create-anthropic.ts';
import { collect } from '../contract-suite.ts';
import { createGoogle } from '../google/create-google.ts';
import { createOpenAiCompatible } from '../openai-compatible/create-openai-compatible.ts';
import { createOpenAi } from '../openai/create-openai.ts';
import type { ProviderFactory } from '../provider.ts';
import { makeProviderDeps, makeRequest } from '../testing/provider-fixtures.ts';
import { sendStream, startScriptedServer } from '../testing/scripted-server.ts';

/*
 * What the vendors say of tokens that came out of a cache. Their sums differ: with OpenAI and Gemini
 * cached tokens are part of the prompt, with Anthropic they stand beside it.
 */

const data = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
const named = (value: { type: string }): string => `event: ${value.type}\n${data(value)}`;

const chat = (usage: object) => [
  data({ choices: [{ index: 0, delta: { content: 'Hi' } }] }),
  data({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
  data({ choices: [], usage: { prompt_tokens: 1_000, completion_tokens: 5, ...usage } }),
  'data: [DONE]\n\n',
];
const chatDetails = { prompt_tokens_details: { cached_tokens: 600 } };
const response = {
  output: [],
  usage: {
    input_tokens: 1_000,
    output_tokens: 5,
    input_tokens_details: { cached_tokens: 600 },
  },
};
const messageUsage = {
  input_tokens: 100,
  output_tokens: 5,
  cache_read_input_tokens: 600,
  cache_creation_input_tokens: 300,
};

const cases: readonly (readonly [string, ProviderFactory, object, string[], object])[] = [
  [
    'openai',
    createOpenAi,
    {},
    [named({ type: 'response.completed', ...{ response } })],
    { cachedInputTokens: 600 },
  ],
  [
    'openai by chat',
    createOpenAi,
    { endpoint: 'chat' },
    chat(chatDetails),
    { cachedInputTokens: 600 },
  ],
  ['compatible', createOpenAiCompatible, {}, chat(chatDetails), { cachedInputTokens: 600 }],
  [
    'deepseek',
    createOpenAiCompatible,
    {},
    chat({ prompt_cache_hit_tokens: 600 }),
    { cachedInputTokens: 600 },
  ],
  [
    'anthropic',
    createAnthropic,
    {},
    [
      named({ type: 'message_start', ...{ message: { usage: messageUsage } } }),
      named({
        type: 'message_delta',
        ...{ delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 5 } },
      }),
      named({ type: 'message_stop' }),
    ],
    { cachedInputTokens: 600, cacheWriteInputTokens: 300 },
  ],
  [
    'google',
    createGoogle,
    {},
    [
      data({
        candidates: [{ content: { parts: [{ text: 'Hi' }] }, finishReason: 'STOP' }],
        usageMetadata: {
          promptTokenCount: 1_000,
          candidatesTokenCount: 5,
          cachedContentTokenCount: 600,
        },
      }),
    ],
    { cachedInputTokens: 600 },
  ],
];

describe('tokens out of a cache', () => {
  it.each(cases)('are told apart by %s', async (_name, create, config, texts, expected) => {
    const server = await startScriptedServer(({ response: answer }) => {
      sendStream(answer, ...texts);
      answer.end();
    });
    const provider = create(makeProviderDeps({ baseUrl: server.baseUrl, ...config }));
    onTestFinished(async () => {
      provider.close();
      await server.close();
    });
    const { signal } = new AbortController();
    const events = await collect(provider.stream(makeRequest('hello'), signal));
    expect(events.find(({ type }) => type === 'usage')).toEqual({
      type: 'usage',
      inputTokens: 1_000,
      outputTokens: 5,
      ...expected,
    });
  });
});
