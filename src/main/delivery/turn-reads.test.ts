import { afterEach, describe, expect, it } from 'vitest';
import { readRecordedPrompt, toPromptResult } from '../agents/recorded-prompt.ts';
import {
  callThenSay,
  createHarness,
  say,
  type Harness,
} from '../compose/testing/message-path-harness.ts';
import { listTurns, readTurn } from './turn-reads.ts';

let harness: Harness;
afterEach(() => harness.end());

async function ask(text: string, key: string): Promise<string> {
  await harness.send(text, { key });
  await harness.until('chat', ({ runId, state }) => runId === key && state === 'final');
  const row = harness.db
    .statement<[string], { id: string }>('SELECT id FROM turn WHERE run_id = ?')
    .get(key);
  return row?.id ?? '';
}

describe('a turn that is looked at', () => {
  it('cuts long texts of its steps, and nothing else', async () => {
    harness = createHarness();
    const turnId = await ask('hello', 'a');
    const long = JSON.stringify({ result: 'x'.repeat(20_000), callId: 'c', nested: { n: 1 } });
    harness.db
      .statement<[string, string]>(
        "UPDATE trace SET detail = ? WHERE turn_id = ? AND kind = 'model'",
      )
      .run(long, turnId);
    const detail = readTurn(harness.db, turnId).steps.at(-1)?.detail;
    expect(String(detail?.['result'])).toHaveLength(8_001);
    expect(detail).toMatchObject({ callId: 'c', nested: { n: 1 } });
  });

  it('names its question also when it was asked for again', async () => {
    harness = createHarness();
    await ask('hello', 'a');
    const { retryAnswer } = await import('./retry.ts');
    const { db, clock, config, path } = harness;
    await retryAnswer(
      { db, clock, config: () => config, start: (begun) => path.engine.start(begun) },
      { sessionKey: 'agent:assistant:main', runId: 'r', dedupeKey: 'r' },
    );
    await harness.until('chat', ({ runId, state }) => runId === 'r' && state === 'final');
    const session = db.statement<[], { id: string }>('SELECT id FROM session').get();
    const { turns } = listTurns(db, session?.id ?? '', {});
    expect(turns.map(({ question, answer }) => [question, answer])).toEqual([
      ['hello', 'ok'],
      ['hello', 'ok'],
    ]);
    expect(new Set(turns.map(({ questionId }) => questionId)).size).toBe(1);
  });
});

describe('a prompt that was kept as ids and hashes', () => {
  it('is put together as it was sent, for every call', async () => {
    harness = createHarness();
    await ask('one', 'a');
    harness.model = callThenSay('calculate', { expression: '6*7' });
    const turnId = await ask('two', 'b');
    harness.model = say('later');
    await ask('three', 'c');
    const calls = readTurn(harness.db, turnId).steps.filter(({ kind }) => kind === 'model');
    expect(calls).toHaveLength(2);
    for (const [index, { id }] of calls.entries()) {
      const recorded = readRecordedPrompt(harness.db, turnId, id);
      const sent = harness.requests[1 + index];
      expect(recorded.messages.map(({ message }) => message)).toEqual(sent?.messages);
      expect(recorded.system).toBe(sent?.system);
      expect(recorded.tools).toEqual(JSON.parse(JSON.stringify(sent?.tools)));
      expect(recorded.isComplete).toBe(true);
    }
  });

  it('says so when parts of it were removed', async () => {
    harness = createHarness();
    const turnId = await ask('one', 'a');
    harness.db.exec('DELETE FROM blob');
    const prompt = toPromptResult(readRecordedPrompt(harness.db, turnId));
    expect(prompt).toMatchObject({ isComplete: false, system: '', tools: [] });
    expect(prompt.messages).toMatchObject([{ role: 'user', text: 'one' }]);
  });
});
