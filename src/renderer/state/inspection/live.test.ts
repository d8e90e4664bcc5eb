import { expect, it } from 'vitest';
import { createDrivenClock, settle } from '../../transport/driven-clock.ts';
import { createSessionList } from './session-list.ts';
import { createTraces } from './traces.ts';

function setUp() {
  const listeners = new Map<string, (payload: unknown) => void>();
  const asked: { method: string; answer: (result: unknown) => void }[] = [];
  const client = {
    request: (method: string) =>
      new Promise((resolve) => asked.push({ method, answer: (result) => resolve(result) })),
    on: (event: string, listener: (payload: unknown) => void) => listeners.set(event, listener),
    onReady: () => undefined,
  };
  const clock = createDrivenClock();
  return {
    asked,
    clock,
    app: { client, clock } as never,
    tell: (event: string, payload: unknown) => listeners.get(event)?.(payload),
  };
}

it('places of conversations are read anew only while somebody sees them, and once after', async () => {
  const { app, asked, clock, tell } = setUp();
  const list = createSessionList(app);
  list.setFilters({});
  asked[0]?.answer({ sessions: [], total: 0 });
  await settle();
  tell('sessions.changed', { reason: 'updated', sessionKey: 'k', sessionId: 's' });
  await clock.advance(10_000);
  expect(asked).toHaveLength(1);
  const leave = list.look();
  await clock.advance(10_000);
  expect(asked).toHaveLength(2);
  asked[1]?.answer({ sessions: [], total: 0 });
  await settle();
  leave();
  tell('sessions.changed', { reason: 'updated', sessionKey: 'k', sessionId: 's' });
  await clock.advance(10_000);
  expect(asked).toHaveLength(2);
});

it('a trace is read once more when something happens while it is read for the first time', async () => {
  const { app, asked, clock, tell } = setUp();
  const opened = createTraces(app).get('t');
  opened.open();
  tell('agent', { runId: 'r' });
  asked[0]?.answer({ turn: { id: 't', runId: 'r' } });
  await settle();
  await clock.advance(1_000);
  expect(asked.map(({ method }) => method)).toEqual(['turns.get', 'turns.get']);
});
