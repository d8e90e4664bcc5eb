import type { Action } from './intent.ts';
import { toolOf } from './plan.ts';
import type { Words } from './words.ts';

/** What a tool said, and whether it went wrong. */
export interface ToolSaid {
  readonly text: string;
  readonly isError: boolean;
}

/** Lines of a page that are quoted. */
const quotedLines = 12;
const quotedChars = 1_500;

/** The answer to something that was done with a tool; `undefined` stands for one that is not there. */
export function answerAction(
  action: Action,
  said: readonly (ToolSaid | undefined)[],
  words: Words,
): string {
  const last = said.at(-1);
  if (last === undefined) return words.noTool(toolOf(action));
  const failed = said.find((one) => one?.isError);
  if (failed) return words.toolFailed(failed.text);
  switch (action.do) {
    case 'run-code':
      return words.codeRan(last.text);
    case 'remind':
      return words.reminderSet(action.say, action.in, action.at);
    case 'reminders':
    case 'search':
    case 'use-tool':
      return last.text;
    case 'read-page':
      return words.pageSays(action.url, quote(last.text));
  }
}

/** The first lines of a page that say something, as a quotation. */
function quote(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => readNode(line.trim()))
    .filter((line) => line !== '');
  return lines
    .slice(0, quotedLines)
    .map((line) => `> ${line}`)
    .join('\n')
    .slice(0, quotedChars);
}

/** A snapshot names the kind and place of each part: `- heading "Opening hours" [ref=e3]`. */
function readNode(line: string): string {
  if (!line.startsWith('- ')) return line;
  const quoted = /^- [\w-]+ "((?:[^"\\]|\\.)*)"/.exec(line)?.[1];
  if (quoted !== undefined) return quoted.replaceAll('\\"', '"');
  const after = /^- [\w-]+(?: \[[^\]]*\])*: (.+)$/.exec(line)?.[1];
  return after ?? '';
}
