import { describe, expect, it, onTestFinished } from 'vitest';
import { AppError, type ErrorCode } from '../../shared/errors/index.ts';
import type { ModelEvent, ModelRequest, Provider, ToolCall } from './provider.ts';

/** What a provider's test brings along, so that the suite can make it do things. */
export interface ProviderHarness {
  readonly provider: Provider;
  /** Is answered in at least three pieces of text, without tools. */
  readonly text: ModelRequest;
  /** Makes the model call exactly one of the tools. */
  readonly oneTool: ModelRequest;
  /** Makes the model call at least two tools in one answer. */
  readonly manyTools: ModelRequest;
  /** Fails before a word is said; absent for a provider that cannot fail. */
  readonly failing?: { readonly request: ModelRequest; readonly code: ErrorCode };
  /** Holds pictures beside words and in the result of a tool; the answer names their types. */
  readonly pictures?: { readonly request: ModelRequest; readonly sees: string };
  /** Thinks in the open, then answers in words. */
  readonly thinking?: ModelRequest;
  /** Thinks, then calls a tool; the server wants the thought back with the result. */
  readonly thinkingTool?: ModelRequest;
  /** The model declines to answer. */
  readonly refusal?: ModelRequest;
  /** The response ends in good order in the middle of the answer. */
  readonly cutShort?: ModelRequest;
  /** Calls tools; the arguments come in many fragments, those of several calls in turns. */
  readonly fragments?: readonly ModelRequest[];
  readonly embeddingModel?: string;
  /** What the server was sent that the published protocol does not have. */
  readonly listViolations?: () => Promise<readonly unknown[]>;
  /** What the provider told its monitor so far. */
  readonly worked: readonly string[];
  readonly failed: readonly AppError[];
  close(): Promise<void> | void;
}

/** Reads a whole stream. */
export async function collect(stream: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

/** The text of an answer. */
export function joinText(events: readonly ModelEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('');
}

/** The tool calls of an answer. */
export function pickCalls(events: readonly ModelEvent[]): ToolCall[] {
  return events.flatMap((event) => (event.type === 'tool-call' ? [event.call] : []));
}

/** What a provider wants back with an answer. */
export function pickState(events: readonly ModelEvent[]): unknown {
  return events.find((event) => event.type === 'state')?.data;
}

/** Goes on with a conversation: the model's calls, and a result for each. */
export function answerCalls(
  request: ModelRequest,
  calls: readonly ToolCall[],
  answer: (call: ToolCall) => string,
  state?: unknown,
): ModelRequest {
  const results = calls.map((call) => ({
    role: 'tool' as const,
    callId: call.id,
    name: call.name,
    text: answer(call),
  }));
  const asked = { role: 'assistant' as const, text: '', toolCalls: calls, state };
  return { ...request, messages: [...request.messages, asked, ...results] };
}

type Start = () => Promise<ProviderHarness>;

const ask = (harness: ProviderHarness, request: ModelRequest): Promise<ModelEvent[]> =>
  collect(harness.provider.stream(request, new AbortController().signal));

/** Every provider passes this suite. `make` is called for each test. */
export function describeProvider(
  name: string,
  make: () => Promise<ProviderHarness> | ProviderHarness,
): void {
  const start: Start = async () => {
    const harness = await make();
    onTestFinished(() => harness.close());
    return harness;
  };
  describe(`${name} as a provider`, () => {
    describeAnswers(start);
    describeTools(start);
    describeThoughts(start);
    describeExtras(start);
    describeEnds(start);
  });
}

function describeAnswers(start: Start): void {
  it('streams text, then usage once, then finish as the last event', async () => {
    const harness = await start();
    const events = await ask(harness, harness.text);
    const types = events.map((event) => event.type);
    expect(types.filter((type) => type === 'text').length).toBeGreaterThanOrEqual(3);
    expect(types.slice(-2)).toEqual(['usage', 'finish']);
    expect(types.filter((type) => type === 'usage' || type === 'finish')).toHaveLength(2);
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
    expect(joinText(events).trim()).not.toBe('');
    expect(harness.worked).toEqual([harness.text.model]);
  });

  it('counts tokens as whole numbers of at least 1', async () => {
    const harness = await start();
    const usage = (await ask(harness, harness.text)).find((event) => event.type === 'usage');
    for (const count of [usage?.inputTokens, usage?.outputTokens]) {
      expect(Number.isInteger(count)).toBe(true);
      expect(count).toBeGreaterThan(0);
    }
  });

  it('answers many at once without mixing them up', async () => {
    const harness = await start();
    const all = await Promise.all(Array.from({ length: 20 }, () => ask(harness, harness.text)));
    const first = joinText(all[0] ?? []);
    for (const events of all) expect(joinText(events)).toBe(first);
  });
}

function describeTools(start: Start): void {
  it('calls a tool that is offered and answers with its result', async () => {
    const harness = await start();
    const events = await ask(harness, harness.oneTool);
    const calls = pickCalls(events);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.id).not.toBe('');
    expect(harness.oneTool.tools.map((tool) => tool.name)).toContain(calls[0]?.name);
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'tool-calls' });
    const followUp = answerCalls(harness.oneTool, calls, () => 'marker-4711', pickState(events));
    const next = await ask(harness, followUp);
    expect(joinText(next)).toContain('marker-4711');
    expect(next.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
  });

  it('calls several tools in one answer, each with an id of its own', async () => {
    const harness = await start();
    const events = await ask(harness, harness.manyTools);
    const calls = pickCalls(events);
    expect(calls.length).toBeGreaterThanOrEqual(2);
    expect(new Set(calls.map((call) => call.id)).size).toBe(calls.length);
    const say = (call: ToolCall): string => `result of ${call.id}`;
    const followUp = answerCalls(harness.manyTools, calls, say, pickState(events));
    const next = await ask(harness, followUp);
    for (const call of calls) expect(joinText(next)).toContain(`result of ${call.id}`);
  });

  it('calls no tool when none is offered', async () => {
    const harness = await start();
    const events = await ask(harness, { ...harness.oneTool, tools: [] });
    expect(pickCalls(events)).toEqual([]);
    expect(joinText(events).trim()).not.toBe('');
  });
}

