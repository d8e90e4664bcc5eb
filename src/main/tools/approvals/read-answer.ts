import { readCode } from './new-code.ts';

export type Decision = 'allow' | 'deny';

const words: Readonly<Record<string, Decision>> = {
  yes: 'allow',
  ja: 'allow',
  ok: 'allow',
  allow: 'allow',
  no: 'deny',
  nein: 'deny',
  deny: 'deny',
};

/** A message that is nothing but an answer. */
export interface BareAnswer {
  readonly decision: Decision;
  /** Codes in the message it answers, where a messenger quotes that. */
  readonly quoted: readonly string[];
}

/** Reads a message of one known word, with or without a quote above it; undefined for all others. */
export function readBareAnswer(text: string): BareAnswer | undefined {
  const lines = text.trim().split('\n');
  const quote = lines.filter((line) => line.startsWith('>'));
  const own = lines.slice(quote.length).join('\n').trim().toLowerCase();
  const word = own.replace(/[.!]$/, '');
  const decision = Object.hasOwn(words, word) ? words[word] : undefined;
  if (decision === undefined) return undefined;
  // Only the first line of a question is ours alone: what follows holds words of others.
  const first = quote[0] ?? '';
  return { decision, quoted: first.split(/[^A-Z0-9]+/).flatMap((part) => readCode(part) ?? []) };
}
