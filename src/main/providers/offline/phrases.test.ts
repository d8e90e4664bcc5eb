import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDrivenClock } from '../../platform/driven-clock.ts';
import { silentLog } from '../../platform/log.ts';
import { toolsSection } from '../../../shared/config/tools.ts';
import { agentEntry } from '../../../shared/config/agents.ts';
import { createCalculateTool } from '../../tools/calculate.ts';
import { createClockTool } from '../../tools/clock.ts';
import { createToolCatalogue } from '../../tools/create-tool-catalogue.ts';
import { createSystemTool } from '../../tools/system.ts';
import { makeToolContext } from '../../tools/testing/tool-context.ts';
import { answerCalls, collect, joinText, pickCalls } from '../contract-suite.ts';
import { makeProviderDeps, makeRequest } from '../testing/provider-fixtures.ts';
import { createOffline } from './create-offline.ts';
import type { Intent } from './intent.ts';
import { understand } from './understand.ts';

const nowMs = Date.UTC(2026, 10, 3, 13, 5, 9);
const today = { year: 2026, month: 11, day: 3, weekday: 2 };

// The assistant asks the machine for its zone when it may not use the clock tool.
let zoneBefore: string | undefined;
beforeAll(() => {
  zoneBefore = process.env['TZ'];
  process.env['TZ'] = 'Europe/Berlin';
});
afterAll(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

const phrases = readFileSync(new URL('phrases.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [meaning = '', sentence = '', answer = ''] = line.split(' | ');
    return [meaning.trim(), sentence.trim(), answer.trim()] as const;
  });

function nameIntent(intent: Intent): string {
  if (intent.kind === 'clock') return `clock:${intent.aspect}`;
  if (intent.kind === 'act') return `act:${intent.action.do}`;
  return 'topic' in intent ? `${intent.kind}:${intent.topic}` : intent.kind;
}

const clock = createDrivenClock(nowMs);
const provider = createOffline(makeProviderDeps({ api: 'offline' }, { clock }));
const tools = [
  createClockTool(clock, () => 'Europe/Berlin'),
  createCalculateTool(),
  createSystemTool(clock, () => ({
    name: 'Home',
    version: '1.2.3',
    startedAt: nowMs - 30 * 60_000,
    configPath: '/home/me/.openclaw/openclaw.json',
    stateDir: '/home/me/.openclaw',
    model: 'offline/assistant',
    agents: [{ id: 'main', name: 'Assistant', isDefault: true }],
    channels: [{ id: 'telegram', type: 'telegram', state: 'running', account: '@me_bot' }],
  })),
];
const catalogue = createToolCatalogue({
  clock,
  log: silentLog,
  supplies: [{ tools: () => tools }],
  config: () => ({ tools: toolsSection().parse({}), agents: {}, channels: {} }),
});
const toolNames = ['clock', 'calculate', 'system'];
const { signal } = new AbortController();

/** A whole turn, as the turn engine does it: calls are run until an answer comes. */
async function converse(sentence: string, allowed: readonly string[]): Promise<string> {
  const user = { agentId: 'main', agent: agentEntry().parse({ tools: allowed }) };
  let request = makeRequest(sentence, { model: 'assistant', tools: catalogue.specs(user) });
  for (let step = 0; step < 3; step++) {
    const events = await collect(provider.stream(request, signal));
    const calls = pickCalls(events);
    if (calls.length === 0) return joinText(events);
    const context = makeToolContext({ signal });
    const results = new Map<string, string>();
    for (const call of calls) results.set(call.id, (await catalogue.run(call, context, user)).text);
    request = answerCalls(request, calls, (call) => results.get(call.id) ?? '');
  }
  throw new Error('the assistant goes on calling tools');
}

describe('what people write to the offline assistant', () => {
  it('is tried with at least 200 sentences, a third of them German', () => {
    expect(phrases.length).toBeGreaterThanOrEqual(200);
    const german = phrases.filter(([, sentence]) => understand(sentence, today).language === 'de');
    expect(german.length).toBeGreaterThan(phrases.length / 4);
    expect(new Set(phrases.map(([, sentence]) => sentence)).size).toBe(phrases.length);
  });

  it.each(phrases)('%s: %s', async (meaning, sentence, answer) => {
    const { intents } = understand(sentence, today);
    expect(intents.map(nameIntent).join(' + ')).toBe(meaning);
    const said = await converse(sentence, toolNames);
    expect(said).toMatch(new RegExp(answer, 'u'));
    expect(said).not.toMatch(/undefined|NaN|null|\[object|[{}]"/);
    if (!meaning.includes('system')) expect(await converse(sentence, [])).toBe(said);
  });
});
