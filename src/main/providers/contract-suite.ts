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

/** Goes on with a conversation: the model's calls, and a result for each. */
export function answerCalls(
  request: ModelRequest,
  calls: readonly ToolCall[],
  answer: (call: ToolCall) => string,
): ModelRequest {
  const results = calls.map((call) => ({
    role: 'tool' as const,
    callId: call.id,
    name: call.name,
    text: answer(call),
  }));
  const asked = { role: 'assistant' as const, text: '', toolCalls: calls };
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
    const next = await ask(
      harness,
      answerCalls(harness.oneTool, calls, () => 'marker-4711'),
    );
    expect(joinText(next)).toContain('marker-4711');
    expect(next.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
  });

  it('calls several tools in one answer, each with an id of its own', async () => {
    const harness = await start();
    const calls = pickCalls(await ask(harness, harness.manyTools));
    expect(calls.length).toBeGreaterThanOrEqual(2);
    expect(new Set(calls.map((call) => call.id)).size).toBe(calls.length);
    const followUp = answerCalls(harness.manyTools, calls, (call) => `result of ${call.id}`);
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
