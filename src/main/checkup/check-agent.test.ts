import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { agentEntry } from '../../shared/config/agents.ts';
import { channelBase } from '../../shared/config/channels.ts';
import { limits } from '../../shared/config/limits.ts';
import type { Config } from '../../shared/config/schema.ts';
import { toolsSection } from '../../shared/config/tools.ts';
import { AppError } from '../../shared/errors/index.ts';
import { agentMethods, type AgentCheck } from '../../shared/protocol/agents.ts';
import type { ChannelStatus } from '../../shared/protocol/channels.ts';
import type { ConfigProblem } from '../../shared/protocol/config.ts';
import { createBudgetKeeper } from '../agents/budget.ts';
import { createDrivenClock } from '../platform/driven-clock.ts';
import { silentLog } from '../platform/log.ts';
import type { ModelRegistry, ResolvedModel } from '../providers/model-registry-types.ts';
import type { ModelEvent, ModelRequest } from '../providers/provider.ts';
import { createRouter } from '../router/router.ts';
import type { Database } from '../storage/database.ts';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import { createCalculateTool } from '../tools/calculate.ts';
import { createToolCatalogue } from '../tools/create-tool-catalogue.ts';
import type { Tool } from '../tools/tool.ts';
import { checkAgent, type CheckupDeps } from './check-agent.ts';

let folder: string;
let db: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'openclaw-checkup-'));
  db = openDatabase(join(folder, 'gateway.db'), { migrations: gatewayMigrations });
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

type Script = (request: ModelRequest, signal: AbortSignal) => AsyncIterable<ModelEvent>;

async function* play(events: readonly ModelEvent[]): AsyncIterable<ModelEvent> {
  for (const event of events) yield await Promise.resolve(event);
}

const say = (text: string): readonly ModelEvent[] => [
  { type: 'text', text },
  { type: 'usage', inputTokens: 100, outputTokens: 10 },
  { type: 'finish', reason: 'stop' },
];

/** A model that works: it greets, calls the tool it is offered, and says what came out. */
const good: Script = (request) => {
  const last = request.messages.at(-1);
  const [tool] = request.tools;
  if (last?.role === 'tool') return play(say(`It is ${last.text.split('= ')[1] ?? ''}.`));
  if (!tool) return play(say('Hello there!'));
  const call = { id: 'c1', name: tool.name, arguments: { expression: '12347 * 56789' } };
  return play([
    { type: 'tool-call', call },
    { type: 'state', data: 'signed' },
    { type: 'finish', reason: 'tool-calls' },
  ]);
};

interface Parts {
  readonly agent?: object;
  readonly scripts?: Readonly<Record<string, Script>>;
  readonly tools?: readonly Tool[];
  readonly problems?: readonly Partial<ConfigProblem>[];
  readonly channels?: readonly Partial<ChannelStatus>[];
  readonly supportsTools?: boolean;
}

function start(parts: Parts = {}) {
  const clock = createDrivenClock();
  const requests: ModelRequest[] = [];
  const config = {
    agents: {
      assistant: agentEntry().parse({ model: 'test/good', tools: ['calculate'], ...parts.agent }),
    },
    tools: toolsSection().parse({}),
    bindings: [],
    channels: { telegram: { ...channelBase().parse({}), type: 'telegram' } },
  } as unknown as Config;
  const scripts = { good, ...parts.scripts };
  const list = [createCalculateTool(), ...(parts.tools ?? [])];
  const deps: CheckupDeps = {
    db,
    clock,
    config: () => config,
    models: playModels(scripts, requests, parts.supportsTools),
    budget: createBudgetKeeper({ clock, timeZone: () => 'UTC' }),
    tools: createToolCatalogue({
      clock,
      log: silentLog,
      supplies: [{ tools: () => list }],
      config: () => config,
    }),
    problems: () => (parts.problems ?? []) as ConfigProblem[],
    router: () => createRouter(config),
    channels: () => (parts.channels ?? []) as ChannelStatus[],
    schedules: () => [],
  };
  const test = (name = 'main') => checkAgent(deps, name);
  return { test, clock, requests, budget: deps.budget };
}

function playModels(
  scripts: Readonly<Record<string, Script>>,
  requests: ModelRequest[],
  supportsTools: boolean | undefined,
): ModelRegistry {
  const resolve = (id = 'test/good'): ResolvedModel => {
    const model = id.split('/')[1] ?? '';
    const script = scripts[model];
    if (!script) throw new AppError('PROVIDER_UNKNOWN', { provider: model, model: id, known: '' });
    const provider = {
      stream(request: ModelRequest, signal: AbortSignal) {
        requests.push(request);
        return script(request, signal);
      },
    };
    const price = { input: 1, output: 2 };
    return { id, model, provider, price } as unknown as ResolvedModel;
  };
  const row = { id: 'test/good', name: 'good', provider: 'test', supportsTools };
  return { resolve, list: () => Promise.resolve([row]) } as unknown as ModelRegistry;
}

const find = (checks: readonly AgentCheck[], name: AgentCheck['name']): AgentCheck | undefined =>
  checks.find((check) => check.name === name);

