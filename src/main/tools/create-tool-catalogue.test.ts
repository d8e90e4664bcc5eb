import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { agentEntry, type AgentConfig } from '../../shared/config/agents.ts';
import { limits } from '../../shared/config/limits.ts';
import { toolsSection } from '../../shared/config/tools.ts';
import { AppError } from '../../shared/errors/index.ts';
import { createDrivenClock } from '../platform/driven-clock.ts';
import { silentLog } from '../platform/log.ts';
import { createReverseTool } from './_template.ts';
import { createCalculateTool } from './calculate.ts';
import { createClockTool } from './clock.ts';
import { createToolCatalogue } from './create-tool-catalogue.ts';
import { createSystemTool } from './system.ts';
import { makeToolContext } from './testing/tool-context.ts';
import type { SystemInfo, ToolCatalogueDeps } from './tool-catalogue-types.ts';
import type { Tool } from './tool.ts';
import { createWaitTool } from './wait.ts';

const info: SystemInfo = {
  name: 'Home',
  version: '1.2.3',
  startedAt: Date.UTC(2025, 11, 31, 23, 30),
  configPath: '/home/me/.openclaw/openclaw.json',
  stateDir: '/home/me/.openclaw',
  model: 'offline/assistant',
  agents: [{ id: 'main', name: 'Assistant', isDefault: true }],
  channels: [{ id: 'telegram', type: 'telegram', state: 'running', account: '@me_bot' }],
};

const tool = (name: string, run: Tool['run'], changes: Partial<Tool> = {}): Tool => ({
  name,
  description: name,
  parameters: () => z.strictObject({}),
  isRepeatable: false,
  touches: ['nothing'],
  asks: 'never',
  run,
  ...changes,
});

const answer = (text: string) => () => Promise.resolve({ text, isError: false });
const agent = (...tools: string[]): AgentConfig => agentEntry().parse({ tools });

function start(extraTools: readonly Tool[] = [], systemInfo = (): SystemInfo => info) {
  const clock = createDrivenClock(Date.UTC(2026, 0, 1));
  const builtIn = [
    createClockTool(clock, () => 'Europe/Berlin'),
    createCalculateTool(),
    createSystemTool(clock, systemInfo),
    createWaitTool(clock, 'wait'),
    createWaitTool(clock, 'wait_once'),
  ];
  const supplied = { extra: extraTools };
  const config = { tools: toolsSection().parse({}), agents: {}, channels: {} };
  const held: { config: ReturnType<ToolCatalogueDeps['config']> } = { config };
  const catalogue = createToolCatalogue({
    clock,
    log: silentLog,
    supplies: [{ tools: () => builtIn }, { tools: () => supplied.extra }],
    config: () => held.config,
  });
  const controller = new AbortController();
  const context = makeToolContext({ signal: controller.signal });
  const run = (name: string, args: Record<string, unknown> = {}, allowed = [name]) =>
    catalogue.run({ id: 'c1', name, arguments: args }, context, {
      agentId: 'main',
      agent: agent(...allowed),
    });
  return { catalogue, clock, controller, context, run, supplied, held };
}

