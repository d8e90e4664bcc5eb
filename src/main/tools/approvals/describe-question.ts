import { limits } from '../../../shared/config/limits.ts';
import type { ChatButton } from '../../delivery/speak-up.ts';
import { sayIn } from '../../delivery/phrases.ts';
import { readAlwaysOf, readShown, type ApprovalRecord } from './approval-store.ts';
import type { ArgumentPatterns } from '../../../shared/model/rule-fits.ts';
import { argumentsInWords, cutMiddle, makeVisible, oneLine } from './show-arguments.ts';

/** What a question says in a chat. */
export interface QuestionText {
  readonly text: string;
  readonly buttons: readonly ChatButton[];
}

export interface QuestionPlace {
  /** What people call the agent. */
  readonly agentName: string;
  /** It is asked in another chat than the one it is about. */
  readonly isElsewhere: boolean;
}

/**
 * A question as a person reads it: who wants to do what, why, with which arguments, and how to answer.
 * "Always" is offered only where everything it would hold for can be read here.
 */
export function describeQuestion(record: ApprovalRecord, place: QuestionPlace): QuestionText {
  const { code } = record;
  const args = argumentsInWords(readShown(record), limits.approvals.shownChars);
  const always = args.isCut ? undefined : describeAlways(record);
  const minutes = Math.max(1, Math.round((record.expires_at - record.created_at) / 60_000));
  const lines = [
    sayIn('en', { key: 'approval.question', values: namesOf(record, place.agentName) }),
    plain(record.reason),
    fence(args.text),
    args.isCut ? sayIn('en', { key: 'approval.cut', values: { code } }) : '',
    place.isElsewhere ? elsewhere(record) : '',
    sayIn('en', { key: 'approval.how', values: { code, minutes } }),
    always ?? '',
  ];
  return {
    text: lines.filter((line) => line !== '').join('\n'),
    buttons: makeButtons(code, always !== undefined),
  };
}

/** What stands there once a question is closed. */
export function describeOutcome(record: ApprovalRecord, agentName: string): string {
  if (record.state === 'pending') throw new Error('the question is not closed');
  const key = `approval.${record.state}` as const;
  const args = argumentsInWords(readShown(record), limits.approvals.shownChars);
  const head = sayIn('en', { key, values: namesOf(record, agentName) });
  return [head, fence(args.text)].filter((line) => line !== '').join('\n');
}

function namesOf(
  { tool, code }: ApprovalRecord,
  agentName: string,
): Readonly<Record<string, string>> {
  return { agent: plain(agentName), tool: plain(tool), code };
}

function elsewhere({ session_key: session }: ApprovalRecord): string {
  return sayIn('en', { key: 'approval.elsewhere', values: { session: plain(session) } });
}

function describeAlways(record: ApprovalRecord): string | undefined {
  const patterns = readAlwaysOf(record);
  if (!patterns) return undefined;
  const { code, tool } = record;
  if (Object.keys(patterns).length === 0)
    return sayIn('en', { key: 'approval.always-any', values: { code, tool: plain(tool) } });
  const text = patternsInWords(patterns);
  if (text.length > limits.approvals.shownChars / 2) return undefined;
  return sayIn('en', { key: 'approval.always-when', values: { code, patterns: text } });
}

/** "command is `ls`, url is like `https://shop.example/*`" */
export function patternsInWords(patterns: ArgumentPatterns): string {
  return Object.entries(patterns)
    .map(([name, { pattern, isExact }]) => {
      const isLiteral = isExact || !pattern.includes('*');
      return `${plain(name)} is ${isLiteral ? '' : 'like '}${inlineCode(pattern)}`;
    })
    .join(', ');
}

function makeButtons(code: string, canAlways: boolean): ChatButton[] {
  const allow = {
    label: sayIn('en', { key: 'approval.button-allow' }),
    text: `/allow ${code}`,
  };
  const deny = { label: sayIn('en', { key: 'approval.button-deny' }), text: `/deny ${code}` };
  const always = {
    label: sayIn('en', { key: 'approval.button-always' }),
    text: `/allow ${code} always`,
  };
  return canAlways ? [allow, deny, always] : [allow, deny];
}

/** Words of others in a text that is read as Markdown: one line in which nothing is a mark. */
function plain(text: string): string {
  const line = cutMiddle(makeVisible(oneLine(text)), limits.approvals.reasonChars);
  return line.replaceAll(/[\\`*_{}[\]<>()#+!|~&]/g, String.raw`\$&`);
}

function inlineCode(text: string): string {
  const line = makeVisible(text).replaceAll('\n', '↵').replaceAll('\t', '→');
  const marks = '`'.repeat(longestRun(line) + 1);
  return line.startsWith('`') || line.endsWith('`')
    ? `${marks} ${line} ${marks}`
    : `${marks}${line}${marks}`;
}

/** A block that its text can't end. */
function fence(text: string): string {
  if (text === '') return '';
  const marks = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${marks}\n${text}\n${marks}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
