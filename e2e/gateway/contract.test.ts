import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { events, methods } from '../../src/shared/protocol/contract.ts';
import { doctorCheckNames } from '../../src/shared/protocol/doctor.ts';
import { mainSession, textOf, type Client } from '../support/client.ts';
import { connectNode, type NodeClient } from '../support/node-client.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { itAnswersConfig } from './contract/config-calls.ts';

/**
 * Every method and every event of the contract, over a real socket. Answers and events are held
 * against their schemas by the client; a method that is listed and never called here fails.
 */
let scene: Scene;
let client: Client;
let node: NodeClient;
const clients: Client[] = [];

const nodeChannel = {
  type: 'telegram',
  token: '1:abc',
  node: 'vps',
  apiRoot: 'http://127.0.0.1:9',
};

beforeAll(async () => {
  scene = await createScene({
    config: {
      channels: { tg: nodeChannel },
      tools: { approvals: { rules: [{ tool: 'wait', action: 'ask' }] } },
      mcp: { servers: { gone: { command: '/no/such/program' } } },
    },
  });
  client = await scene.connect();
  node = await connectNode(scene.gateway.url, scene.token, 'vps', 'tg');
  clients.push(client, node);
});
afterAll(() => scene.dispose());

const key = mainSession;

describe('each method of the contract', () => {
  it('health, status', async () => {
    const health = await client.request('health', {});
    expect(health.channels).toEqual({ total: 2, running: 2, broken: 0 });
    expect(health.connections).toBe(2);
    const status = await client.request('status', {});
    expect(status).toMatchObject({ model: 'test/echo', defaultAgentId: 'assistant' });
    expect(status.nodeVersion).toBe(process.version);
  });

  it('doctor.run, doctor.fix, doctor.bundle', async () => {
    await chmod(scene.stateDir, 0o755);
    const { checks } = await client.request('doctor.run', {});
    const stateOf = (name: string): string | undefined =>
      checks.find((check) => check.name === name)?.state;
    expect(checks.map(({ name }) => name)).toEqual([...doctorCheckNames]);
    expect(stateOf('database')).toBe('ok');
    expect(stateOf('sandbox')).toBe('ok');
    expect(stateOf('secrets')).toBe('warn');
    expect(stateOf('permissions')).toBe('warn');
    const fixed = await client.request('doctor.fix', { fix: 'permissions' });
    expect(fixed.checks).toMatchObject([{ name: 'permissions', state: 'ok' }]);
    const { text } = await client.request('doctor.bundle', {});
    expect(JSON.parse(text)).toMatchObject({ status: { version: '0.1.0' } });
    expect(text).not.toContain(nodeChannel.token);
    expect(text).not.toContain(scene.token);
  });

  it('chat.send, chat.history, chat.retry, chat.abort', async () => {
    const end = await client.ask('hello');
    expect(textOf(end.message)).toBe('echo: hello');
    const retry = await client.request('chat.retry', { sessionKey: key, idempotencyKey: 'retry' });
    expect(retry).toEqual({ runId: 'retry', status: 'started' });
    await client.event('chat', ({ runId, state }) => runId === 'retry' && state === 'final');
    const history = await client.request('chat.history', { sessionKey: key });
    expect(history.messages.map(textOf)).toEqual(['hello', 'echo: hello']);
    const abort = await client.request('chat.abort', { sessionKey: key });
    expect(abort).toEqual({ ok: true, aborted: false, runIds: [] });
  });

  it('sessions.list, get, search, export, reset, delete', async () => {
    const { sessions } = await client.request('sessions.list', { limit: 5 });
    expect(sessions[0]).toMatchObject({ key: 'agent:assistant:main', messageCount: 3 });
    const { session, usage } = await client.request('sessions.get', { key });
    expect(usage.turns).toBe(2);
    const { hits } = await client.request('sessions.search', { query: 'hel' });
    expect(hits.length).toBeGreaterThan(0);
    const exported = await client.request('sessions.export', { key, format: 'markdown' });
    expect(exported.text).toContain('hello');
    const reset = await client.request('sessions.reset', { key });
    expect(reset.sessionId).not.toBe(session.sessionId);
    const gone = await client.request('sessions.delete', { key });
    expect(gone.deleted).toBe(true);
  });

  it('agents.list, models.list, channels.status, route.explain, logs.tail', async () => {
    const { agents, defaultId } = await client.request('agents.list', {});
    expect([agents.map(({ id }) => id), defaultId]).toEqual([['assistant'], 'assistant']);
    const { models } = await client.request('models.list', { refresh: true });
    expect(models.map(({ id }) => id)).toContain('test/echo');
    const { providers } = await client.request('models.health', {});
    expect(providers.find(({ id }) => id === 'test')).toMatchObject({ state: 'ok' });
    expect(await client.request('models.clear', { provider: 'test' })).toEqual({ cleared: 0 });
    const { channels } = await client.request('channels.status', { channel: 'tg' });
    expect(channels[0]).toMatchObject({ id: 'tg', node: 'vps', state: 'running', account: 'bot' });
    const { decision } = await client.request('route.explain', {
      channel: 'tg',
      peer: 'direct:42',
    });
    expect(decision).toMatchObject({ agentId: 'assistant', decidedBy: 'default' });
    const log = await client.request('logs.tail', { limit: 10 });
    expect(log.lines.length).toBeGreaterThan(0);
  });

  itAnswersConfig(() => ({ scene, client }));

  it('people.list, approve, reject, update, link, remove, and all a node says', async () => {
    await node.receive('may I?', '42');
    await node.receive('me too', '43');
    const code = await node.job(({ text, chat }) => chat.id === '42' && text.includes('code'));
    const other = await node.job(({ text, chat }) => chat.id === '43' && text.includes('code'));
    await node.sent(code, other);
    const { people, pending } = await client.request('people.list', {});
    expect(people.map(({ role }) => role)).toEqual(['owner']);
    expect(pending.map(({ peer }) => peer).toSorted()).toEqual(['42', '43']);
    const codeOf = (peer: string): string =>
      pending.find((request) => request.peer === peer)?.code ?? '';
    expect(await node.wants('a picture', '42')).toBe(false);
    const { person } = await client.request('people.approve', { code: codeOf('42') });
    expect(await node.wants('a picture', '42')).toBe(true);
    expect(await node.sendFile(Buffer.from('a file'))).toBe(6);
    await node.sent(await node.job(({ text }) => text.includes('let in')));
    await client.request('people.reject', { code: codeOf('43') });
    await client.request('people.update', { id: person.id, name: 'Bea' });
    await node.receive('hello again', '42');
    await node.event('node.typing');
    const answer = await node.job(({ text, isDraft }) => text === 'echo: hello again' && !isDraft);
    await node.sent(answer);
    const owner = people[0]?.id ?? '';
    const linked = await client.request('people.link', { id: owner, otherId: person.id });
    expect(linked.person).toMatchObject({ role: 'owner', identities: [{ peer: '42' }] });
    await node.receive('whoever I am', '44');
    await client.event(
      'people.changed',
      ({ reason }) => reason === 'removed' || reason === 'updated',
    );
    const again = await client.request('people.list', {});
    const approved = await client.request('people.approve', {
      code: again.pending[0]?.code ?? '',
      role: 'guest',
    });
    expect(await client.request('people.remove', { id: approved.person.id })).toEqual({ ok: true });
  });

  it('approval.list, get, resolve, history, and its rules', async () => {
    const run = await client.send('model:tool tool:wait args:{"seconds":0}', {
      sessionKey: 'agent:assistant:asking',
    });
    const asked = await client.event('approval.changed');
    expect(asked.approval).toMatchObject({ tool: 'wait', arguments: { seconds: 0 } });
    const { id, code } = asked.approval;
    const { approvals } = await client.request('approval.list', {});
    expect(approvals).toEqual([asked.approval]);
    expect((await client.request('approval.get', { id: code })).approval.id).toBe(id);
    const resolved = await client.request('approval.resolve', { id, decision: 'allow' });
    expect(resolved.approval).toMatchObject({ state: 'allowed', decidedVia: 'client' });
    expect(textOf((await run.end).message)).toContain('tool said');
    expect(await client.refused('approval.resolve', { id, decision: 'deny' })).toMatchObject({
      ...{ code: 'CONFLICT', details: { code: 'APPROVAL_DECIDED' } },
    });
    const history = await client.request('approval.history', {});
    expect(history).toEqual({ approvals: [resolved.approval], hasMore: false });
    const { rule } = await client.request('approval.rules.add', { tool: 'x*', action: 'deny' });
    await client.event('approval.rules.changed', ({ reason }) => reason === 'added');
    expect(await client.request('approval.rules', {})).toEqual({ rules: [rule] });
    await client.request('approval.rules.remove', { id: rule.id });
    expect((await client.refused('approval.get', { id: 'none' })).details.code).toBe(
      'APPROVAL_UNKNOWN',
    );
  });

  it('cron.add, list, get, preview, status, update, run, runs, remove, restore', async () => {
    const { schedule } = await client.request('cron.add', { in: '1h', say: 'tea', name: 'Tea' });
    const { id } = schedule;
    expect((await client.request('cron.list', {})).schedules).toEqual([schedule]);
    expect((await client.request('cron.get', { id })).upcoming).toEqual([schedule.nextAt]);
    const preview = { every: '2h', timeZone: 'Europe/Berlin', count: 3 };
    const planned = await client.request('cron.preview', preview);
    expect(planned).toMatchObject({ plan: { everyMs: 7_200_000 }, timeZone: 'Europe/Berlin' });
    expect(planned.upcoming).toHaveLength(3);
    expect(await client.request('cron.status', {})).toMatchObject({ schedules: 1, running: 0 });
    await client.request('cron.update', { id, say: 'coffee' });
    const { run } = await client.request('cron.run', { id: 'Tea' });
    expect((await client.request('cron.runs', { id })).runs).toEqual([run]);
    await client.request('cron.remove', { id });
    await client.event('cron.changed', ({ reason }) => reason === 'removed');
    expect((await client.request('cron.restore', { id })).schedule.text).toBe('coffee');
    await client.request('cron.remove', { id });
  });

  it('agents.preview, draft, rename, and models.test', async () => {
    const agentId = 'assistant';
    const shown = await client.request('agents.preview', { agentId });
    expect(shown.tokens.system).toBeGreaterThan(0);
    const { draftId } = await client.request('agents.draft.open', { agentId });
    await client.request('agents.draft.update', { draftId });
    expect(await client.request('agents.draft.close', { draftId })).toEqual({ closed: true });
    const tested = await client.request('models.test', { model: 'test/echo' });
    expect(tested.works).toBe(true);
    const edits = [{ op: 'set' as const, path: 'agents.spare', value: { enabled: false } }];
    const { hash: baseHash } = await client.request('config.get', {});
    await client.request('config.edit', { edits, baseHash });
    await client.request('agents.rename', { id: 'spare', to: 'reserve' });
    await client.event('agents.renamed', ({ to }) => to === 'reserve');
    const { hash } = await client.request('config.get', {});
    const undo = [{ op: 'delete' as const, path: 'agents.reserve' }];
    await client.request('config.edit', { edits: undo, baseHash: hash });
  });

  it('tools.catalog, effective, invoke, and agents.test', async () => {
    const { tools, profiles } = await client.request('tools.catalog', {});
    expect(tools.map(({ name }) => name)).toContain('calculate');
    expect(profiles['safe']).toContain('clock');
    const effective = await client.request('tools.effective', { agentId: 'main' });
    expect(effective.tools).toContainEqual({
      ...{ name: 'wait', verdict: 'allowed' },
      ...{ entry: 'wait', path: 'agents.assistant.tools' },
    });
    const run = { name: 'calculate', args: { expression: '6*7' }, idempotencyKey: 'once' };
    const first = await client.request('tools.invoke', run);
    expect(first).toMatchObject({ isError: false, text: '6*7 = 42' });
    expect(await client.request('tools.invoke', run)).toEqual(first);
    const test = await client.request('agents.test', { agentId: 'assistant' });
    expect(test).toMatchObject({ agentId: 'assistant', works: true });
  });

  it('blob.get, of a picture that came with chat.send', async () => {
    const bytes = Buffer.from('a picture').toString('base64');
    const runId = 'with-picture';
    await client.request('chat.send', {
      sessionKey: key,
      message: '',
      idempotencyKey: runId,
      attachments: [{ mimeType: 'image/png', fileName: 'a.png', content: bytes }],
    });
    const { message } = await client.event('chat.message', ({ message: one }) =>
      one.content.some((block) => block.type === 'image'),
    );
    const picture = message.content.find((block) => block.type === 'image');
    expect(picture).toMatchObject({ name: 'a.png', mimeType: 'image/png', sizeBytes: 9 });
    const got = await client.request('blob.get', { hash: picture?.blob ?? '' });
    expect(got).toEqual({ data: bytes, sizeBytes: 9 });
    const failure = await client.refused('blob.get', { hash: '0'.repeat(64) });
    expect(failure.details.code).toBe('BLOB_UNKNOWN');
  });

  it('channels.check, channels.restart', async () => {
    const settings = { token: nodeChannel.token, apiRoot: nodeChannel.apiRoot };
    const checked = await client.request('channels.check', { type: 'telegram', settings });
    expect(checked).toMatchObject({ works: false, error: { code: 'TELEGRAM_UNREACHABLE' } });
    await client.request('channels.restart', { channel: 'tg' });
    await node.event(
      'node.config',
      ({ channels }) => channels[0]?.revision.endsWith('.1') === true,
    );
    const failure = await client.refused('channels.restart', { channel: 'web' });
    expect(failure.details.code).toBe('CHANNEL_NOT_HOSTED');
  });

  it('channels.rename', async () => {
    await client.request('channels.rename', { id: 'tg', to: 'home' });
    await client.event('channels.renamed', ({ to }) => to === 'home');
    await client.request('channels.rename', { id: 'home', to: 'tg' });
  });

  it('memory.list, subjects, add, update, remove', async () => {
    const { note } = await client.request('memory.add', { text: 'Likes tea.' });
    expect(note).toMatchObject({ agentId: 'assistant', text: 'Likes tea.', author: 'person' });
    await client.request('memory.update', { id: note.id, text: 'Likes green tea.' });
    const { subjects } = await client.request('memory.subjects', {});
    expect(subjects).toMatchObject([{ agentId: 'assistant', about: note.about, notes: 1 }]);
    const found = await client.request('memory.list', { query: 'green' });
    expect(found).toMatchObject({ total: 1, notes: [{ id: note.id }] });
    await client.request('memory.remove', { id: note.id });
    expect((await client.request('memory.list', {})).total).toBe(0);
    const failure = await client.refused('memory.remove', { id: note.id });
    expect(failure.details.code).toBe('NOTE_UNKNOWN');
    await client.event('memory.changed', ({ reason }) => reason === 'removed');
  });

  it('extension.list, approve, revoke, reload, remove', async () => {
    const { folder } = await client.request('extension.list', {});
    const manifest = {
      ...{ name: 'x', version: '1', description: 'X.', permissions: { hosts: ['a.example'] } },
      tools: [{ name: 'look', description: 'Looks.' }],
    };
    await mkdir(path.join(folder, 'x'));
    await writeFile(path.join(folder, 'x/index.ts'), 'export function look() {}');
    await writeFile(path.join(folder, 'x/extension.json5'), JSON.stringify(manifest));
    const [row] = (await client.request('extension.reload', {})).extensions;
    expect(row).toMatchObject({ name: 'x', state: 'needs-approval', tools: ['look'] });
    const permissionsHash = row?.permissionsHash ?? '';
    const approved = await client.request('extension.approve', { name: 'x', permissionsHash });
    expect(approved.extension.approval).toBe('given');
    const revoked = await client.request('extension.revoke', { name: 'x' });
    expect(revoked.extension.state).toBe('needs-approval');
    await client.request('extension.remove', { name: 'x' });
    expect((await client.refused('extension.revoke', { name: 'x' })).details.code).toBe(
      'EXTENSION_UNKNOWN',
    );
  });

  it('mcp.list, mcp.restart, skills.list', async () => {
    const { servers } = await client.request('mcp.list', {});
    expect(servers).toMatchObject([{ name: 'gone', kind: 'program', tools: [] }]);
    const { server } = await client.request('mcp.restart', { name: 'gone' });
    expect(server).toMatchObject({ state: 'waiting', problem: { code: 'MCP_SERVER_DOWN' } });
    expect((await client.request('skills.list', {})).skills).toEqual([]);
  });

  it('usage.report, usage.budgets, overview.get', async () => {
    const { rows, totals, from, to } = await client.request('usage.report', {
      groupBy: ['channel', 'agent'],
    });
    expect(from).toBe(to);
    expect(rows[0]).toMatchObject({ agent: 'assistant', channel: 'web' });
    expect(totals.turns).toBeGreaterThan(1);
    const { budgets } = await client.request('usage.budgets', {});
    expect(budgets[0]).toMatchObject({ agentId: 'assistant', reservedTokens: 0 });
    expect(budgets[0]?.usedTokens).toBe(totals.inputTokens + totals.outputTokens);
    const overview = await client.request('overview.get', {});
    expect(overview).toMatchObject({
      today: { turns: totals.turns },
      setup: { hasModel: true, hasMessenger: true },
    });
    expect(overview.channelsToday.map(({ channel }) => channel)).toContain('tg');
    await client.event('usage.changed', ({ today }) => today.turns > 0);
  });

  it('logs.follow, logs.search', async () => {
    const { position } = await client.request('logs.follow', { isOn: true });
    await scene.saveConfig(`${scene.configText()}\n`);
    const said = await client.event('log.lines', ({ lines }) => lines.length > 0);
    expect(said.lines[0]).toMatch(/^\{"level":"/);
    const past = await client.request('logs.search', { before: position, component: 'gateway' });
    expect(past.lines.some((line) => line.includes('gateway.listening'))).toBe(true);
    await client.request('logs.follow', { isOn: false });
  });

  it('events.watch, which leaves out what is said elsewhere', async () => {
    const other = await scene.connect();
    clients.push(other);
    await other.request('events.watch', { sessionKeys: ['agent:assistant:watched'] });
    await client.ask('not for everybody', { sessionKey: 'agent:assistant:unwatched' });
    const end = await other.ask('for me', { sessionKey: 'agent:assistant:watched' });
    expect(textOf(end.message)).toBe('echo: for me');
    const seen = other.eventsOf('chat.message').map(({ sessionKey }) => sessionKey);
    expect(new Set(seen)).toEqual(new Set(['agent:assistant:watched']));
    const { cursor } = await other.event('events.cursor');
    expect(cursor).toBeGreaterThan(0);
  });

  it('turns.list, get, prompt, replay; chat.edit, branches, choose, answer; sessions.takeOver', async () => {
    const sessionKey = 'agent:assistant:inspected';
    await client.ask('look at me', { sessionKey });
    const { turns } = await client.request('turns.list', { key: sessionKey });
    expect(turns).toMatchObject([{ question: 'look at me', answer: 'echo: look at me' }]);
    const turnId = turns[0]?.id ?? '';
    const { steps } = await client.request('turns.get', { turnId });
    const stepId = steps.find(({ kind }) => kind === 'model')?.id ?? 0;
    expect(await client.request('turns.prompt', { turnId, stepId })).toMatchObject({
      isComplete: true,
    });
    expect((await client.request('turns.replay', { turnId })).text).toBe('echo: look at me');
    const [turn] = turns;
    const edit = { messageId: turn?.questionId ?? '', message: 'other', idempotencyKey: 'edited' };
    await client.request('chat.edit', { sessionKey, ...edit });
    await client.event('chat', ({ runId, state }) => runId === 'edited' && state === 'final');
    const { branches } = await client.request('chat.branches', { key: sessionKey });
    expect(branches).toHaveLength(2);
    await client.request('chat.choose', { sessionKey, headId: turn?.answerId ?? '' });
    const taken = await client.request('sessions.takeOver', { key: sessionKey, isOn: true });
    expect(taken.session.takenOverAt).toBeGreaterThan(0);
    await client.request('chat.answer', { sessionKey, message: 'me', idempotencyKey: 'said' });
    await client.request('sessions.takeOver', { key: sessionKey, isOn: false });
  });

  it('outbox.list, send, drop', async () => {
    for (const text of ['stuck one', 'stuck two']) {
      await node.receive(text, '42');
      const { id, attempt } = await node.job((job) => job.text === `echo: ${text}` && !job.isDraft);
      const failed = { result: 'failed', kind: 'invalid', hasBegun: true, reason: 'no' } as const;
      await node.request('node.outcomes', { outcomes: [{ ...failed, id, attempt }] });
      await client.event('outbox.changed', (change) => change.id === id);
    }
    const { parts } = await client.request('outbox.list', {});
    const [first = '', second = ''] = parts.map(({ id }) => id);
    expect((await client.request('outbox.send', { id: first })).part.id).toBe(first);
    await node.sent(await node.job(({ id, attempt }) => id === first && attempt === 2));
    await client.request('outbox.drop', { id: second });
    expect((await client.request('outbox.list', {})).parts).toEqual([]);
  });

  it('auth.code, events.resume', async () => {
    const { code, origin } = await client.request('auth.code', {});
    expect([code.length > 20, origin?.startsWith('http://127.0.0.1:')]).toEqual([true, true]);
    const resumed = await client.request('events.resume', {
      epoch: client.hello.server.bootId,
      cursor: 0,
    });
    expect(resumed.reload).toBe(false);
    expect(resumed.events.length).toBeGreaterThan(5);
  });

  it('none is missing, and hello-ok lists exactly these', () => {
    const called = new Set(clients.flatMap((one) => [...one.calledMethods]));
    expect([...called].toSorted()).toEqual(Object.keys(methods).toSorted());
    // The handshake itself is a request, and no method of the contract.
    const listed = client.hello.features.methods.filter((name) => name !== 'connect');
    expect(listed.toSorted()).toEqual(Object.keys(methods).toSorted());
    expect(client.hello.features.events.toSorted()).toEqual(Object.keys(events).toSorted());
  });
});

describe('each event of the contract', () => {
  it('is seen', async () => {
    await scene.saveConfig(
      scene.configText({
        config: {
          channels: { tg: { ...nodeChannel, token: '1:other' } },
          tools: { deny: ['browser'] },
        },
      }),
    );
    await node.event('node.config', ({ channels }) =>
      JSON.stringify(channels[0]?.settings).includes('1:other'),
    );
    const [fast, end] = await seeTimedEvents();
    await Promise.all([
      client.event('channels.changed'),
      client.event('config.changed'),
      client.event('tools.changed'),
      client.event('sessions.changed'),
      client.event('agent'),
    ]);
    expect(end.code).toBe(0);
    const seen = new Set([...clients, fast].flatMap((one) => [...one.seenEvents]));
    expect([...seen].toSorted()).toEqual(Object.keys(events).toSorted());
  });

  /** What comes each minute, and at the end: seen on a gateway whose clock runs faster. */
  async function seeTimedEvents(): Promise<[Client, { readonly code: number | null }]> {
    const flag = fileURLToPath(new URL('../support/preload/fast-clock.ts', import.meta.url));
    const other = await createScene({
      start: { nodeFlags: ['--import', flag], env: { E2E_CLOCK_FACTOR: '60' } },
    });
    try {
      const fast = await other.connect();
      await Promise.all([fast.event('tick'), fast.event('health')]);
      const end = await other.end();
      await fast.event('shutdown');
      return [fast, end];
    } finally {
      await other.dispose();
    }
  }
});
