import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf, type Client } from '../support/client.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene;
let client: Client;
beforeAll(async () => {
  scene = await createScene();
  client = await scene.connect();
});
afterAll(() => scene.dispose());

async function readTexts(sessionKey: string, sessionId?: string): Promise<string[]> {
  const { messages } = await client.request('chat.history', {
    sessionKey,
    ...(sessionId === undefined ? {} : { sessionId }),
  });
  return messages.map(textOf);
}

describe('a slash command', () => {
  it.each(['/new', '/reset'])(
    '%s begins a fresh conversation and keeps the old one',
    async (command) => {
      const sessionKey = `agent:assistant:${command.slice(1)}`;
      await client.ask('remember this', { sessionKey });
      const { session: old } = await client.request('sessions.get', { key: sessionKey });
      const end = await client.ask(command, { sessionKey });
      expect(end).toMatchObject({ state: 'final', stopReason: 'command' });
      const { session } = await client.request('sessions.get', { key: sessionKey });
      expect(session.sessionId).not.toBe(old.sessionId);
      await client.ask('what was it?', { sessionKey });
      const [request] = await scene.model.listRequests({ match: { lastUserText: 'what was it?' } });
      expect(JSON.stringify(request?.body)).not.toContain('remember this');
      expect(await readTexts(sessionKey, old.sessionId)).toEqual([
        'remember this',
        'echo: remember this',
      ]);
      const { sessions } = await client.request('sessions.list', { archived: true });
      expect(sessions.map(({ sessionId }) => sessionId)).toContain(old.sessionId);
      await client.request('sessions.delete', { key: sessionKey });
      await client.request('sessions.delete', {
        key: sessionKey,
        expectedSessionId: old.sessionId,
      });
    },
  );

  it('/status says who answers and what was used', async () => {
    const sessionKey = 'agent:assistant:status';
    await client.ask('hello', { sessionKey });
    const text = textOf((await client.ask('/status', { sessionKey })).message);
    expect(text).toMatch(/assistant.*test\/echo/);
    expect(text).toMatch(/\d+ tokens/);
  });

  it('/model chooses for this conversation only, refuses what is not there, and goes back', async () => {
    const sessionKey = 'agent:assistant:model';
    const say = async (text: string): Promise<string> =>
      textOf((await client.ask(text, { sessionKey })).message);
    expect(await say('/model')).toContain('test/echo');
    expect(await say('/model test/instant')).toContain('test/instant');
    expect(await say('hello')).toBe('ok');
    expect(textOf((await client.ask('hello')).message)).toBe('echo: hello');
    expect(await say('/model nowhere/none')).toContain('nowhere');
    expect(await say('hello')).toBe('ok');
    await say('/model default');
    expect(await say('hello')).toBe('echo: hello');
  });

  it('/stop is not queued: it ends the answer at once', async () => {
    const sessionKey = 'agent:assistant:stop';
    const run = await client.send('model:slow wordMs:30 words:900', { sessionKey });
    await client.event('chat', (event) => event.runId === run.runId && event.state === 'delta');
    const stop = await client.send('/stop', { sessionKey });
    expect(stop.status).toBe('ok');
    expect((await run.end).state).toBe('aborted');
    expect(textOf((await client.ask('/stop', { sessionKey })).message)).toContain('Nothing');
    expect(textOf((await client.ask('on we go', { sessionKey })).message)).toBe('echo: on we go');
  });

  it('/new while an answer is written: what waits goes on in the fresh conversation', async () => {
    const sessionKey = 'agent:assistant:new-running';
    const run = await client.send('model:slow wordMs:30 words:900', { sessionKey });
    await client.event('chat', (event) => event.runId === run.runId && event.state === 'delta');
    const waiting = await client.send('I waited', { sessionKey, queueMode: 'followup' });
    await client.ask('/new', { sessionKey });
    expect((await run.end).state).toBe('aborted');
    expect(textOf((await waiting.end).message)).toBe('echo: I waited');
    expect((await readTexts(sessionKey)).slice(-2)).toEqual(['I waited', 'echo: I waited']);
  });

  it('/help lists them all; no model ever sees a command', async () => {
    const sessionKey = 'agent:assistant:help';
    const text = textOf((await client.ask('/help', { sessionKey })).message);
    for (const name of ['/new', '/reset', '/status', '/model', '/stop', '/help'])
      expect(text).toContain(name);
    await client.ask('after help', { sessionKey });
    const [request] = await scene.model.listRequests({ match: { lastUserText: 'after help' } });
    expect(JSON.stringify(request?.body['messages'])).not.toContain('/help');
    const all = await scene.model.listRequests();
    expect(all.filter(({ lastUserText }) => lastUserText.startsWith('/'))).toEqual([]);
  });

  it('is only what it is: a path or an unknown word with a slash goes to the model', async () => {
    const end = await client.ask('/etc/hosts is a file', { sessionKey: 'agent:assistant:path' });
    expect(textOf(end.message)).toBe('echo: /etc/hosts is a file');
  });
});

describe('chat.retry', () => {
  it('makes a branch: the new answer is shown, the old one is kept', async () => {
    const sessionKey = 'agent:assistant:branch';
    const answers = ['first answer', 'second answer'].map(
      (text) => ({ kind: 'text', text }) as const,
    );
    await scene.model.addScript({ contains: 'branch here', answers });
    await client.ask('before', { sessionKey });
    await client.ask('branch here', { sessionKey });
    await client.request('chat.retry', { sessionKey, idempotencyKey: 'branch' });
    await client.event('chat', ({ runId, state }) => runId === 'branch' && state === 'final');
    const shown = ['before', 'echo: before', 'branch here', 'second answer'];
    expect(await readTexts(sessionKey)).toEqual(shown);
    const branches = scene.query<{ text: string; parents: number }>(
      `SELECT group_concat(text, '|') AS text, count(DISTINCT parent_id) AS parents
       FROM (SELECT * FROM message WHERE text LIKE '% answer' ORDER BY seq)`,
    );
    expect(branches).toEqual([{ text: 'first answer|second answer', parents: 1 }]);
    const [request] = (
      await scene.model.listRequests({ match: { lastUserText: 'branch here' } })
    ).slice(-1);
    expect(JSON.stringify(request?.body['messages'])).not.toContain('first answer');
    await client.ask('goes on', { sessionKey });
    expect(await readTexts(sessionKey)).toEqual([...shown, 'goes on', 'echo: goes on']);
  });

  it('is refused while an answer is written, and where there is nothing to answer', async () => {
    const sessionKey = 'agent:assistant:retry-refused';
    const params = { sessionKey, idempotencyKey: 'refused' };
    expect((await client.refused('chat.retry', params)).details.code).toBe('SESSION_UNKNOWN');
    await client.ask('/help', { sessionKey });
    expect((await client.refused('chat.retry', params)).details.code).toBe('NOTHING_TO_RETRY');
    const run = await client.send('model:slow wordMs:30 words:900', { sessionKey });
    const refusal = await client.refused('chat.retry', params);
    expect(refusal).toMatchObject({ code: 'CONFLICT', details: { code: 'TURN_RUNNING' } });
    await client.request('chat.abort', { sessionKey });
    await run.end;
  });
});
