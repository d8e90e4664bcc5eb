import { describe, expect, it } from 'vitest';
import { createLedger, type Question } from './ledger.ts';
import { verify, type Evidence, type Rule } from './verify.ts';

/** What a run leaves behind in which everything went well. */
function goodRun(): Evidence & { questions: Question[] } {
  const ledger = createLedger();
  const web = ledger.ask({ via: 'web', place: 'agent:main:w', kind: 'echo', isAlone: true });
  const chat = ledger.ask({ via: 'telegram', place: '7', kind: 'slow', isAlone: true });
  const questions = [web, chat];
  return {
    questions,
    kills: 1,
    database: {
      inbox: questions.map(({ text, via }, index) => ({
        id: `i${index}`,
        channel: via,
        state: 'done',
        turn_id: `t${index}`,
        envelope: JSON.stringify({ text }),
      })),
      turns: questions.map(({ via }, index) => ({ id: `t${index}`, state: 'done', channel: via })),
      messages: questions.flatMap(({ text, expected }, index) => [
        { id: `u${index}`, role: 'user', text, turn_id: `t${index}` },
        { id: `a${index}`, role: 'assistant', text: expected, turn_id: `t${index}` },
      ]),
      outbox: [
        {
          id: 'o',
          turn_id: 't1',
          channel: 'telegram',
          state: 'sent',
          text: chat.expected,
          is_duplicate: 0,
        },
      ],
    },
    outside: {
      telegram: [
        { chatId: 7, messageId: 1, isFromBot: false, text: chat.text, isDeleted: false },
        { chatId: 7, messageId: 2, isFromBot: true, text: chat.expected, isDeleted: false },
      ],
      modelRequests: questions.map(({ text }) => ({ text, count: 1 })),
      violations: [],
    },
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends object ? Mutable<T[K]> : T[K] };
type Run = Mutable<ReturnType<typeof goodRun>>;
const mark = 'This message may have been sent twice.';
const reply = (text: string) => ({
  chatId: 7,
  messageId: 3,
  isFromBot: true,
  text,
  isDeleted: false,
});

it('is content when everything was answered once', () => {
  const verdict = verify(goodRun());
  expect(verdict).toMatchObject({ violations: [], questions: 2, turns: 2, possibleDuplicates: 0 });
});

it('accepts and counts a marked second answer, also after one that was cut off', () => {
  const run = goodRun() as Run;
  const full = run.outside.telegram[1]!.text;
  run.outside.telegram.push(reply(`${full}\n${mark}`));
  expect(verify(run)).toMatchObject({ violations: [], possibleDuplicates: 1 });
  run.outside.telegram[1]!.text = 'word1 wor';
  expect(verify(run)).toMatchObject({ violations: [], possibleDuplicates: 1 });
});

it('gives a marked answer that comes late to the question it answers', () => {
  const run = goodRun() as Run;
  const next = { ...run.questions[1]!, token: 'q9z', text: 'q9z', kind: 'echo' as const };
  run.questions.push({ ...next, expected: 'echo: q9z', isAlone: true });
  const late = reply(`${run.outside.telegram[1]!.text}\n${mark}`);
  run.outside.telegram.push(
    { ...reply('q9z'), messageId: 3, isFromBot: false },
    { ...late, messageId: 4 },
    { ...reply('echo: q9z'), messageId: 5 },
  );
  const rules = verify(run).violations.map(({ rule }) => rule);
  expect(rules).not.toContain('answered-twice');
  expect(rules).not.toContain('unexpected-message');
});

describe('sees each broken promise', () => {
  const cases: [string, Rule, (run: Run) => void][] = [
    ['a question without an inbox row', 'lost', (run) => run.database.inbox.splice(0, 1)],
    [
      'a question that is not in the conversation',
      'lost',
      (run) => run.database.messages.splice(0, 1),
    ],
    [
      'a second inbox row',
      'taken-in-twice',
      ({ database }) => database.inbox.push(database.inbox[0]!),
    ],
    [
      'a message that stands twice in the conversation',
      'taken-in-twice',
      ({ database }) => database.messages.push(database.messages[2]!),
    ],
    ['a turn that failed', 'no-completed-turn', (run) => (run.database.turns[0]!.state = 'failed')],
    [
      'an inbox row without turn',
      'no-completed-turn',
      (run) => (run.database.inbox[1]!.turn_id = null),
    ],
    [
      'a turn that runs for ever',
      'not-terminal',
      (run) => (run.database.turns[0]!.state = 'running'),
    ],
    [
      'a part that was not sent',
      'not-terminal',
      (run) => (run.database.outbox[0]!.state = 'unknown'),
    ],
    ['a part that is held', 'not-terminal', (run) => (run.database.outbox[0]!.state = 'held')],
    ['an ignored message', 'not-terminal', (run) => (run.database.inbox[0]!.state = 'ignored')],
    ['silence on the web', 'unanswered', (run) => run.database.messages.splice(1, 1)],
    ['silence on Telegram', 'unanswered', (run) => run.outside.telegram.splice(1, 1)],
    ['half an answer', 'unanswered', (run) => (run.outside.telegram[1]!.text = 'word1 word2')],
    [
      'a second answer on the web',
      'answered-twice',
      ({ database }) => database.messages.push(database.messages[1]!),
    ],
    [
      'a second answer on Telegram that is not marked',
      'answered-twice',
      ({ outside }) => outside.telegram.push(reply(outside.telegram[1]!.text)),
    ],
    [
      'more marked answers than kills',
      'answered-twice',
      ({ outside }) =>
        [1, 2].forEach(() => outside.telegram.push(reply(`${outside.telegram[1]!.text}\n${mark}`))),
    ],
    ['another answer', 'unexpected-message', (run) => (run.outside.telegram[1]!.text = 'hello')],
    [
      'an answer without a question',
      'unexpected-message',
      ({ outside }) => outside.telegram.push({ ...reply('hello'), chatId: 8 }),
    ],
    [
      'an inbox row nobody wrote',
      'unexpected-message',
      ({ database }) => database.inbox.push({ ...database.inbox[0]!, envelope: '{"text":"x"}' }),
    ],
    [
      'a turn nobody asked for',
      'unexpected-message',
      ({ database }) => database.turns.push({ id: 't9', state: 'done', channel: 'web' }),
    ],
    [
      'too many requests',
      'model-asked-too-often',
      (run) => (run.outside.modelRequests[0]!.count = 3),
    ],
    ['a refused request', 'refused-by-server', (run) => run.outside.violations.push('x')],
  ];
  it.each(cases)('%s: %s', (_name, rule, spoil) => {
    const run = goodRun() as Run;
    spoil(run);
    expect(verify(run).violations.map((violation) => violation.rule)).toContain(rule);
  });
});
