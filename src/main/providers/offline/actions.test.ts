import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDrivenClock } from '../../platform/driven-clock.ts';
import { answerCalls, collect, joinText, pickCalls } from '../contract-suite.ts';
import { makeProviderDeps, makeRequest } from '../testing/provider-fixtures.ts';
import { createOffline } from './create-offline.ts';

const nowMs = Date.UTC(2026, 10, 3, 13, 5, 9);

let zoneBefore: string | undefined;
beforeAll(() => {
  zoneBefore = process.env['TZ'];
  process.env['TZ'] = 'Europe/Berlin';
});
afterAll(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

const cases = readFileSync(new URL('actions.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' | ') as [string, string]);

const clock = createDrivenClock(nowMs);
const provider = createOffline(makeProviderDeps({ api: 'offline' }, { clock }));
const { signal } = new AbortController();
const offered = ['code', 'cron', 'browser', 'web_fetch', 'web_search', 'memory', 'weather'].map(
  (name) => ({ name, description: name, parameters: { type: 'object' } }),
);

async function ask(sentence: string, tools = offered, answer = 'fine') {
  const request = makeRequest(sentence, { model: 'assistant', tools });
  const events = await collect(provider.stream(request, signal));
  const calls = pickCalls(events);
  if (calls.length === 0) return { calls, said: joinText(events) };
  const next = answerCalls(request, calls, () => answer);
  return { calls, said: joinText(await collect(provider.stream(next, signal))) };
}

describe('what the offline assistant does with tools', () => {
  it.each(cases)('%s', async (sentence, wanted) => {
    const { calls, said } = await ask(sentence);
    const made = calls.map(({ name, arguments: args }) => `${name} ${JSON.stringify(args)}`);
    expect(made.join(' ; ')).toBe(wanted);
    expect(said).not.toBe('');
    expect(said).not.toMatch(/undefined|NaN|\[object/);
  });

  it('runs what stands between lines of backticks', async () => {
    const { calls } = await ask('what is this?\n```js\nconst a = 1;\na + 1\n```');
    expect(calls).toMatchObject([{ name: 'code', arguments: { code: 'const a = 1;\na + 1' } }]);
  });

  it('quotes a page', async () => {
    const page =
      '- heading "Opening hours" [level=1] [ref=e2]\n- paragraph [ref=e3]: Monday to Friday, 9 to 5';
    const { said } = await ask('read http://127.0.0.1/hours', offered, page);
    expect(said).toContain('> Opening hours\n> Monday to Friday, 9 to 5');
  });

  it('fetches a page where it may not use the browser', async () => {
    const tools = offered.filter(({ name }) => name === 'web_fetch');
    const { calls } = await ask('read http://127.0.0.1/hours', tools);
    expect(calls).toMatchObject([
      { name: 'web_fetch', arguments: { url: 'http://127.0.0.1/hours' } },
    ]);
  });

  it('says which tool is missing', async () => {
    const { calls, said } = await ask('remind me in 10 minutes to drink water', []);
    expect(calls).toEqual([]);
    expect(said).toContain('only with the tool "cron"');
  });
});
