import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { limits } from '../../shared/config/limits.ts';
import { createDrivenClock } from '../platform/driven-clock.ts';
import { silentLog } from '../platform/log.ts';
import { createReverseTool } from './_template.ts';
import { createToolCatalogue } from './create-tool-catalogue.ts';
import type { SystemInfo } from './tool-catalogue-types.ts';
import type { Tool } from './tool.ts';

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

const tool = (name: string, run: Tool['run']): Tool => ({
  name,
  description: name,
  parameters: () => z.strictObject({}),
  isRepeatable: false,
  run,
});

function start(extraTools: readonly Tool[] = []) {
  const clock = createDrivenClock(Date.UTC(2026, 0, 1));
  const catalogue = createToolCatalogue({
    clock,
    log: silentLog,
    systemInfo: () => info,
    timeZone: () => 'Europe/Berlin',
    extraTools,
  });
  const controller = new AbortController();
  const context = { agentId: 'main', sessionId: 's', turnId: 't', signal: controller.signal };
  const run = (name: string, args: Record<string, unknown> = {}, allowed = [name]) =>
    catalogue.run({ id: 'c1', name, arguments: args }, context, allowed);
  return { catalogue, clock, controller, context, run };
}

describe('createToolCatalogue', () => {
  it('describes the allowed tools once each as JSON Schema and leaves out unknown ones', () => {
    const { catalogue } = start();
    const specs = catalogue.specs(['calculate', 'nonsense', 'calculate', 'wait']);
    expect(specs.map((spec) => spec.name)).toEqual(['calculate', 'wait']);
    expect(specs[0]!.parameters).toMatchObject({ type: 'object', required: ['expression'] });
    expect(specs[0]!.parameters).not.toHaveProperty('$schema');
    expect(catalogue.unknownNames(['calculate', 'nonsense'])).toEqual(['nonsense']);
  });

  it('knows what may be repeated', () => {
    const { catalogue } = start();
    expect(catalogue.isRepeatable('wait')).toBe(true);
    expect(catalogue.isRepeatable('wait_once')).toBe(false);
    expect(catalogue.isRepeatable('nonsense')).toBe(false);
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
    const clock = createDrivenClock();
    const leaky = {
      ...info,
      token: 'secret-1',
      channels: [{ ...info.channels[0]!, token: 'secret-2' }],
    };
    const deps = { clock, log: silentLog, systemInfo: () => leaky, timeZone: () => undefined };
    const { context } = start();
    const call = { id: 'c', name: 'system', arguments: {} };
    const { text } = await createToolCatalogue(deps).run(call, context, ['system']);
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
    const result = await catalogue.run(call, context, ['clock']);
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
    const { text } = await run('long');
    expect(text).toHaveLength(limits.tools.resultChars);
    expect(text).toContain('cut off');
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

  it('refuses two tools of one name', () => {
    expect(() => start([createReverseTool(), createReverseTool()])).toThrow(
      expect.objectContaining({ code: 'TOOL_NAME_TAKEN' }),
    );
  });

  it('runs the template', async () => {
    const { run } = start([createReverseTool()]);
    expect(await run('reverse', { text: 'abc' })).toEqual({ text: 'cba', isError: false });
    expect(await run('reverse', { text: 'abc', times: 2 })).toEqual({
      text: 'abc',
      isError: false,
    });
  });
});
