import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf, type Client } from '../support/client.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene;
let client: Client;
const contextTokens = 2_048;

beforeAll(async () => {
  scene = await createScene({ agent: { contextTokens, maxOutputTokens: 200 } });
  client = await scene.connect();
});
afterAll(() => scene.dispose());

const filler = 'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod. '.repeat(
  6,
);
const isSummary = 'Summarise';

interface Prompt {
  readonly messages: { readonly role: string; readonly content: string | null }[];
}

const sizeOf = (prompt: Prompt): number =>
  prompt.messages.reduce((sum, { content }) => sum + (content?.length ?? 0), 0);

describe('a conversation longer than its window', () => {
  it('stays below it by a summary; the originals are kept, shown and exported', async () => {
    const sessionKey = 'agent:assistant:long';
    const texts = Array.from({ length: 14 }, (_, index) => `fact ${index}: ${filler}`);
    for (const text of texts) expect((await client.ask(text, { sessionKey })).state).toBe('final');

    const records = await scene.model.listRequests();
    const prompts = records.map(({ body }) => body as unknown as Prompt);
    const summaries = prompts.filter(({ messages }) => messages[0]?.content?.startsWith(isSummary));
    expect(summaries.length).toBeGreaterThan(0);
    const turns = prompts.filter((prompt) => !summaries.includes(prompt));
    // Roughly three and a half characters are a token; the answer needs its room as well.
    for (const prompt of turns) expect(sizeOf(prompt)).toBeLessThan(contextTokens * 3.5);
    expect(turns.at(-1)?.messages[0]?.content).toContain('What was said before');

    const { messages } = await client.request('chat.history', { sessionKey, limit: 100 });
    const shown = messages.filter(({ role }) => role === 'user').map(textOf);
    expect(shown).toEqual(texts);
    const stored = scene.query<{ count: number }>(
      'SELECT count(*) AS count FROM message WHERE is_summary = 1',
    );
    expect(stored[0]?.count).toBe(summaries.length);
    const { text } = await client.request('sessions.export', { key: sessionKey, format: 'json' });
    for (const original of texts) expect(text).toContain(original);
    const { text: markdown } = await client.request('sessions.export', {
      key: sessionKey,
      format: 'markdown',
    });
    expect(markdown).toContain('fact 0:');
  });

  it('goes on when the summary fails: what is older is only left out', async () => {
    const sessionKey = 'agent:assistant:failing';
    await scene.model.addScript({
      contains: 'user: doomed',
      answers: Array.from({ length: 20 }, () => ({ kind: 'error', status: 400 }) as const),
    });
    for (let index = 0; index < 10; index += 1) {
      const end = await client.ask(`doomed ${index}: ${filler}`, { sessionKey });
      expect(end.state).toBe('final');
      expect(textOf(end.message)).toContain(`echo: doomed ${index}`);
    }
    const [rows] = scene.query<{ summaries: number; messages: number }>(
      `SELECT sum(message.is_summary) AS summaries, count(*) AS messages FROM message
       JOIN session ON session.id = message.session_id WHERE session.key = ?`,
      sessionKey,
    );
    expect(rows).toEqual({ summaries: 0, messages: 20 });
    expect(await scene.log()).toContain('compaction.failed');
  });

  it('counts what a summary costs', async () => {
    const [row] = scene.query<{ counted: number; turns: number }>(
      `SELECT (SELECT sum(input_tokens + output_tokens) FROM usage) AS counted,
         (SELECT sum(input_tokens + output_tokens) FROM turn) AS turns`,
    );
    expect(row?.counted).toBe(row?.turns);
    const records = await scene.model.listRequests();
    const asked = records.filter(({ outcome }) => outcome === 'finished').length;
    const [traces] = scene.query<{ count: number }>(
      "SELECT count(*) AS count FROM trace WHERE kind IN ('model', 'compaction') AND state = 'done'",
    );
    expect(traces?.count).toBe(asked);
  });
});
