import { afterEach, describe, expect, it } from 'vitest';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRemindingScene, type RemindingScene } from '../support/reminding-scene.ts';
import { runCli } from '../support/run-cli.ts';

let reminding: RemindingScene;
afterEach(() => reminding.dispose());

describe('a reminder', () => {
  it('that was set in a chat arrives there', async () => {
    reminding = await createRemindingScene();
    const answer = await reminding.callTool({ action: 'add', in: '1 second', say: 'Call Mom' });
    expect(answer).toContain('added');
    await reminding.reminded('Call Mom');
    const client = await reminding.scene.connect();
    const { schedules } = await client.request('cron.list', { includeOver: true });
    expect(schedules).toMatchObject([
      { origin: 'agent', state: 'over', to: `telegram:direct:${reminding.chatId}` },
    ]);
    expect(await reminding.telegram.listViolations()).toEqual([]);
  }, 60_000);

  it('arrives once, though the gateway was killed before it was due', async () => {
    reminding = await createRemindingScene();
    await reminding.callTool({ action: 'add', in: '3 seconds', say: 'Take the cake out' });
    await reminding.scene.end('SIGKILL');
    const { next_at: dueAt } = reminding.scene.query<{ next_at: number }>(
      'SELECT next_at FROM schedule',
    )[0] ?? { next_at: 0 };
    // It comes due while nobody is there.
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueAt - Date.now())));
    await reminding.scene.start();
    await reminding.reminded('Take the cake out');
    await reminding.scene.end('SIGKILL');
    await reminding.scene.start();
    await (await reminding.scene.connect()).request('cron.status', {});
    expect(await reminding.countSaid('Take the cake out')).toBe(1);
    expect(reminding.runs()).toMatchObject([{ state: 'done' }]);
  }, 60_000);

  it('stands in the conversation of the page as well', async () => {
    reminding = await createRemindingScene();
    const client = await reminding.scene.connect();
    await client.request('cron.add', { in: '1s', say: 'Stretch', name: 'Stretch' });
    const told = await client.event('chat.message', ({ message }) =>
      JSON.stringify(message.content).includes('Stretch'),
    );
    expect(told.sessionKey).toBe('agent:assistant:main');
  }, 60_000);
});

describe('a task', () => {
  it('is done by the agent in a conversation of its own; the answer comes to the chat, its trace is kept', async () => {
    reminding = await createRemindingScene();
    await reminding.callTool({ action: 'add', in: '1s', prompt: 'good morning', name: 'Greet' });
    await reminding.said('echo: good morning');
    const client = await reminding.scene.connect();
    const { runs } = await client.request('cron.runs', { id: 'Greet' });
    expect(runs).toMatchObject([{ state: 'done', name: 'Greet' }]);
    const key = runs[0]?.sessionKey ?? '';
    expect(key).toMatch(/^agent:assistant:cron:/);
    const traces = reminding.scene.query(
      'SELECT kind FROM trace WHERE turn_id = ?',
      runs[0]?.turnId,
    );
    expect(traces.length).toBeGreaterThan(1);
    expect(await reminding.countSaid('echo: good morning')).toBe(1);
  }, 60_000);

  it('of a guest has a guest’s rights', async () => {
    reminding = await createRemindingScene();
    const chatId = await reminding.letIn('Bob', 'trusted');
    const other = `telegram:direct:${reminding.chatId}`;
    const refused = await reminding.callTool(
      { action: 'add', in: '1s', say: 'Boo', chat: other },
      chatId,
    );
    expect(refused).toContain('only write into their own chat');
    await reminding.telegram.injectMessage({
      chatId,
      text: 'model:tool tool:cron args:{"action":"add","in":"1s","prompt":"/status"}',
    });
    // What a model writes is never a command, though it looks like one.
    await reminding.said('echo: /status', chatId);
    const [session] = reminding.scene.query<{ role: string }>(
      "SELECT person.role FROM session JOIN person ON person.id = session.person_id WHERE session.key LIKE '%:cron:%'",
    );
    expect(session).toEqual({ role: 'trusted' });
  }, 60_000);

  it('that fails is told to the owner', async () => {
    reminding = await createRemindingScene();
    await reminding.callTool({ action: 'add', in: '1s', prompt: 'model:refuse now', name: 'Bad' });
    await reminding.callTool({
      action: 'add',
      in: '1s',
      prompt: 'model:too-long now',
      name: 'Worse',
    });
    await reminding.said('The schedule "Worse" failed');
    expect(
      reminding
        .runs()
        .map((run) => run.state)
        .toSorted(),
    ).toContain('failed');
  }, 60_000);
});

