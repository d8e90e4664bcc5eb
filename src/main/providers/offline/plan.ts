import type { Intent } from './intent.ts';
import type { Words } from './words.ts';

/** A call of one of the tools this assistant knows. */
export interface PlannedCall {
  readonly tool: 'calculate' | 'clock' | 'system';
  readonly args: Readonly<Record<string, unknown>>;
}

/** An intent, the words of its language, and the calls that are needed to answer it. */
export interface PlanStep {
  readonly intent: Intent;
  readonly words: Words;
  readonly calls: readonly PlannedCall[];
}

/** Which tools an intent needs, the same each time it is asked. */
export function planCalls(intent: Intent): readonly PlannedCall[] {
  switch (intent.kind) {
    case 'calculate':
      return [{ tool: 'calculate', args: { expression: intent.expression } }];
    case 'clock':
      return intent.questions.map((question) => ({ tool: 'clock', args: { ...question } }));
    case 'system':
      return [{ tool: 'system', args: { topic: intent.topic } }];
    case 'how-to':
    case 'note':
    case 'notes':
    case 'forget-notes':
    case 'tell-name':
    case 'ask-name':
    case 'talk':
    case 'help':
    case 'declined':
    case 'unknown':
      return [];
  }
}
