import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memorySection } from '../../shared/config/memory.ts';
import { AppError } from '../../shared/errors/index.ts';
import { createDrivenClock } from '../platform/driven-clock.ts';
import { silentLog } from '../platform/log.ts';
import { addIdentity, addPerson, mergePerson, removePerson } from '../sessions/people-store.ts';
import type { Database } from '../storage/database.ts';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import type { ToolContext, ToolResult } from '../tools/tool.ts';
import { createMemory, type Memory } from './create-memory.ts';
import { createMemoryTool } from './memory-tool.ts';
import { aboutWhom } from './note-subject.ts';

/** An embedding model that knows three meanings. */
const meanings: readonly (readonly RegExp[])[] = [
  [/dog|puppy|pet/i],
  [/food|eat|vegetarian|dinner/i],
  [/car|drive/i],
];

let dir: string;
let db: Database;
let embedded: string[][];
let failEmbedding: boolean;
const clock = createDrivenClock();
const signal = new AbortController().signal;

function makeMemory(embedding?: string): Memory {
  return createMemory({
    db,
    clock,
    log: silentLog,
    events: { publish: () => undefined },
    config: () => ({ memory: memorySection().parse({ recall: 3, embedding }) }),
    models: {
      resolve: (id) => ({
        id: id ?? '',
        providerId: 'test',
        model: 'embedder',
        price: undefined,
        contextTokens: undefined,
        provider: {
          stream: () => {
            throw new Error('not asked');
          },
          listModels: () => Promise.resolve([]),
          close: () => undefined,
          embed(_model, texts) {
            if (failEmbedding) return Promise.reject(new AppError('PROVIDER_REFUSED' as never));
            embedded.push([...texts]);
            const vectors = texts.map(
              (text) =>
                new Float32Array(
                  meanings.map((words) => (words.some((word) => word.test(text)) ? 1 : 0)),
                ),
            );
            return Promise.resolve({ vectors, inputTokens: 1 });
          },
        },
      }),
    },
  });
}

async function note(memory: Memory, about: string, text: string, agentId = 'a'): Promise<string> {
  const added = await db.commit((sql) =>
    memory.add(sql, { agentId, about, text, author: 'agent' }),
  );
  added.after();
  return added.note.id;
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'openclaw-memory-'));
  db = openDatabase(join(dir, 'gateway.db'), { migrations: gatewayMigrations });
  embedded = [];
  failEmbedding = false;
});

afterEach(() => {
  db.close();
  rmSync(dir, { recursive: true, force: true });
});

const anna = { agentId: 'a', about: 'person:anna' };

describe('recall', () => {
  it('knows all notes while they are few', async () => {
    const memory = makeMemory();
    await note(memory, anna.about, 'Her dog is called Rex.');
    await note(memory, anna.about, 'She drives a red car.');
    const recalled = await memory.recall(anna, () => 'good morning', signal);
    expect(recalled.map(({ text }) => text)).toEqual([
      'She drives a red car.',
      'Her dog is called Rex.',
    ]);
  });

  it('puts what shares words first when there are more', async () => {
    const memory = makeMemory();
    await note(memory, anna.about, 'Her dog is called Rex.');
    for (let index = 0; index < 10; index += 1)
      await note(memory, anna.about, `Fact number ${index} of no interest.`);
    const [first, ...rest] = await memory.recall(anna, () => 'what is my dogs name?', signal);
    expect(first?.text).toBe('Her dog is called Rex.');
    expect(rest).toHaveLength(2);
  });

  it('finds by meaning where a model is set', async () => {
    const memory = makeMemory('test/embedder');
    await note(memory, anna.about, 'She is a vegetarian.');
    for (let index = 0; index < 5; index += 1)
      await note(memory, anna.about, `The car needs service ${index}.`);
    await settled(memory);
    const [first] = await memory.recall(anna, () => 'where could we have dinner', signal);
    expect(first?.text).toBe('She is a vegetarian.');
  });

  it('goes on by words when the model fails', async () => {
    const memory = makeMemory('test/embedder');
    failEmbedding = true;
    await note(memory, anna.about, 'She is a vegetarian.');
    for (let index = 0; index < 5; index += 1)
      await note(memory, anna.about, `The car needs service ${index}.`);
    const [first] = await memory.recall(anna, () => 'is she vegetarian', signal);
    expect(first?.text).toBe('She is a vegetarian.');
  });

  it('never crosses people, agents or chats', async () => {
    const memory = makeMemory();
    await note(memory, 'person:bob', 'Bob plans a surprise.');
    await note(memory, anna.about, 'Seen by another agent.', 'other');
    await note(memory, 'chat:agent:a:telegram:group:-1', 'Said in the group.');
    expect(await memory.recall(anna, () => 'surprise agent group', signal)).toEqual([]);
    expect(await memory.search(anna, 'surprise', 5, signal)).toEqual([]);
  });
});