describe('the config', () => {
  it('brings schedules and takes them away while the gateway runs', async () => {
    reminding = await createRemindingScene();
    const { scene } = reminding;
    const client = await scene.connect();
    const config = await client.request('config.get', {});
    const to = `telegram:direct:${reminding.chatId}`;
    const saved = await client.request('config.patch', {
      raw: `{ schedules: { tick: { every: "1s", say: "tick tock", to: "${to}" } } }`,
      baseHash: config.hash,
    });
    await reminding.said('tick tock');
    const { schedules } = await client.request('cron.list', {});
    expect(schedules).toMatchObject([{ name: 'tick', origin: 'config', to }]);
    await client.request('config.edit', {
      edits: [{ op: 'delete', path: 'schedules.tick' }],
      baseHash: saved.hash,
    });
    await client.event('cron.changed', ({ reason }) => reason === 'removed');
    expect((await client.request('cron.list', {})).schedules).toEqual([]);
  }, 60_000);

  it('gives an agent a heartbeat, which asks no model while its list is empty', async () => {
    reminding = await createRemindingScene({
      agent: { heartbeat: { every: '1m', from: 0, until: 24 }, model: 'test/echo' },
    });
    const { scene } = reminding;
    const client = await scene.connect();
    const [beat] = (await client.request('cron.list', {})).schedules;
    expect(beat).toMatchObject({ action: 'heartbeat', state: 'active' });
    const id = beat?.id ?? '';
    const asked = async (): Promise<number> =>
      scene.query('SELECT 1 FROM turn WHERE run_id IN (SELECT id FROM schedule_run)').length;
    await client.request('cron.run', { id });
    expect(await asked()).toBe(0);
    const workspace = path.join(scene.stateDir, 'workspaces/assistant');
    await mkdir(workspace, { recursive: true });
    await writeFile(path.join(workspace, 'HEARTBEAT.md'), '- Is the oven off?\n');
    await client.request('cron.run', { id });
    await client.event(
      'chat.message',
      ({ sessionKey, message }) =>
        sessionKey === 'agent:assistant:main' &&
        JSON.stringify(message).includes('Is the oven off?'),
    );
    expect(await asked()).toBe(1);
  }, 60_000);
});

describe('every method and the command line', () => {
  it('add, list, get, status, update, run, runs, remove, restore', async () => {
    reminding = await createRemindingScene();
    const client = await reminding.scene.connect();
    const wish = { cron: '0 8 * * 1-5', say: 'Up!', timeZone: 'Europe/Berlin', name: 'Wake' };
    const { schedule } = await client.request('cron.add', { ...wish, idempotencyKey: 'k' });
    const again = await client.request('cron.add', { ...wish, idempotencyKey: 'k' });
    expect(again.schedule.id).toBe(schedule.id);
    const { id } = schedule;
    const { upcoming } = await client.request('cron.get', { id });
    expect(upcoming).toHaveLength(5);
    expect(await client.request('cron.status', {})).toMatchObject({ schedules: 1, active: 1 });
    const paused = await client.request('cron.update', { id, enabled: false });
    expect(paused.schedule.state).toBe('paused');
    expect((await client.request('cron.run', { id })).run).toMatchObject({ state: 'done' });
    expect((await client.request('cron.runs', {})).runs).toHaveLength(1);
    await client.request('cron.remove', { id });
    expect((await client.request('cron.list', { removed: true })).schedules).toHaveLength(1);
    expect((await client.request('cron.restore', { id })).schedule.removedAt).toBeUndefined();
    const bad = await client.refused('cron.add', { cron: '99 * * * *', say: 'x' });
    expect(bad.details).toMatchObject({ code: 'SCHEDULE_EXPRESSION_INVALID' });

    const { stateDir } = reminding.scene;
    const said = await runCli(['schedule', 'list'], { stateDir });
    expect(said.out).toContain('At 08:00, Monday through Friday');
    const json = await runCli(['schedule', 'show', 'Wake', '--json'], { stateDir });
    expect(JSON.parse(json.out)).toMatchObject({ schedule: { name: 'Wake' } });
    const wrong = await runCli(['schedule', 'add', '--cron', '0 25 * * *', '--say', 'x'], {
      stateDir,
    });
    expect(wrong.err).toContain('the hour "25"');
    expect(wrong.code).not.toBe(0);
  }, 60_000);
});
