/** A tool call to make. */
export interface PlannedCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** What goes wrong while an answer is sent; all but `split` at the second piece. */
export type Mishap = 'cut' | 'short' | 'stall' | 'malformed' | 'error' | 'split';

/** Why the model ended. */
export type Ending = 'stop' | 'length' | 'refused' | 'blocked';

/** An answer of a model, in no vendor's words. */
export interface MessageAnswer {
  readonly kind: 'message';
  readonly thoughts: readonly string[];
  /** The text, cut as it is streamed. */
  readonly pieces: readonly string[];
  readonly calls: readonly PlannedCall[];
  readonly ending: Ending;
  /** Wait before each piece. */
  readonly pauseMs: number;
  readonly mishap?: Mishap;
  /** The vendor hides the thoughts; where a protocol has no way for that they come as usual. */
  readonly hidesThoughts?: boolean;
  /** Fragments of parallel calls come in turns, where the protocol allows it. */
  readonly isInterleaved?: boolean;
  /** Characters in one fragment of a call, where calls come in fragments. */
  readonly fragmentSize?: number;
  /** Wait before the status line. */
  readonly firstByteMs?: number;
}

/** What a vendor says in its own way. */
export type FaultName =
  | 'unknown-model'
  | 'invalid'
  | 'forbidden'
  | 'missing'
  | 'error'
  | 'unavailable'
  | 'limited'
  | 'too-long';

/** What a server does with a request. */
export type Answer =
  | MessageAnswer
  | { readonly kind: 'fault'; readonly fault: FaultName }
  | { readonly kind: 'html' }
  | { readonly kind: 'hang' };

/** Cuts a text into pieces of so many characters, never through a surrogate pair. */
export function cutText(text: string, size: number): string[] {
  const characters = Array.from(text);
  const pieces: string[] = [];
  for (let start = 0; start < characters.length; start += size) {
    pieces.push(characters.slice(start, start + size).join(''));
  }
  return pieces;
}

/** An answer of text, in pieces. */
export function say(pieces: readonly string[], more: Partial<MessageAnswer> = {}): MessageAnswer {
  return { kind: 'message', thoughts: [], pieces, calls: [], ending: 'stop', pauseMs: 0, ...more };
}

/** Breaks an answer off at its most tokens; a piece counts as one. */
export function limitTokens(answer: Answer, maxTokens: number | undefined): Answer {
  if (answer.kind !== 'message' || maxTokens === undefined) return answer;
  if (answer.pieces.length <= maxTokens) return answer;
  return { ...answer, pieces: answer.pieces.slice(0, maxTokens), calls: [], ending: 'length' };
}
