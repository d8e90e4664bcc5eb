import { z } from 'zod';
import { lazy } from '../../../shared/lazy.ts';
import type { ToolCall } from '../provider.ts';

/**
 * The parts of an answer in their order, without what is in the message anyway: so many characters
 * of its text, or one of its tool calls, each with Gemini's signature where it gave one.
 */
export type AnswerPart =
  | { readonly chars: number; readonly signature?: string | undefined }
  | {
      /** The id of the call in the message. */
      readonly call: string;
      /** Gemini gave that id itself and wants it back. */
      readonly isGiven: boolean;
      readonly signature?: string | undefined;
    };

/** What Gemini wants back with its answer (`ProviderState.data`). */
export interface AnswerState {
  readonly parts: readonly AnswerPart[];
}

const signature = lazy(() => z.string().min(1).optional());
const stateSchema = lazy(() =>
  z.object({
    parts: z.array(
      z.union([
        z.object({ chars: z.int().min(0), signature: signature() }),
        z.object({ call: z.string().min(1), isGiven: z.boolean(), signature: signature() }),
      ]),
    ),
  }),
);

/** Reads a stored state; undefined when it is none, or belongs to another text or other calls. */
export function readAnswerState(
  data: unknown,
  text: string,
  calls: readonly ToolCall[],
): AnswerState | undefined {
  if (data === undefined) return undefined;
  const parsed = stateSchema().safeParse(data);
  if (!parsed.success) return undefined;
  const { parts } = parsed.data;
  let chars = 0;
  const ids: string[] = [];
  for (const part of parts) {
    if ('chars' in part) chars += part.chars;
    else ids.push(part.call);
  }
  const isSame =
    chars === text.length &&
    ids.length === calls.length &&
    ids.every((id, index) => calls[index]?.id === id);
  return isSame ? parsed.data : undefined;
}

/** Collects the parts of an answer while it streams. */
export interface AnswerStateBuilder {
  addText(chars: number, signature: string | undefined): void;
  addCall(call: string, isGiven: boolean, signature: string | undefined): void;
  /** Undefined when Gemini would miss nothing. */
  build(): AnswerState | undefined;
}

/** Makes an empty builder. */
export function createAnswerStateBuilder(): AnswerStateBuilder {
  const parts: AnswerPart[] = [];
  return {
    addText(chars, signed) {
      const last = parts.at(-1);
      // Text that is signed must not be put together with text that is not.
      if (signed === undefined && last && 'chars' in last && last.signature === undefined) {
        parts[parts.length - 1] = { chars: last.chars + chars };
      } else parts.push(signed === undefined ? { chars } : { chars, signature: signed });
    },
    addCall(call, isGiven, signed) {
      parts.push({ call, isGiven, ...(signed === undefined ? {} : { signature: signed }) });
    },
    build() {
      const hasSomething = parts.some(
        (part) => part.signature !== undefined || ('call' in part && part.isGiven),
      );
      return hasSomething ? { parts } : undefined;
    },
  };
}