describe('createToolCatalogue', () => {
  it('describes the allowed tools once each as JSON Schema and leaves out unknown ones', () => {
    const { catalogue } = start();
    const allowed = agent('wait', 'calculate', 'nonsense', 'calculate');
    const specs = catalogue.specs({ agentId: 'main', agent: allowed });
    expect(specs.map((spec) => spec.name)).toEqual(['calculate', 'wait']);
    expect(specs[0]!.parameters).toMatchObject({ type: 'object', required: ['expression'] });
    expect(specs[0]!.parameters).not.toHaveProperty('$schema');
    expect(catalogue.unknownNames(['calculate', 'nonsense'])).toEqual(['nonsense']);
  });

  it('knows what may be repeated', () => {
    const { catalogue } = start();
    expect(catalogue.isRepeatable('wait', {})).toBe(true);
    expect(catalogue.isRepeatable('wait_once', {})).toBe(false);
    expect(catalogue.isRepeatable('nonsense', {})).toBe(false);
  });

  it('calculates', async () => {
    const { run } = start();
    expect(await run('calculate', { expression: ' 6*7 ' })).toEqual({
      text: '6*7 = 42',
      isError: false,
    });
    const wrong = await run('calculate', { expression: '6*' });
    expect(wrong).toMatchObject({
      isError: true,
      text: expect.stringContaining('character 3') as unknown,
    });
  });

  it('tells the time in the zone of the owner', async () => {
    const { run } = start();
    const { text } = await run('clock');
    expect(JSON.parse(text)).toMatchObject({ zone: 'Europe/Berlin', time: '01:00:00' });
  });

  it.each([
    [
      'channels',
      { channels: [{ id: 'telegram', type: 'telegram', state: 'running', account: '@me_bot' }] },
    ],
    ['model', { model: 'offline/assistant' }],
    ['version', { name: 'Home', version: '1.2.3', uptimeMinutes: 30 }],
    ['config', { configPath: info.configPath, stateDir: info.stateDir }],
    ['agents', { agents: info.agents }],
  ])('tells about %s and nothing else', async (topic, expected) => {
    const { run } = start();
    expect(JSON.parse((await run('system', { topic })).text)).toEqual(expected);
  });

  it('never tells what the port gives beyond its type', async () => {
    const leaky = {
      ...info,
      token: 'secret-1',
      channels: [{ ...info.channels[0]!, token: 'secret-2' }],
    };
    const { text } = await start([], () => leaky).run('system');
    expect(text).toContain('telegram');
    expect(text).not.toContain('secret');
  });

  it('waits as long as asked', async () => {
    const { run, clock } = start();
    const waited = vi.fn();
    const done = run('wait', { seconds: 30 }).then(waited);
    await clock.advance(29_999);
    expect(waited).not.toHaveBeenCalled();
    await clock.advance(1);
    await done;
    expect(waited).toHaveBeenCalledWith({ text: 'Waited 30 seconds.', isError: false });
  });

  it.each<readonly [string, Record<string, unknown>, readonly string[], string]>([
    ['nonsense', {}, ['calculate', 'nonsense'], 'There is no tool "nonsense"'],
    ['calculate', { expression: '1' }, ['clock'], 'may not use'],
    ['calculate', {}, ['calculate'], 'not valid at expression'],
    ['calculate', { expression: '1', more: 2 }, ['calculate'], 'more'],
    ['wait', { seconds: 61 }, ['wait'], 'not valid at seconds'],
    ['clock', { zone: 'Atlantis' }, ['clock'], 'Atlantis'],
    ['system', { topic: 'tokens' }, ['system'], 'not valid at topic'],
  ])('answers %s %j with an error for the model', async (name, args, allowed, words) => {
    const { run } = start();
    const result = await run(name, args, [...allowed]);
    expect(result.isError).toBe(true);
    expect(result.text).toContain(words);
    expect(result.text).not.toMatch(/\{\w+\}/);
  });

  it('tells the model that its arguments were not JSON', async () => {
    const { catalogue, context } = start();
    const call = { id: 'c', name: 'clock', arguments: {}, malformedArguments: '{"zone": ' };
    const user = { agentId: 'main', agent: agent('clock') };
    const result = await catalogue.run(call, context, user);
    expect(result).toMatchObject({
      isError: true,
      text: expect.stringContaining('{"zone": ') as unknown,
    });
  });

  it('makes a result of what a tool throws', async () => {
    const broken = tool('broken', () => Promise.reject(new Error('the disk is full')));
    const alsoBroken = tool('alsoBroken', () => {
      throw new TypeError('undefined is not a function');
    });
    const { run } = start([broken, alsoBroken]);
    expect(await run('broken')).toMatchObject({
      isError: true,
      text: expect.stringContaining('the disk is full') as unknown,
    });
    expect(await run('alsoBroken')).toMatchObject({ isError: true });
  });

  it('bounds a result', async () => {
    const { run } = start([
      tool('long', async () => ({ text: 'x'.repeat(1_000_000), isError: false })),
    ]);
    const { text, whole } = await run('long');
    expect(text.length).toBeLessThanOrEqual(limits.tools.resultChars);
    expect(text).toContain('cut off');
    expect(whole).toBe('x'.repeat(1_000_000));
  });

  it('bounds arguments', async () => {
    const { run } = start([createReverseTool()]);
    const result = await run('reverse', { text: 'x'.repeat(limits.tools.argumentChars) });
    expect(result).toMatchObject({
      isError: true,
      text: expect.stringContaining('longer than') as unknown,
    });
  });

  it('rejects with the reason of the signal, even when the tool does not listen', async () => {
    const { run, controller } = start([tool('deaf', () => new Promise(() => undefined))]);
    const asked = run('deaf');
    const waited = run('wait', { seconds: 60 });
    controller.abort(new Error('stopped'));
    await expect(asked).rejects.toThrow('stopped');
    await expect(waited).rejects.toThrow('stopped');
    await expect(run('clock')).rejects.toThrow('stopped');
  });

  it('keeps what is built in when something else has the same name', async () => {
    const { run } = start([tool('calculate', answer('mine'))]);
    expect(await run('calculate', { expression: '1+1' })).toMatchObject({ text: '1+1 = 2' });
  });

  it('runs the template', async () => {
    const { run } = start([createReverseTool()]);
    expect(await run('reverse', { text: 'abc' })).toEqual({ text: 'cba', isError: false });
    expect(await run('reverse', { text: 'abc', times: 2 })).toEqual({
      text: 'abc',
      isError: false,
    });
  });

  it('ends a tool that takes longer than its own time, whether it listens or not', async () => {
    let heard: unknown;
    const slow = tool(
      'slow',
      (_args, { signal }) => {
        signal.addEventListener('abort', () => {
          heard = signal.reason as unknown;
        });
        return new Promise(() => undefined);
      },
      { timeoutMs: () => 2_500 },
    );
    const { run, clock } = start([slow]);
    const asked = run('slow');
    await clock.advance(2_500);
    expect(await asked).toMatchObject({
      isError: true,
      text: expect.stringContaining('ended after 2.5 seconds') as unknown,
    });
    expect(heard).toMatchObject({ code: 'TOOL_TIMED_OUT' });
    expect(clock.pendingCount).toBe(0);
  });

  it('says what is in the way of a tool, and does not offer it to a model', async () => {
    const state: { problem: AppError | undefined } = { problem: new AppError('INTERNAL') };
    const weak = tool('weak', answer('fine'), { problem: () => state.problem });
    const { catalogue, run } = start([weak]);
    const user = { agentId: 'main', agent: agent('weak', 'clock') };
    expect(catalogue.specs(user).map((spec) => spec.name)).toEqual(['clock']);
    expect(catalogue.explain(user)).toContainEqual({
      name: 'weak',
      verdict: 'not-available',
      entry: 'weak',
      path: 'agents.main.tools',
      problem: expect.objectContaining({ code: 'INTERNAL' }) as unknown,
    });
    expect(await run('weak')).toMatchObject({ isError: true });
    state.problem = undefined;
    expect(catalogue.specs(user).map((spec) => spec.name)).toEqual(['clock', 'weak']);
    expect(await run('weak')).toMatchObject({ isError: false });
  });

  it('gives the same specs while config and tools are the same objects, and new ones after', () => {
    const { catalogue, supplied, held } = start([tool('one', answer('1'))]);
    const agents = { main: agent('@all') };
    held.config = { ...held.config, agents };
    const user = { agentId: 'main', channel: 'web' };
    const names = (): string[] => catalogue.specs(user).map((spec) => spec.name);
    const first = catalogue.specs(user);
    held.config = { ...held.config };
    expect(catalogue.specs(user)).toBe(first);
    supplied.extra = [...supplied.extra, tool('two', answer('2'))];
    expect(names()).toContain('two');
    held.config = { ...held.config, tools: toolsSection().parse({ deny: ['two'] }) };
    expect(names()).not.toContain('two');
    held.config = { ...held.config, agents: { main: agent('clock') } };
    expect(names()).toEqual(['clock']);
    expect(catalogue.specs(user)[0]).toBe(first[0]);
  });

  it('knows at each moment which tools there are', () => {
    const { catalogue, supplied } = start();
    const before = catalogue.list().length;
    supplied.extra = [createReverseTool()];
    expect(catalogue.find('reverse')).toBeDefined();
    supplied.extra = [];
    expect(catalogue.list()).toHaveLength(before);
  });

  it('decides by the arguments what may be repeated, and in doubt says no', () => {
    const { catalogue } = start([
      tool('some', answer('x'), { isRepeatable: (args) => args['action'] === 'read' }),
      tool('bad', answer('x'), {
        isRepeatable: () => {
          throw new Error('no');
        },
      }),
    ]);
    expect(catalogue.isRepeatable('some', { action: 'read' })).toBe(true);
    expect(catalogue.isRepeatable('some', { action: 'write' })).toBe(false);
    expect(catalogue.isRepeatable('bad', {})).toBe(false);
  });

  it('looks at a call without running it', () => {
    const run = vi.fn();
    const { catalogue } = start([tool('quiet', run)]);
    const user = { agentId: 'main', agent: agent('quiet', 'wait') };
    const check = (name: string, args: Record<string, unknown> = {}) =>
      catalogue.check({ id: 'c', name, arguments: args }, user);
    expect(check('quiet')).toMatchObject({ isFine: true, args: {} });
    expect(check('clock')).toMatchObject({ isFine: false, failure: { isError: true } });
    expect(check('wait', { seconds: 'x' })).toMatchObject({ isFine: false });
    expect(run).not.toHaveBeenCalled();
  });

  it('tells a model the schema a tool brings along', () => {
    const jsonSchema = { type: 'object', properties: { q: { type: 'string' } } };
    const { catalogue } = start([tool('theirs', answer('x'), { jsonSchema })]);
    const [spec] = catalogue.specs({ agentId: 'main', agent: agent('theirs') });
    expect(spec?.parameters).toBe(jsonSchema);
  });

  it('says what profiles stand for now', () => {
    const { catalogue, held } = start();
    const tools = toolsSection().parse({ profiles: { mine: ['@safe', '!clock', 'wait*'] } });
    held.config = { ...held.config, tools };
    expect(catalogue.profiles()).toMatchObject({
      safe: ['clock', 'calculate', 'system'],
      mine: ['calculate', 'system', 'wait', 'wait_once'],
    });
  });

  it('leaves no half character at a cut and bounds pictures', async () => {
    const picture = { mimeType: 'image/png' as const, data: new Uint8Array(1) };
    const large = { ...picture, data: new Uint8Array(limits.tools.imageBytes + 1) };
    const { run } = start([
      tool('smile', answer('😀'.repeat(100_000))),
      tool('draw', () =>
        Promise.resolve({ text: 'here', isError: false, images: [large, picture] }),
      ),
    ]);
    const { text } = await run('smile');
    expect(text.isWellFormed()).toBe(true);
    const drawn = await run('draw');
    expect(drawn.images).toEqual([picture]);
    expect(drawn.text).toContain('1 pictures were left out');
  });
});