describe('checkAgent', () => {
  it('finds that an agent works, in the shape of the contract, and counts what it cost', async () => {
    const { test, budget, requests } = start();
    const answer = await test();
    expect(agentMethods['agents.test'].result().parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({ agentId: 'assistant', works: true });
    expect(answer.checks.map(({ name, state, found }) => `${state} ${name} ${found}`)).toEqual([
      'ok config fine',
      'ok model fine',
      'ok answer answered',
      'ok tool-use tool-used',
      'ok tools usable',
      'ok channel only-on-screen',
      'ok budget unlimited',
    ]);
    expect(find(answer.checks, 'answer')?.values).toMatchObject({
      text: 'Hello there!',
      costMicros: 120,
    });
    expect(budget.today(db, 'assistant')).toMatchObject({ inputTokens: 200, costMicros: 240 });
    expect(requests.at(-1)?.messages[1]).toMatchObject({ role: 'assistant', state: 'signed' });
  });

  it('asks nothing once the budget is used up, and says so', async () => {
    const { test, requests } = start({ agent: { budget: { dailyCost: 0.000001 } } });
    const { works, checks } = await test();
    expect(works).toBe(false);
    expect(find(checks, 'answer')).toMatchObject({ problem: { code: 'BUDGET_EXHAUSTED' } });
    expect(requests).toEqual([]);
  });

  it('works by a fallback, with a warning of the first', async () => {
    const { test } = start({
      agent: { model: 'test/broken', fallbacks: ['test/nowhere', 'test/good'] },
      scripts: {
        broken: () => {
          throw new AppError('PROVIDER_UNKNOWN', { provider: 'x', model: 'x', known: '' });
        },
      },
    });
    const { works, checks } = await test();
    expect(works).toBe(true);
    const answers = checks.filter(({ name }) => name === 'answer');
    expect(answers.map(({ state, subject }) => `${state} ${subject ?? ''}`)).toEqual([
      'warn test/broken',
      'ok test/good',
    ]);
    expect(checks.filter(({ name }) => name === 'fallback').map(({ state }) => state)).toEqual([
      'warn',
      'ok',
    ]);
  });

  it.each<readonly [string, Script, AgentCheck['found']]>([
    ['does not call the tool', () => play(say('Hello')), 'tool-not-called'],
    [
      'does not use the result',
      (request, signal) =>
        request.messages.at(-1)?.role === 'tool' ? play(say('42')) : good(request, signal),
      'tool-result-not-used',
    ],
  ])('warns of a model that %s', async (_what, script, found) => {
    const { works, checks } = await start({ scripts: { good: script } }).test();
    expect(works).toBe(true);
    expect(find(checks, 'tool-use')).toMatchObject({ state: 'warn', found });
  });

  it('does not try tools with a model that has none', async () => {
    const { test, requests } = start({ supportsTools: false });
    expect(find((await test()).checks, 'tool-use')).toMatchObject({
      state: 'skipped',
      found: 'model-without-tools',
    });
    expect(requests).toHaveLength(1);
  });

  it('warns of a model that says nothing', async () => {
    const { checks } = await start({ scripts: { good: () => play(say(' ')) } }).test();
    expect(find(checks, 'answer')).toMatchObject({ state: 'warn', found: 'answered-nothing' });
  });

  it('waits for a model that hangs no longer than its bound', async () => {
    async function* hang(_request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent> {
      yield await new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    }
    const { test, clock } = start({ scripts: { good: hang } });
    const tested = test();
    await clock.advance(limits.checkup.answerMs);
    expect(find((await tested).checks, 'answer')).toMatchObject({
      state: 'fail',
      problem: { code: 'CHECKUP_NO_ANSWER' },
    });
  });

  it('tells of each tool that does not work, and of names that lead nowhere', async () => {
    const weak: Tool = {
      name: 'weak',
      description: '',
      parameters: () => z.strictObject({}),
      isRepeatable: true,
      touches: ['nothing'],
      asks: 'never',
      problem: () => new AppError('SHELL_OFF'),
      run: () => Promise.resolve({ text: '', isError: false }),
    };
    const { test } = start({ tools: [weak], agent: { tools: ['@all', 'nonsense'] } });
    const { works, checks } = await test();
    expect(works).toBe(true);
    expect(checks.filter(({ name }) => name === 'tool')).toMatchObject([
      { subject: 'weak', state: 'warn', problem: { code: 'SHELL_OFF' } },
      { subject: 'nonsense', state: 'warn', found: 'unknown-name' },
    ]);
    expect(find(checks, 'tools')?.values).toEqual({ count: 1, names: 'calculate' });
  });

  it('says which channels lead here and whether they run', async () => {
    const channel = { id: 'telegram', type: 'telegram' };
    const running = await start({ channels: [{ ...channel, state: 'running' }] }).test();
    expect(find(running.checks, 'channel')).toMatchObject({ state: 'ok', subject: 'telegram' });
    const broken = await start({ channels: [{ ...channel, state: 'refused' }] }).test();
    expect(find(broken.checks, 'channel')).toMatchObject({ state: 'warn', found: 'not-running' });
  });

  it('asks nothing of an agent that is off, or that is not in effect', async () => {
    const off = start({ agent: { enabled: false } });
    expect(await off.test('assistant')).toMatchObject({
      works: false,
      checks: [{ name: 'config', found: 'switched-off' }],
    });
    const problem = { severity: 'error', path: 'agents.other', code: 'X', message: 'm', hint: 'h' };
    const invalid = start({ problems: [problem as Partial<ConfigProblem>] });
    expect(await invalid.test('other')).toMatchObject({
      works: false,
      checks: [{ state: 'fail' }],
    });
    expect([...off.requests, ...invalid.requests]).toEqual([]);
    await expect(invalid.test('nobody')).rejects.toMatchObject({ code: 'AGENT_UNKNOWN' });
  });
});
