import { describe, expect, it } from 'vitest';
import type { ApprovalRow } from '../../shared/protocol/approvals.ts';
import { ClientError } from '../transport/client-error.ts';
import type { Client } from '../transport/client.ts';
import { settle } from '../transport/driven-clock.ts';
import { createApprovals } from './approvals.ts';

const row = (id: string, rest: Partial<ApprovalRow> = {}): ApprovalRow => ({
  id,
  code: id.toUpperCase(),
  state: 'pending',
  tool: 'shell',
  arguments: { command: 'ls' },
  reason: '',
  occasion: 'first',
  agentId: 'a',
  sessionKey: 'agent:a:main',
  turnId: 't',
  callId: 'c',
  channel: 'web',
  createdAt: 0,
  expiresAt: 1,
  ...rest,
});

function setUp() {
  const asked: {
    method: string;
    params: unknown;
    resolve: (value: unknown) => void;
    reject: (error: Error) => void;
  }[] = [];
  let ready: (how: { reload: boolean }) => void = () => undefined;
  let changed: (payload: { approval: ApprovalRow }) => void = () => undefined;
  const client = {
    request: (method: string, params: unknown) =>
      new Promise((resolve, reject) => asked.push({ method, params, resolve, reject })),
    on: (_event: string, listener: typeof changed) => (changed = listener),
    onReady: (listener: typeof ready) => (ready = listener),
  } as unknown as Client;
  const approvals = createApprovals(client);
  const closed: string[] = [];
  approvals.onClosedElsewhere(({ id, state }) => closed.push(`${id} ${state}`));
  return {
    asked,
    approvals,
    closed,
    connect: (reload = true) => ready({ reload }),
    tell: (approval: ApprovalRow) => changed({ approval }),
    ids: () => approvals.store.getState().pending.map(({ id }) => id),
  };
}

describe('questions', () => {
  it('are read when there is a line, and then follow what happens', async () => {
    const bench = setUp();
    bench.connect();
    bench.asked[0]?.resolve({ approvals: [row('1')] });
    await settle();
    bench.tell(row('2'));
    bench.tell(row('2'));
    expect(bench.ids()).toEqual(['1', '2']);
    bench.connect(false);
    expect(bench.asked).toHaveLength(1);
  });

  it('that are closed by somebody else go, and it is told once', () => {
    const bench = setUp();
    bench.tell(row('1'));
    bench.tell(row('1', { state: 'expired' }));
    bench.tell(row('1', { state: 'expired' }));
    bench.tell(row('9', { state: 'denied' }));
    expect([bench.ids(), bench.closed]).toEqual([[], ['1 expired']]);
  });

  it('that are answered here go without a word, whichever message comes first', async () => {
    const bench = setUp();
    bench.tell(row('1'));
    const answered = bench.approvals.resolve('1', 'allow');
    bench.tell(row('1', { state: 'allowed' }));
    bench.asked[0]?.resolve({ approval: row('1', { state: 'allowed' }) });
    await answered;
    expect(bench.asked[0]).toMatchObject({
      method: 'approval.resolve',
      params: { id: '1', decision: 'allow', always: false },
    });
    bench.tell(row('2'));
    const second = bench.approvals.resolve('2', 'deny');
    bench.asked[1]?.resolve({ approval: row('2', { state: 'denied' }) });
    await second;
    bench.tell(row('2', { state: 'denied' }));
    expect([bench.ids(), bench.closed]).toEqual([[], []]);
  });

  it('that somebody answered a moment before: what they decided is told', async () => {
    const bench = setUp();
    bench.tell(row('1'));
    const answered = bench.approvals.resolve('1', 'allow');
    bench.tell(row('1', { state: 'denied' }));
    bench.asked[0]?.reject(new ClientError({ code: 'APPROVAL_DECIDED', message: '' }));
    await settle();
    bench.asked[1]?.resolve({ approval: row('1', { state: 'denied' }) });
    await answered;
    expect([bench.ids(), bench.closed]).toEqual([[], ['1 denied']]);
  });

  it('stay when the answer did not get through', async () => {
    const bench = setUp();
    bench.tell(row('1'));
    const answered = bench.approvals.resolve('1', 'allow');
    bench.asked[0]?.reject(new ClientError({ code: 'CLIENT_OFFLINE', message: '' }));
    await expect(answered).rejects.toMatchObject({ code: 'CLIENT_OFFLINE' });
    expect(bench.ids()).toEqual(['1']);
    // It did take effect after all, as is learned later.
    bench.tell(row('1', { state: 'allowed' }));
    expect(bench.closed).toEqual(['1 allowed']);
  });
});