/** What not every family can do; a harness without the request passes. */
function describeThoughts(start: Start): void {
  it('streams thoughts before words, and keeps both apart', async () => {
    const harness = await start();
    if (!harness.thinking) return;
    const events = await ask(harness, harness.thinking);
    const types = [...new Set(events.map((event) => event.type))];
    expect(types.filter((type) => type !== 'state')).toEqual([
      'reasoning',
      'text',
      'usage',
      'finish',
    ]);
  });

  it('hands out what it wants back, once and before the usage', async () => {
    const harness = await start();
    if (!harness.thinkingTool) return;
    const events = await ask(harness, harness.thinkingTool);
    const types = events.map((event) => event.type);
    expect(types.slice(-4)).toEqual(['tool-call', 'state', 'usage', 'finish']);
    expect(types.filter((type) => type === 'state')).toHaveLength(1);
  });

  it('goes on after a tool with the thought it had, also when it was stored meanwhile', async () => {
    const harness = await start();
    const request = harness.thinkingTool;
    if (!request) return;
    const events = await ask(harness, request);
    const state: unknown = JSON.parse(JSON.stringify(pickState(events)));
    const followUp = answerCalls(request, pickCalls(events), () => 'marker-4712', state);
    const next = await ask(harness, followUp);
    expect(joinText(next)).toContain('marker-4712');
    expect(await harness.listViolations?.()).toEqual([]);
  });

  it('goes on without a thought that the server does not know any more', async () => {
    const harness = await start();
    const request = harness.thinkingTool;
    if (!request) return;
    const calls = pickCalls(await ask(harness, request));
    const followUp = answerCalls(request, calls, () => 'marker-4713', { foreign: true });
    expect(joinText(await ask(harness, followUp))).toContain('marker-4713');
  });
}

