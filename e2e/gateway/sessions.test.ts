import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import path from 'node:path';
import { stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf, type Client } from '../support/client.ts';
import { createScene, type Scene } from '../support/scene.ts';

const fastClock = fileURLToPath(new URL('../support/preload/fast-clock.ts', import.meta.url));

let scene: Scene;
let client: Client;
beforeAll(async () => {
  scene = await createScene();
  client = await scene.connect();
});
afterAll(() => scene.dispose());

/** What a search finds, as the texts between its marks. */
async function find(
  query: string,
  more: object = {},
): Promise<{ marked: string[]; cursor?: string | undefined }> {
  const { hits, cursor } = await client.request('sessions.search', { query, ...more });
  const marked = hits.map(({ snippet }) => /\u0002(.*)\u0003/s.exec(snippet)?.[1] ?? snippet);
  return { marked, cursor };
}

describe('conversations', () => {
  it('are listed, the last used first, page by page, by title, by agent', async () => {
    for (const name of ['one', 'two', 'three'])
      await client.ask(`talk about ${name}`, { sessionKey: `agent:assistant:list-${name}` });
    const { sessions, total } = await client.request('sessions.list', { limit: 2 });
    expect(total).toBe(3);
    expect(sessions.map(({ title }) => title)).toEqual(['talk about three', 'talk about two']);
    const next = await client.request('sessions.list', { limit: 2, offset: 2 });
    expect(next.sessions.map(({ title }) => title)).toEqual(['talk about one']);
    const found = await client.request('sessions.list', { search: 'TWO' });
    expect(found.sessions.map(({ key }) => key)).toEqual(['agent:assistant:list-two']);
    const none = await client.request('sessions.list', { agentId: 'nobody' });
    expect(none).toEqual({ sessions: [], total: 0 });
    expect(sessions[0]).toMatchObject({ messageCount: 2, isRunning: false, isArchived: false });
  });

  it('are searched: newest first, unfinished words, umlauts, no operators', async () => {
    const sessionKey = 'agent:assistant:search';
    for (const text of ['Grüße aus Köln', 'Gruss aus Kassel', 'GRÜSSE AUS KÖLN AM RHEIN'])
      await client.ask(text, { sessionKey });
    // Each question is echoed.
    expect((await find('köln rhe')).marked).toHaveLength(2);
    expect((await find('koln')).marked).toEqual(['KÖLN', 'KÖLN', 'Köln', 'Köln']);
    expect((await find('kass')).marked).toEqual(['Kassel', 'Kassel']);
    expect((await find('kass ')).marked).toEqual([]);
    for (const query of ['"', 'NOT OR AND', '*', 'a NEAR/2 b', "'; DROP TABLE message;", '\u0000'])
      expect((await find(query)).marked.length, query).toBeGreaterThanOrEqual(0);
    const ranked = await client.request('sessions.search', { query: 'köln', order: 'rank' });
    expect(ranked.hits).toHaveLength(4);
  });

  it('are searched page by page without a gap or a repeat, also while messages arrive', async () => {
    const sessionKey = 'agent:assistant:pages';
    for (let index = 0; index < 6; index += 1) await client.ask(`needle ${index}`, { sessionKey });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.request('sessions.search', {
        query: 'needle',
        limit: 5,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...page.hits.map(({ messageId }) => messageId));
      cursor = page.cursor;
      if (seen.length === 5) await client.ask('needle that came later', { sessionKey });
    } while (cursor !== undefined);
    expect(seen).toHaveLength(12);
    expect(new Set(seen).size).toBe(12);
  });

  it('are exported whole as Markdown and JSON, as they are shown', async () => {
    const sessionKey = 'agent:assistant:export';
    const answers = ['old answer', 'new answer'].map((text) => ({ kind: 'text', text }) as const);
    await scene.model.addScript({ contains: 'export me', answers });
    await client.ask('# export me *now*', { sessionKey });
    await client.request('chat.retry', { sessionKey, idempotencyKey: 'export-retry' });
    await client.event('chat', ({ runId, state }) => runId === 'export-retry' && state === 'final');
    const markdown = await client.request('sessions.export', {
      key: sessionKey,
      format: 'markdown',
    });
    expect(markdown.fileName).toMatch(/\.md$/);
    expect(markdown.text).toContain('# export me *now*');
    expect(markdown.text).toContain('new answer');
    const json = await client.request('sessions.export', { key: sessionKey, format: 'json' });
    expect(json.fileName).toMatch(/\.json$/);
    expect(JSON.stringify(JSON.parse(json.text))).toContain('new answer');
  });

  it('are deleted with all they hold, also while an answer is written', async () => {
    const key = 'agent:assistant:delete';
    const secret = 'zanzibarsecret';
    await client.ask(`${secret} first`, { sessionKey: key });
    const run = await client.send(`model:slow wordMs:20 words:500 ${secret}`, { sessionKey: key });
    await client.event('chat', (event) => event.runId === run.runId && event.state === 'delta');
    const waiting = await client.send(`${secret} waits`, { sessionKey: key });
    const { session } = await client.request('sessions.get', { key });
    expect(await client.request('sessions.delete', { key })).toEqual({ ok: true, deleted: true });
    await client.event(
      'sessions.changed',
      ({ reason, sessionId }) => reason === 'deleted' && sessionId === session.sessionId,
    );
    await scene.model.waitForRequests({ match: { contains: 'words:500', outcome: 'cancelled' } });
    expect(await find(secret)).toEqual({ marked: [], cursor: undefined });
    const left = scene.query<{ name: string }>(
      `SELECT 'message' AS name FROM message WHERE text LIKE @like
       UNION ALL SELECT 'inbox' FROM inbox WHERE envelope LIKE @like
       UNION ALL SELECT 'trace' FROM trace WHERE detail LIKE @like
       UNION ALL SELECT 'turn' FROM turn WHERE session_id = @id
       UNION ALL SELECT 'session' FROM session WHERE id = @id`,
      { like: `%${secret}%`, id: session.sessionId },
    );
    expect(left).toEqual([]);
    expect((await run.end).state).toBe('aborted');
    expect((await waiting.end).state).toBe('aborted');
    expect(await scene.model.countRequests(`${secret} waits`)).toBe(0);
    expect((await client.ask('a new beginning', { sessionKey: key })).state).toBe('final');
  });
});

