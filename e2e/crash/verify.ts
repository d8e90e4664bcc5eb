import { z } from 'zod';
import { findTokens, isAnswerTo, isMarked, type Question } from './ledger.ts';
import type { DatabaseSnapshot, OutsideSnapshot } from './snapshot.ts';

/** What a finished run must show; each rule is one way in which a promise can be broken. */
export const rules = [
  'lost', // a question nobody took in
  'taken-in-twice', // a question that stands in the inbox or the conversation more than once
  'no-completed-turn', // taken in, but its turn did not end well, or there is none
  'not-terminal', // a row that still waits or runs
  'unanswered', // no complete answer reached the user
  'answered-twice', // more than one answer, the further ones not marked
  'unexpected-message', // something nobody asked for
  'model-asked-too-often',
  'refused-by-server', // a request the messenger or the model does not accept
] as const;
export type Rule = (typeof rules)[number];

export interface Violation {
  readonly rule: Rule;
  readonly detail: string;
}

/** The outcome of a run. */
export interface Verdict {
  readonly violations: readonly Violation[];
  readonly questions: number;
  readonly turns: number;
  /** Answers that came once more and were marked. */
  readonly possibleDuplicates: number;
  readonly modelRequests: number;
}

export interface Evidence {
  readonly questions: readonly Question[];
  readonly database: DatabaseSnapshot;
  readonly outside: OutsideSnapshot;
  /** How many processes were killed: what may legitimately have been done more than once. */
  readonly kills: number;
}

const envelopeText = z.looseObject({ text: z.string() });

/** Compares what was asked with what was done. Pure. */
export function verify(evidence: Evidence): Verdict {
  const violations = [
    ...checkInbox(evidence),
    ...checkTurns(evidence),
    ...checkTerminal(evidence),
    ...checkWebAnswers(evidence),
    ...checkTelegramAnswers(evidence),
    ...checkModel(evidence),
    ...evidence.outside.violations.map((detail) => broken('refused-by-server', detail)),
  ];
  return {
    violations,
    questions: evidence.questions.length,
    turns: evidence.database.turns.length,
    possibleDuplicates: evidence.outside.telegram.filter((m) => m.isFromBot && isMarked(m.text))
      .length,
    modelRequests: evidence.outside.modelRequests.reduce((sum, { count }) => sum + count, 0),
  };
}

const broken = (rule: Rule, detail: string): Violation => ({ rule, detail });
const name = ({ token, via, kind }: Question): string => `${token} (${via}, ${kind})`;

