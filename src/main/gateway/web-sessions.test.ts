import { expect, it } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import { createDrivenClock } from '../platform/driven-clock.ts';
import type { StoredWebSession } from './types.ts';
import { createWebSessions } from './web-sessions.ts';

it('turns a code into a session once', () => {
  const sessions = createWebSessions({ clock: createDrivenClock() });
  const code = sessions.createCode();
  const secret = sessions.redeem(code);
  expect(secret && sessions.find(secret)).toBeTruthy();
  expect(sessions.redeem(code)).toBeUndefined();
  expect(sessions.redeem('something')).toBeUndefined();
  sessions.end(secret ?? '');
  expect(sessions.find(secret ?? '')).toBeUndefined();
});

it('takes no code that is too old, and the same code a moment earlier', async () => {
  const clock = createDrivenClock();
  const sessions = createWebSessions({ clock });
  const [early, late] = [sessions.createCode(), sessions.createCode()];
  await clock.advance(limits.auth.codeMs);
  expect(sessions.redeem(early)).toBeDefined();
  await clock.advance(1);
  expect(sessions.redeem(late)).toBeUndefined();
});

it('ends a session that was unused for too long, and keeps one that is used', async () => {
  const clock = createDrivenClock();
  const sessions = createWebSessions({ clock });
  const unused = sessions.redeem(sessions.createCode()) ?? '';
  const used = sessions.redeem(sessions.createCode()) ?? '';
  await clock.advance(limits.auth.webSessionMs / 2);
  expect(sessions.find(used)).toBeDefined();
  await clock.advance(limits.auth.webSessionMs / 2 + 1);
  expect(sessions.find(unused)).toBeUndefined();
  expect(sessions.find(used)).toBeDefined();
});

it('keeps a bounded number of codes and sessions', () => {
  const sessions = createWebSessions({ clock: createDrivenClock() });
  const secrets = Array.from(
    { length: limits.auth.webSessions + 5 },
    () => sessions.redeem(sessions.createCode()) ?? '',
  );
  for (let i = 0; i < 200; i += 1) sessions.createCode();
  expect(sessions.sessionCount).toBe(limits.auth.webSessions);
  expect(sessions.codeCount).toBe(limits.auth.codes);
  expect(sessions.find(secrets[0] ?? '')).toBeUndefined();
  expect(sessions.find(secrets.at(-1) ?? '')).toBeDefined();
});

it('survives a restart by hashes only', () => {
  let stored: readonly StoredWebSession[] = [];
  const store = {
    load: () => stored,
    save: (list: readonly StoredWebSession[]) => void (stored = list),
  };
  const clock = createDrivenClock();
  const secret = (() => {
    const sessions = createWebSessions({ clock, store });
    return sessions.redeem(sessions.createCode()) ?? '';
  })();
  expect(JSON.stringify(stored)).not.toContain(secret);
  expect(createWebSessions({ clock, store }).find(secret)).toBeDefined();
  expect(createWebSessions({ clock }).find(secret)).toBeUndefined();
});