/** Notes are placed in the background after they were written. */
async function settled(memory: Memory): Promise<void> {
  memory.configChanged();
  await expect.poll(() => embedded.flat().length).toBeGreaterThanOrEqual(6);
  await db.commit(() => undefined);
}

describe('notes', () => {
  it('are not written twice', async () => {
    const memory = makeMemory();
    const first = await note(memory, anna.about, 'Likes tea.');
    expect(await note(memory, anna.about, ' likes TEA. ')).toBe(first);
  });

  it('are found anew by changed words and lose their old place', async () => {
    const memory = makeMemory('test/embedder');
    const id = await note(memory, anna.about, 'Has a dog.');
    await expect.poll(() => countVectors()).toBe(1);
    await memory.update(id, 'Has a car.');
    expect(memory.list({ query: 'car', limit: 9, offset: 0 }).notes).toHaveLength(1);
    expect(memory.list({ query: 'dog', limit: 9, offset: 0 }).notes).toHaveLength(0);
    await expect.poll(() => embedded.flat()).toContain('Has a car.');
  });

  it('follow a person who turns out to be another, and go when the person is forgotten', async () => {
    const memory = makeMemory();
    const ids = await db.commit((sql) => {
      const [one, two] = [addPerson(sql, 'A', 'trusted', 1), addPerson(sql, 'B', 'trusted', 2)];
      addIdentity(sql, two, { channel: 't', account: 'x', peer: '1', name: null }, 3);
      return { one, two };
    });
    await note(memory, `person:${ids.two}`, 'Plays chess.');
    await db.commit((sql) => mergePerson(sql, ids.one, ids.two));
    expect(memory.list({ about: `person:${ids.one}`, limit: 9, offset: 0 }).notes).toMatchObject([
      { text: 'Plays chess.', aboutName: 'A' },
    ]);
    await db.commit((sql) => removePerson(sql, ids.one));
    expect(memory.list({ limit: 9, offset: 0 }).total).toBe(0);
  });
});

function countVectors(): number {
  return db.statement<[], { n: number }>('SELECT count(*) AS n FROM note_vector').get()?.n ?? 0;
}

describe('the tool', () => {
  const context = (personId: string | undefined, callId = 'c1'): ToolContext => ({
    agentId: 'a',
    sessionId: 's',
    sessionKey: 'agent:a:telegram:group:-1',
    turnId: '',
    callId,
    signal,
    personId,
    isOwner: false,
    chat: { channel: 'telegram', chat: { kind: 'direct', id: '1' } },
    userTexts: [],
  });
  const run = (args: object, personId: string | null = 'anna'): Promise<ToolResult> =>
    createMemoryTool({ db, memory: makeMemory() }).run({ ...args }, context(personId ?? undefined));

  it('saves, finds, changes and forgets what is about this person', async () => {
    await run({ action: 'save', text: 'Her birthday is in May.' });
    const found = await run({ action: 'search', query: 'birthday' });
    expect(found.text).toContain('Her birthday is in May.');
    const id = found.text.split(' ')[0];
    await run({ action: 'update', id, text: 'Her birthday is in June.' });
    expect((await run({ action: 'list' })).text).toContain('June');
    await run({ action: 'forget', id });
    expect((await run({ action: 'list' })).text).toBe('Nothing is noted.');
  });

  it('neither sees nor forgets notes about somebody else', async () => {
    await run({ action: 'save', text: 'A secret of Anna.' });
    const id = makeMemory().list({ limit: 1, offset: 0 }).notes[0]?.id;
    expect((await run({ action: 'list' }, 'bob')).text).toBe('Nothing is noted.');
    await expect(run({ action: 'forget', id }, 'bob')).rejects.toThrow('There is no note');
    expect((await run({ action: 'list' }, null)).text).toBe('Nothing is noted.');
  });
});

describe('whom notes are about', () => {
  it('is the person in a direct chat and the chat where others read along', () => {
    const key = 'agent:a:t:group:1';
    expect(aboutWhom('a', { key, chat_kind: 'direct', person_id: 'p' }).about).toBe('person:p');
    expect(aboutWhom('a', { key, chat_kind: 'group', person_id: 'p' }).about).toBe(`chat:${key}`);
    expect(aboutWhom('a', { key, chat_kind: 'direct', person_id: null }).about).toBe(`chat:${key}`);
  });
});