describe('with the clock running faster', () => {
  it('a pause begins a fresh conversation, retention removes old ones, the file shrinks', async () => {
    const fast = await createScene({
      config: { session: { idleResetMinutes: 30, retentionDays: 1 } },
    });
    try {
      const first = await fast.connect();
      const sessionKey = 'agent:assistant:idle';
      await first.ask('before the pause', { sessionKey });
      const { session } = await first.request('sessions.get', { key: sessionKey });
      for (let index = 0; index < 6; index += 1)
        await first.ask('x'.repeat(100_000), { sessionKey: 'agent:assistant:bulk' });
      await fast.end();
      const database = path.join(fast.stateDir, 'db/gateway.db');
      age(database);
      const { size } = await stat(database);

      // Five minutes pass in a second and a half; then housekeeping has its turn.
      await fast.start({ nodeFlags: ['--import', fastClock], env: { E2E_CLOCK_FACTOR: '200' } });
      await expect.poll(() => fast.log(), { timeout: 15_000 }).toContain('maintenance.removed');
      await fast.end();
      expect((await stat(database)).size).toBeLessThan(size / 2);

      await fast.start();
      const second = await fast.connect();
      const { total } = await second.request('sessions.list', { archived: 'all' });
      expect(total).toBe(1);
      const found = await second.request('sessions.search', { query: 'xxxx' });
      expect(found.hits).toEqual([]);
      await second.ask('after the pause', { sessionKey });
      const after = await second.request('sessions.get', { key: sessionKey });
      expect(after.session.sessionId).not.toBe(session.sessionId);
      const old = await second.request('chat.history', {
        sessionKey,
        sessionId: session.sessionId,
      });
      expect(old.messages.map(textOf)).toEqual(['before the pause', 'echo: before the pause']);
    } finally {
      await fast.dispose();
    }
  });

  /** One conversation is made two hours old, the other one two days. */
  function age(database: string): void {
    const hourMs = 60 * 60_000;
    const db = new Sqlite(database);
    const update = db.prepare('UPDATE session SET updated_at = updated_at - ? WHERE key LIKE ?');
    update.run(2 * hourMs, '%idle');
    update.run(48 * hourMs, '%bulk');
    db.close();
  }
});
