import { afterEach, beforeEach, expect, it } from 'vitest';
import { createScheduleScene, type ScheduleScene } from '../schedule/testing/schedule-scene.ts';
import { createCronTool } from './cron.ts';
import type { Tool, ToolContext } from './tool.ts';

let scene: ScheduleScene;
let tool: Tool;
beforeEach(async () => {
  scene = createScheduleScene({ config: { timeZone: 'Europe/Berlin' } });
  await scene.schedules.start();
  await scene.engine.start();
  tool = createCronTool({ schedules: () => scene.schedules });
});
afterEach(async () => {
  await scene.schedules.stop();
  await scene.engine.stop();
  scene.end();
});

const context = (more: Partial<ToolContext> = {}): ToolContext => ({
  ...{ agentId: 'assistant', sessionId: 's', sessionKey: 'agent:assistant:telegram:direct:42' },
  ...{ turnId: 't', callId: 'c', signal: new AbortController().signal, isOwner: true },
  personId: scene.rows<{ id: string }>('SELECT id FROM person')[0]?.id,
  chat: { channel: 'telegram', chat: { kind: 'direct', id: '42' } },
  userTexts: ['please'],
  ...more,
});
const call = async (
  args: Record<string, unknown>,
  more: Partial<ToolContext> = {},
): Promise<Record<string, unknown>> => {
  const { text, isError } = await tool.run(args, context(more));
  return isError ? { error: text } : (JSON.parse(text) as Record<string, unknown>);
};

it('sets a reminder in the chat it was asked in', async () => {
  const added = await call({ action: 'add', in: '10 minutes', say: 'Call Mom' });
  expect(added).toMatchObject({
    added: {
      kind: 'once',
      next: 'Mon, 2026-01-05 13:10',
      timeZone: 'Europe/Berlin',
      say: 'Call Mom',
      chat: 'telegram:direct:42',
    },
  });
});

it('sets it once when the call is repeated after a crash', async () => {
  const args = { action: 'add', in: '10 minutes', say: 'Call Mom' };
  const first = await call(args);
  expect(await call(args)).toEqual(first);
  await call(args, { callId: 'c2' });
  expect((await call({ action: 'list' }))['schedules']).toHaveLength(2);
});

it('lists, changes, runs, tells of runs and removes, and removing twice is no failure', async () => {
  await call({ action: 'add', cron: '0 8 * * 1-5', prompt: 'the news', name: 'News' });
  expect(await call({ action: 'update', id: 'News', enabled: false })).toMatchObject({
    updated: { state: 'paused', cron: '0 8 * * 1-5' },
  });
  expect(await call({ action: 'run', id: 'news' })).toMatchObject({ run: { name: 'News' } });
  expect(await call({ action: 'history', id: 'News' })).toMatchObject({ runs: [{ name: 'News' }] });
  const [{ id } = { id: '' }] = (await call({ action: 'list' }))['schedules'] as { id: string }[];
  expect(await call({ action: 'remove', id })).toEqual({ removed: 'News' });
  expect(await call({ action: 'remove', id })).toEqual({ removed: id });
});

it('tells a model what is wrong in words it can act on', async () => {
  expect(await call({ action: 'add', cron: '0 25 * * *', say: 'x' })).toMatchObject({
    error: expect.stringContaining('the hour "25"') as string,
  });
  expect(await call({ action: 'add', every: '10s', say: 'x' })).toMatchObject({
    error: expect.stringContaining('60 seconds') as string,
  });
  expect(await call({ action: 'remove' })).toMatchObject({
    error: expect.stringContaining('id (for remove)') as string,
  });
});

it('asks before it writes to another chat, and never lets others than the owner', async () => {
  const args = { action: 'add', in: '1h', say: 'x', chat: 'telegram:direct:7' };
  expect(tool.ask?.(args, context())).toMatchObject({ always: { chat: 'telegram:direct:7' } });
  expect(tool.ask?.({ ...args, chat: 'telegram:direct:42' }, context())).toBeUndefined();
  expect(tool.ask?.({ action: 'list' }, context())).toBeUndefined();
  const stranger = { isOwner: false, personId: undefined };
  expect(tool.ask?.(args, context(stranger))).toBeUndefined();
  expect(await call(args, stranger)).toMatchObject({
    error: expect.stringContaining('only write into their own chat') as string,
  });
});

it('asked while a schedule runs, writes into the chat of that schedule', async () => {
  const [first] = [await call({ action: 'add', in: '1h', prompt: 'plan the day' })];
  const { id } = first['added'] as { id: string };
  const inside = {
    sessionKey: `agent:assistant:cron:${id}`,
    chat: { channel: 'web', chat: { kind: 'direct', id: 'main' } },
    callId: 'inside',
  } as const;
  expect(await call({ action: 'add', in: '2h', say: 'lunch' }, inside)).toMatchObject({
    added: { chat: 'telegram:direct:42' },
  });
});

it('runs nothing at once where nobody has asked, as a schedule that begins itself anew', async () => {
  await call({ action: 'add', cron: '0 8 * * 1-5', prompt: 'the news', name: 'News' });
  expect(await call({ action: 'run', id: 'news' }, { userTexts: [] })).toEqual({
    error: expect.stringContaining('only when a person asks') as string,
  });
  expect(scene.rows('SELECT id FROM schedule_run')).toEqual([]);
  // Whoever tries the tool out asks for it.
  const tried = await call({ action: 'run', id: 'news' }, { userTexts: [], turnId: '' });
  expect(tried).toMatchObject({ run: { name: 'News' } });
});
