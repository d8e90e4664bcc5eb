import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf, type Client } from '../support/client.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene;
let client: Client;
let count = 0;

beforeAll(async () => {
  const provider = { attemptTimeoutSeconds: 1, chunkTimeoutSeconds: 1, retries: 0 };
  scene = await createScene({ provider });
  client = await scene.connect();
  const { baseUrl } = scene.model;
  const test = { api: 'openai-compatible', baseUrl, apiKey: scene.model.apiKey, ...provider };
  await scene.saveConfig(
    scene.configText({
      config: {
        agents: {
          assistant: { model: 'test/echo', default: true, tools: ['calculate'] },
          second: { model: 'test/echo', fallbacks: ['test/instant'] },
          locked: { model: 'wrongkey/echo' },
          away: { model: 'away/echo' },
          patient: { model: 'patient/limited' },
        },
        models: {
          providers: {
            test,
            wrongkey: { ...test, apiKey: 'sk-not-the-key' },
            away: { ...test, baseUrl: 'http://127.0.0.1:9/v1' },
            patient: { ...test, retries: 2 },
          },
        },
      },
    }),
  );
  await client.event('config.changed', ({ changedPaths }) => changedPaths.length > 0);
});
afterAll(() => scene.dispose());

describe('a model that fails', () => {
  it.each([
    ['never answers', 'model:hang', 'PROVIDER_SILENT', ''],
    ['stops in the middle', 'model:stall', 'PROVIDER_STALLED', 'echo'],
    ['cuts the line in the middle', 'model:half-stream', 'PROVIDER_LINE_BROKEN', 'echo: model'],
    ['answers with a web page', 'model:html', 'PROVIDER_ANSWER_NOT_STREAM', ''],
    ['sends something unreadable', 'model:malformed', 'PROVIDER_ANSWER_MALFORMED', 'echo'],
    ['answers 500', 'model:error', 'PROVIDER_FAILED', ''],
    ['finds the prompt too long', 'model:too-long', 'PROVIDER_CONTEXT_TOO_LONG', ''],
    ['asks to be left alone', 'model:limited', 'PROVIDER_LIMITED', ''],
  ])('%s: its code and a hint stand in the conversation', async (name, directive, code, kept) => {
    const sessionKey = `agent:assistant:fault-${++count}`;
    const end = await client.ask(`${directive} please ${count}`, { sessionKey });
    expect(end.state).toBe('error');
    expect(end.message?.error).toMatchObject({ code });
    expect(end.message?.error?.hint.length, name).toBeGreaterThan(5);
    expect(textOf(end.message)).toContain(kept);
    const { messages } = await client.request('chat.history', { sessionKey });
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
    expect(messages[1]).toEqual(end.message);
    // A pause the provider asked for is over, or another model is chosen: then it goes on.
    await client.ask('/model test/instant', { sessionKey });
    expect(textOf((await client.ask(`and now ${count}`, { sessionKey })).message)).toBe('ok');
  });

  it('refuses the key: says which, and never shows it', async () => {
    const end = await client.ask('hello', { sessionKey: 'agent:locked:main' });
    expect(end.message?.error).toMatchObject({ code: 'PROVIDER_KEY_REFUSED' });
    expect(end.message?.error?.message).toContain('wrongkey');
    expect(JSON.stringify(end)).not.toContain('sk-not-the-key');
    expect(await scene.log()).not.toContain('sk-not-the-key');
  });

  it('is not there: says where it was looked for', async () => {
    const end = await client.ask('hello', { sessionKey: 'agent:away:main' });
    expect(end.message?.error).toMatchObject({ code: 'PROVIDER_UNREACHABLE' });
    expect(end.message?.error?.message).toContain('127.0.0.1:9');
  });

  it('answers 429 with a short pause: is asked again after it, unseen', async () => {
    await scene.model.configure({ limitedTimes: 1, retryAfterSeconds: 1 });
    const end = await client.ask('patience', { sessionKey: 'agent:patient:main' });
    expect(textOf(end.message)).toBe('echo: patience');
    const requests = await scene.model.listRequests({ match: { lastUserText: 'patience' } });
    expect(requests.map(({ status }) => status)).toEqual([429, 200]);
    const [first, second] = requests;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(950);
  });

  it('answers 500: the next model of the agent is asked, and the trace says so', async () => {
    await scene.model.addScript({ contains: 'second', answers: [{ kind: 'error', status: 500 }] });
    const sessionKey = 'agent:second:main';
    const end = await client.ask('second choice', { sessionKey });
    expect(textOf(end.message)).toBe('ok');
    const traces = scene.query<{ name: string; failed: string }>(
      `SELECT name, detail ->> '$.failedModels' AS failed FROM trace
       WHERE kind = 'model' AND turn_id = (SELECT id FROM turn WHERE run_id = ?) ORDER BY id`,
      end.runId,
    );
    expect(traces).toEqual([
      { name: 'test/echo', failed: null },
      { name: 'test/instant', failed: '[{"model":"test/echo","code":"PROVIDER_FAILED"}]' },
    ]);
  });

  it('that fails after it spoke is not replaced by another: no word is said twice', async () => {
    const sessionKey = 'agent:second:spoken';
    const end = await client.ask('model:half-stream with some more words', { sessionKey });
    expect(end.state).toBe('error');
    expect(textOf(end.message)).toMatch(/^echo: /);
  });

  it('ends by refusal, filter or length: is an answer, marked as such', async () => {
    const sessionKey = 'agent:assistant:ends';
    const refused = await client.ask('model:refuse', { sessionKey });
    expect(refused).toMatchObject({ state: 'final', stopReason: 'refusal' });
    expect(textOf(refused.message)).toContain("can't help");
    const cut = await client.ask('model:length', { sessionKey });
    expect(cut).toMatchObject({ state: 'final', stopReason: 'length' });
    const filtered = await client.ask('model:filter', { sessionKey });
    expect(filtered).toMatchObject({ state: 'final', stopReason: 'refusal' });
  });

  it('asked for tools with arguments that are no JSON: the model is told and goes on', async () => {
    const end = await client.ask('model:bad-arguments', { sessionKey: 'agent:assistant:bad' });
    expect(textOf(end.message)).toMatch(/^tool said: .*JSON/);
  });

  it('has never been sent anything that its protocol does not know', async () => {
    expect(await scene.model.listViolations()).toEqual([]);
  });
});
