import type { MessageAnswer } from '../model-core/answer.ts';
import type { StreamWriter } from '../model-core/send-answer.ts';
import { makeError, type ResponseChunk, type ResponsePart } from './wire.ts';

/** What identifies an answer. */
export interface AnswerHead {
  readonly id: string;
  readonly model: string;
  readonly promptTokens: number;
  readonly isThinkingShown: boolean;
  /** Undefined for models that sign nothing and give no ids. */
  readonly sign: (() => string) | undefined;
  readonly makeCallId: (() => string) | undefined;
}

/** Lines end with both characters, as Google's do. */
const event = (value: unknown): string => `data: ${JSON.stringify(value)}\r\n\r\n`;

/** Writes an answer as the events of `streamGenerateContent`. */
export function createGoogleWriter(head: AnswerHead): StreamWriter {
  let said = 0;
  let thought = 0;
  const makeChunk = (
    candidates: NonNullable<ResponseChunk['candidates']>,
    more: Partial<ResponseChunk> = {},
  ): string => {
    const chunk: ResponseChunk = {
      candidates,
      ...more,
      usageMetadata: {
        promptTokenCount: head.promptTokens,
        ...(said > 0 ? { candidatesTokenCount: said } : {}),
        ...(thought > 0 ? { thoughtsTokenCount: thought } : {}),
        totalTokenCount: head.promptTokens + said + thought,
      },
      modelVersion: head.model,
      responseId: head.id,
    };
    return event(chunk);
  };
  const makeParts = (parts: ResponsePart[]): string =>
    makeChunk([{ content: { role: 'model', parts }, index: 0 }]);

  return {
    contentType: 'text/event-stream',
    thought(text) {
      thought += Math.ceil(text.length / 4);
      // Thoughts are counted, but only shown when asked for.
      return head.isThinkingShown ? makeParts([{ text, thought: true }]) : '';
    },
    piece(text) {
      said += Math.ceil(text.length / 4);
      return makeParts([{ text }]);
    },
    calls(calls) {
      said += calls.length * 5;
      return calls.map((call, index) => {
        const functionCall = { name: call.name, args: { ...call.arguments } };
        return makeParts([
          {
            functionCall: {
              ...(head.makeCallId ? { id: head.makeCallId() } : {}),
              ...functionCall,
            },
            ...(index === 0 && head.sign ? { thoughtSignature: head.sign() } : {}),
          },
        ]);
      });
    },
    end(answer) {
      if (answer.ending === 'blocked') {
        const { candidates: _, ...blocked } = JSON.parse(makeChunk([]).slice(6)) as ResponseChunk;
        return event({ ...blocked, promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } });
      }
      const signature = answer.calls.length === 0 ? head.sign?.() : undefined;
      const parts: ResponsePart[] = [
        { text: '', ...(signature === undefined ? {} : { thoughtSignature: signature }) },
      ];
      const finishReason = finishReasons[answer.ending];
      return makeChunk([{ content: { role: 'model', parts }, finishReason, index: 0 }]);
    },
    malformed: 'data: {"candidates": [{"content": {"par\r\n\r\n',
    failure: event(makeError(503, 'The model is overloaded. Please try again later.')),
  };
}

const finishReasons = {
  stop: 'STOP',
  length: 'MAX_TOKENS',
  refused: 'SAFETY',
} as const satisfies Record<Exclude<MessageAnswer['ending'], 'blocked'>, string>;
