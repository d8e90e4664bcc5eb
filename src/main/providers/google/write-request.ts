import {
  FunctionResponse,
  FunctionResponsePart,
  type Content,
  type GenerateContentConfig,
  type GenerateContentParameters,
  type Part,
} from '@google/genai';
import type { ModelImage, ModelMessage, ModelRequest, ToolCall } from '../provider.ts';
import { joinNote, sortImages } from '../sdk/known-image.ts';
import { readTraits, writeThinking, type ModelTraits } from './model-traits.ts';
import { readAnswerState, type AnswerPart } from './signatures.ts';

/**
 * What Google documents for function calls that were not made by this model, such as after a
 * fallback: Gemini 3 refuses them without a signature
 * (ai.google.dev/gemini-api/docs/thought-signatures).
 */
const foreignSignature = 'skip_thought_signature_validator';

type ToolResult = Extract<ModelMessage, { role: 'tool' }>;
type Answer = Extract<ModelMessage, { role: 'assistant' }>;

/** Writes a request for `generateContentStream`. `hasThinking` is false for models that refuse it. */
export function writeRequest(
  request: ModelRequest,
  hasThinking: boolean,
  config: Pick<GenerateContentConfig, 'abortSignal' | 'httpOptions'> = {},
): GenerateContentParameters {
  const traits = readTraits(request.model);
  const thinkingConfig = hasThinking ? writeThinking(request.thinking, traits) : undefined;
  return {
    model: request.model,
    contents: writeContents(request.messages, traits),
    config: {
      ...config,
      maxOutputTokens: request.maxOutputTokens,
      ...(request.system === '' ? {} : { systemInstruction: request.system }),
      ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
      ...(thinkingConfig ? { thinkingConfig } : {}),
      ...(request.tools.length > 0
        ? { tools: [{ functionDeclarations: writeTools(request) }] }
        : {}),
      automaticFunctionCalling: { disable: true },
      // One answer was reserved from the budget; going on is a decision of the turn.
      automaticContinuation: false,
    },
  };
}

function writeTools({ tools }: ModelRequest) {
  return tools.map(({ name, description, parameters }) => ({
    name,
    description,
    parametersJsonSchema: parameters,
  }));
}

function writeContents(messages: readonly ModelMessage[], traits: ModelTraits): Content[] {
  const contents: Content[] = [];
  const writer = { givenIds: new Set<string>(), order: new Map<string, number>() };
  for (let index = 0; index < messages.length;) {
    const message = messages[index];
    if (message?.role !== 'tool') {
      if (message) add(contents, writeMessage(message, traits, writer));
      index++;
      continue;
    }
    const end = messages.findIndex((one, at) => at > index && one.role !== 'tool');
    const results = messages.slice(index, end < 0 ? undefined : end) as readonly ToolResult[];
    add(contents, { role: 'user', parts: writeResults(results, traits, writer) });
    index += results.length;
  }
  return contents;
}

/** Gemini refuses contents without parts. */
function add(contents: Content[], content: Content): void {
  if ((content.parts?.length ?? 0) > 0) contents.push(content);
}

/** What the last answer said about its calls. */
interface CallNotes {
  readonly givenIds: Set<string>;
  readonly order: Map<string, number>;
}

function writeMessage(
  message: Exclude<ModelMessage, ToolResult>,
  traits: ModelTraits,
  notes: CallNotes,
): Content {
  switch (message.role) {
    case 'user': {
      const { images, note } = writeImages(message.images);
      const text = joinNote(message.text, note);
      const hasText = text !== '' || images.length === 0;
      return { role: 'user', parts: [...(hasText ? [{ text: text || ' ' }] : []), ...images] };
    }
    case 'assistant':
      notes.order.clear();
      for (const [index, call] of message.toolCalls.entries()) notes.order.set(call.id, index);
      return { role: 'model', parts: writeAnswer(message, traits, notes) };
  }
}

function writeAnswer(message: Answer, traits: ModelTraits, notes: CallNotes): Part[] {
  const { text, toolCalls } = message;
  const state = readAnswerState(message.state, text, toolCalls);
  if (!state) return writeForeignAnswer(message, traits);
  let read = 0;
  return state.parts.flatMap((part: AnswerPart): Part[] => {
    const signed = part.signature === undefined ? {} : { thoughtSignature: part.signature };
    if ('chars' in part) {
      const piece = text.slice(read, (read += part.chars));
      return piece === '' && part.signature === undefined ? [] : [{ text: piece, ...signed }];
    }
    const call = toolCalls.find((one) => one.id === part.call);
    if (!call) return [];
    if (part.isGiven) notes.givenIds.add(call.id);
    return [{ functionCall: writeCall(call, part.isGiven), ...signed }];
  });
}

function writeForeignAnswer({ text, toolCalls }: Answer, { hasLevels }: ModelTraits): Part[] {
  const words: Part[] = text === '' ? [] : [{ text }];
  const calls = toolCalls.map((call, index): Part => {
    const isSigned = index === 0 && hasLevels;
    return {
      functionCall: writeCall(call, false),
      ...(isSigned ? { thoughtSignature: foreignSignature } : {}),
    };
  });
  return [...words, ...calls];
}

function writeCall(call: ToolCall, isGiven: boolean) {
  return { ...(isGiven ? { id: call.id } : {}), name: call.name, args: { ...call.arguments } };
}

/** In the order of the calls: where Gemini gave no ids, it knows results by name and order. */
function writeResults(
  results: readonly ToolResult[],
  traits: ModelTraits,
  { givenIds, order }: CallNotes,
): Part[] {
  const rank = (result: ToolResult): number => order.get(result.callId) ?? order.size;
  const sorted = results.toSorted((a, b) => rank(a) - rank(b));
  const parts: Part[] = [];
  const loose: Part[] = [];
  for (const result of sorted) {
    const { images, note } = writeImages(result.images);
    const text = joinNote(result.text, note);
    const response = Object.assign(new FunctionResponse(), {
      ...(givenIds.has(result.callId) ? { id: result.callId } : {}),
      name: result.name,
      response: result.isError === true ? { error: text } : { output: text },
    });
    // Only Gemini 3 and later take pictures inside a function's response.
    if (traits.hasLevels && images.length > 0) {
      response.parts = images.map((image) => Object.assign(new FunctionResponsePart(), image));
    }
    parts.push({ functionResponse: response });
    if (!traits.hasLevels) loose.push(...images);
  }
  return [...parts, ...loose];
}

/** Gemini takes no GIF, which the others do. */
function writeImages(images: readonly ModelImage[] = []) {
  const still = images.filter((image) => image.mimeType !== 'image/gif');
  const { known, note } = sortImages(still);
  const gif = still.length < images.length ? '[a picture of type image/gif cannot be shown]' : '';
  return {
    images: known.map(({ mimeType, data }) => ({ inlineData: { mimeType, data } })),
    note: joinNote(note, gif),
  };
}
