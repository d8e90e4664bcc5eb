import type { SystemTopic } from '../../tools/system.ts';
import { answerAction, type ToolSaid } from './answer-action.ts';
import { answerClockResult } from './answer-clock-result.ts';
import { answerSystemResult } from './answer-system-result.ts';
import type { Intent } from './intent.ts';
import type { Words } from './words.ts';

/** What was noted and told so far in this conversation, including the message being answered. */
export interface Memory {
  readonly notes: readonly string[];
  readonly name: string | undefined;
}

/**
 * The answer to one intent. `results` are what its tools said, in the order of its calls;
 * undefined stands for a tool that could not be asked.
 */
export function answerIntent(
  intent: Intent,
  results: readonly (ToolSaid | undefined)[],
  memory: Memory,
  words: Words,
): string {
  const said = results.flatMap((result) => (result === undefined ? [] : [result.text]));
  switch (intent.kind) {
    case 'calculate':
      return answerCalculation(said.join(' '), intent.unit, words);
    case 'clock':
      return answerClockResult(intent, said, words);
    case 'system':
      return answerSystem(intent.topic, said[0], words);
    case 'how-to':
      return words.howTo[intent.topic];
    case 'act':
      return answerAction(intent.action, results, words);
    case 'note':
      return answerNote(intent.text, results[0], memory, words);
    case 'notes':
      return listNotes(said[0], memory, words);
    case 'forget-notes':
      return words.cannotForget;
    case 'tell-name':
      return words.nameTold(intent.name);
    case 'ask-name':
      return words.nameIs(memory.name);
    case 'talk':
      return words.talk[intent.topic];
    case 'declined':
      return words.declined[intent.topic];
    case 'help':
      return words.help;
    case 'unknown':
      return words.unknown;
  }
}

/** With the tool `memory` a note is kept for later conversations, else only in this one. */
function answerNote(
  text: string,
  saved: ToolSaid | undefined,
  memory: Memory,
  words: Words,
): string {
  if (saved === undefined) return words.noted(text, memory.notes.length);
  return saved.isError ? words.toolFailed(saved.text) : words.remembered(text);
}

function listNotes(listed: string | undefined, memory: Memory, words: Words): string {
  return listed === undefined ? words.notes(memory.notes) : words.memoryHolds(listed);
}

function answerSystem(topic: SystemTopic, result: string | undefined, words: Words): string {
  if (result !== undefined) return answerSystemResult(result, words);
  return topic === 'config' ? `${words.usualConfig} ${words.noSystemTool}` : words.noSystemTool;
}

/** The tool says `2+3 = 5`; anything else, such as an error, is passed on as it is. */
function answerCalculation(result: string, unit: string | undefined, words: Words): string {
  const match = /^(.+) = (-?[\d.]+(?:e[+-]?\d+)?)$/.exec(result);
  if (!match) return result;
  const [, expression = '', number = ''] = match;
  if (unit === undefined) return words.calculated(expression, number);
  // Conversions are seldom wanted to twelve digits.
  const short = String(Number(Number(number).toPrecision(6)));
  return `${words.calculated(expression, short)} ${unit}`;
}
