import type { Action, Intent } from './intent.ts';
import type { Words } from './words.ts';

/** A call of one of the tools this assistant knows. */
export interface PlannedCall {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** An intent, the words of its language, and the calls that are needed to answer it. */
export interface PlanStep {
  readonly intent: Intent;
  readonly words: Words;
  readonly calls: readonly PlannedCall[];
}

/** Which tools an intent needs of those that are offered, the same each time it is asked. */
export function planCalls(intent: Intent, offered: ReadonlySet<string>): readonly PlannedCall[] {
  switch (intent.kind) {
    case 'calculate':
      return [{ tool: 'calculate', args: { expression: intent.expression } }];
    case 'clock':
      return intent.questions.map((question) => ({ tool: 'clock', args: { ...question } }));
    case 'system':
      return [{ tool: 'system', args: { topic: intent.topic } }];
    case 'act':
      return planAction(intent.action, offered);
    case 'note':
      return whenOffered({ tool: 'memory', args: { action: 'save', text: intent.text } }, offered);
    case 'notes':
      return whenOffered({ tool: 'memory', args: { action: 'list' } }, offered);
    case 'how-to':
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

/** Notes live in the conversation where there is no memory. */
function whenOffered(call: PlannedCall, offered: ReadonlySet<string>): readonly PlannedCall[] {
  return offered.has(call.tool) ? [call] : [];
}

/** The tool that does it; for pages the browser is the better one, where it may be used. */
export function toolOf(action: Action, offered?: ReadonlySet<string>): string {
  switch (action.do) {
    case 'run-code':
      return 'code';
    case 'remind':
    case 'reminders':
      return 'cron';
    case 'read-page':
      return offered?.has('browser') ? 'browser' : 'web_fetch';
    case 'search':
      return 'web_search';
    case 'use-tool':
      return action.name;
  }
}

function planAction(action: Action, offered: ReadonlySet<string>): readonly PlannedCall[] {
  const tool = toolOf(action, offered);
  switch (action.do) {
    case 'run-code':
      return [{ tool, args: { code: action.code, language: action.language } }];
    case 'remind': {
      const moment = action.in === undefined ? { at: action.at } : { in: action.in };
      return [{ tool, args: { action: 'add', ...moment, say: action.say } }];
    }
    case 'reminders':
      return [{ tool, args: { action: 'list' } }];
    case 'read-page':
      return tool === 'browser'
        ? [
            { tool, args: { action: 'open', url: action.url } },
            { tool, args: { action: 'snapshot' } },
          ]
        : [{ tool, args: { url: action.url } }];
    case 'search':
      return [{ tool, args: { query: action.query } }];
    case 'use-tool':
      return [{ tool, args: action.args }];
  }
}