function describeExtras(start: Start): void {
  it('shows pictures, beside words and in the results of tools', async () => {
    const harness = await start();
    if (!harness.pictures) return;
    const { request, sees } = harness.pictures;
    expect(joinText(await ask(harness, request))).toBe(sees);
    expect(await harness.listViolations?.()).toEqual([]);
  });

  it('puts calls together whose arguments come in fragments, also in turns', async () => {
    const harness = await start();
    for (const request of harness.fragments ?? []) {
      const events = await ask(harness, request);
      const calls = pickCalls(events);
      expect(calls.length).toBeGreaterThan(0);
      for (const call of calls) {
        expect(call.malformedArguments).toBeUndefined();
        expect(call.arguments).not.toEqual({});
      }
      expect(events.at(-1)).toEqual({ type: 'finish', reason: 'tool-calls' });
    }
  });

  it('ends with a refusal, and calls nothing, when the model declines', async () => {
    const harness = await start();
    if (!harness.refusal) return;
    const events = await ask(harness, harness.refusal);
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'refusal' });
    expect(pickCalls(events)).toEqual([]);
  });

  it('takes a truncated stream for a failure, never for an answer', async () => {
    const harness = await start();
    if (!harness.cutShort) return;
    const events: ModelEvent[] = [];
    const read = async (request: ModelRequest): Promise<void> => {
      const stream = harness.provider.stream(request, new AbortController().signal);
      for await (const event of stream) events.push(event);
    };
    await expect(read(harness.cutShort)).rejects.toMatchObject({ code: 'PROVIDER_ANSWER_CUT' });
    expect(events.some((event) => event.type === 'finish')).toBe(false);
    expect(harness.worked).toEqual([]);
  });

  it('places texts in a space, like ones near each other, in order', async () => {
    const harness = await start();
    const { provider, embeddingModel } = harness;
    if (embeddingModel === undefined) return;
    const texts = ['a cat', 'zzzzzz', 'a cat'];
    const found = await provider.embed?.(embeddingModel, texts, new AbortController().signal);
    expect(found?.vectors).toHaveLength(3);
    expect(found?.vectors[0]?.length).toBeGreaterThan(1);
    expect(found?.vectors[2]).toEqual(found?.vectors[0]);
    expect(found?.vectors[1]).not.toEqual(found?.vectors[0]);
    expect(found?.inputTokens).toBeGreaterThan(0);
  });
}

function describeEnds(start: Start): void {
  it('rejects with the reason of the signal when it is aborted before', async () => {
    const harness = await start();
    const reason = new Error('not needed any more');
    const stream = harness.provider.stream(harness.text, AbortSignal.abort(reason));
    await expect(collect(stream)).rejects.toBe(reason);
    expect(harness.failed).toEqual([]);
  });

  it('rejects with the reason of the signal in the middle, and says no further word', async () => {
    const harness = await start();
    const controller = new AbortController();
    const reason = new Error('stopped by a person');
    const seen: ModelEvent[] = [];
    const read = async (): Promise<void> => {
      for await (const event of harness.provider.stream(harness.text, controller.signal)) {
        seen.push(event);
        controller.abort(reason);
      }
    };
    await expect(read()).rejects.toBe(reason);
    expect(seen).toHaveLength(1);
    expect(harness.failed).toEqual([]);
  });

  it('lets a reader leave early and answers the next one', async () => {
    const harness = await start();
    for await (const event of harness.provider.stream(harness.text, new AbortController().signal)) {
      expect(event.type).toBe('text');
      break;
    }
    expect(joinText(await ask(harness, harness.text)).trim()).not.toBe('');
  });

  it('fails with an error of the registry and tells its monitor', async () => {
    const harness = await start();
    if (!harness.failing) {
      expect(harness.failed).toEqual([]);
      return;
    }
    const error: unknown = await ask(harness, harness.failing.request).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe(harness.failing.code);
    expect((error as AppError).hint).not.toMatch(/\{\w+\}/);
    expect((error as AppError).message).not.toMatch(/\{\w+\}/);
    expect(harness.failed).toEqual([error]);
  });

  it('lists models whose names are not empty', async () => {
    const harness = await start();
    const models = await harness.provider.listModels(new AbortController().signal);
    expect(models.length).toBeGreaterThan(0);
    for (const model of models) expect(model.id).not.toBe('');
  });

  it('can be closed twice', async () => {
    const harness = await start();
    await ask(harness, harness.text);
    harness.provider.close();
    harness.provider.close();
  });
}