/** How often each token stands in a list of texts. */
function countTokens(texts: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const token of findTokens(text)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

function* checkInbox({ questions, database }: Evidence): Generator<Violation> {
  const inInbox = countTokens(database.inbox.map(textOf));
  const inConversation = countTokens(
    database.messages.filter((message) => message.role === 'user').map(({ text }) => text),
  );
  const known = new Set(questions.map((question) => question.token));
  for (const question of questions) {
    const times = [inInbox.get(question.token) ?? 0, inConversation.get(question.token) ?? 0];
    if (times.includes(0))
      yield broken('lost', `${name(question)}: inbox, conversation ${times.join()}`);
    if (Math.max(...times) > 1)
      yield broken('taken-in-twice', `${name(question)}: inbox, conversation ${times.join()}`);
  }
  for (const row of database.inbox) {
    const isKnown = findTokens(textOf(row)).some((token) => known.has(token));
    if (!isKnown) yield broken('unexpected-message', `inbox ${row.id}`);
  }
}

function* checkTurns({ questions, database }: Evidence): Generator<Violation> {
  const turns = new Map(database.turns.map((turn) => [turn.id, turn]));
  const byToken = groupByToken(database);
  for (const question of questions) {
    for (const row of byToken.get(question.token) ?? []) {
      const turn = row.turn_id === null ? undefined : turns.get(row.turn_id);
      if (turn?.state !== 'done' || row.state !== 'done')
        yield broken(
          'no-completed-turn',
          `${name(question)}: inbox ${row.state}, turn ${turn?.state ?? 'none'}`,
        );
    }
  }
  const asked = new Set(database.inbox.map((row) => row.turn_id));
  for (const turn of database.turns)
    if (!asked.has(turn.id))
      yield broken('unexpected-message', `turn ${turn.id} without a question`);
}

function groupByToken(
  database: DatabaseSnapshot,
): Map<string, DatabaseSnapshot['inbox'][number][]> {
  const groups = new Map<string, DatabaseSnapshot['inbox'][number][]>();
  for (const row of database.inbox)
    for (const token of findTokens(textOf(row)))
      groups.set(token, [...(groups.get(token) ?? []), row]);
  return groups;
}

function* checkTerminal({ database }: Evidence): Generator<Violation> {
  for (const row of database.inbox)
    if (row.state !== 'done') yield broken('not-terminal', `inbox ${row.id} is ${row.state}`);
  for (const turn of database.turns)
    if (turn.state === 'running') yield broken('not-terminal', `turn ${turn.id} is running`);
  for (const row of database.outbox)
    if (row.state !== 'sent') yield broken('not-terminal', `outbox ${row.id} is ${row.state}`);
}

/** Web, exactly once: the conversation itself is what the user sees. */
function* checkWebAnswers({ questions, database }: Evidence): Generator<Violation> {
  const byToken = groupByToken(database);
  const answers = Map.groupBy(
    database.messages.filter((message) => message.role === 'assistant'),
    (message) => message.turn_id ?? '',
  );
  for (const question of questions) {
    if (question.via !== 'web' || !question.isAlone) continue;
    const turnIds = new Set((byToken.get(question.token) ?? []).map((row) => row.turn_id ?? ''));
    const complete = [...turnIds]
      .flatMap((id) => answers.get(id) ?? [])
      .filter(({ text }) => isAnswerTo(question, text));
    if (complete.length === 0) yield broken('unanswered', name(question));
    if (complete.length > 1) yield broken('answered-twice', name(question));
  }
}

/** Telegram: once, or again and marked. The chat is what the user sees. */
function* checkTelegramAnswers({ questions, outside, kills }: Evidence): Generator<Violation> {
  const byToken = new Map(questions.map((question) => [question.token, question]));
  const chats = Map.groupBy(
    outside.telegram.filter((message) => !message.isDeleted),
    (message) => message.chatId,
  );
  for (const messages of chats.values()) {
    for (const { question, replies } of splitByQuestion(messages, byToken)) {
      if (question === undefined) {
        for (const reply of replies) yield broken('unexpected-message', `Telegram: ${reply.text}`);
      } else if (question.isAlone) {
        yield* judgeReplies(
          question,
          replies.map((reply) => reply.text),
          kills,
        );
      }
    }
  }
}

interface Exchange {
  readonly question: Question | undefined;
  readonly replies: OutsideSnapshot['telegram'][number][];
}

/**
 * Cuts a chat into questions with what came after each. A marked message may come late, after the
 * next question: it belongs to the answer it repeats.
 */
function splitByQuestion(
  messages: OutsideSnapshot['telegram'],
  byToken: ReadonlyMap<string, Question>,
): readonly Exchange[] {
  const exchanges: Exchange[] = [{ question: undefined, replies: [] }];
  for (const message of messages.toSorted((a, b) => a.messageId - b.messageId)) {
    if (message.isFromBot) findRepeated(exchanges, message.text)?.replies.push(message);
    else exchanges.push({ question: byToken.get(findTokens(message.text)[0] ?? ''), replies: [] });
  }
  return exchanges;
}

function findRepeated(exchanges: readonly Exchange[], text: string): Exchange | undefined {
  const isAnswered = ({ question }: Exchange) =>
    question !== undefined && isAnswerTo(question, text);
  return (isMarked(text) ? exchanges.findLast(isAnswered) : undefined) ?? exchanges.at(-1);
}

function* judgeReplies(
  question: Question,
  replies: readonly string[],
  kills: number,
): Generator<Violation> {
  const unmarked = replies.filter((text) => !isMarked(text));
  const shown = JSON.stringify(replies);
  if (!replies.some((text) => isAnswerTo(question, text)))
    yield broken('unanswered', `${name(question)}: ${shown}`);
  if (unmarked.length > 1 || replies.length > 1 + kills)
    yield broken('answered-twice', `${name(question)}: ${shown}`);
  for (const text of unmarked)
    // What was cut off while it grew stays in the chat; a marked one completes it.
    if (!isAnswerTo(question, text) && !isBeginning(text, question.expected))
      yield broken('unexpected-message', `${name(question)}: ${text}`);
}

function isBeginning(text: string, expected: string): boolean {
  // A draft may end in a sign that more will come.
  return expected.startsWith(text.replace(/[\s….▌]+$/u, ''));
}

function* checkModel({ questions, outside, kills }: Evidence): Generator<Violation> {
  const asked = countTokens(
    outside.modelRequests.flatMap(({ text, count }) => Array<string>(count).fill(text)),
  );
  for (const question of questions) {
    if (!question.isAlone) continue;
    const most = (question.kind === 'tool' ? 2 : 1) + kills;
    const times = asked.get(question.token) ?? 0;
    if (times > most) yield broken('model-asked-too-often', `${name(question)}: ${times} times`);
  }
}

function textOf(row: DatabaseSnapshot['inbox'][number]): string {
  return envelopeText.parse(JSON.parse(row.envelope)).text;
}
