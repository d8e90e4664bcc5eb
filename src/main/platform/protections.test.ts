import { expect, it } from 'vitest';
import { isDisabled, protections, readDisabled } from './protections.ts';

it('switches nothing off by itself', () => {
  for (const protection of protections) expect(isDisabled(protection)).toBe(false);
});

it('switches off what a test names', () => {
  const env = { NODE_ENV: 'test', OPENCLAW_TEST_DISABLE: 'turn-record,outbox-row' };
  expect([...readDisabled(env)]).toEqual(['turn-record', 'outbox-row']);
});

it('refuses to work outside of tests', () => {
  for (const NODE_ENV of [undefined, 'production', 'development']) {
    const env = { NODE_ENV, OPENCLAW_TEST_DISABLE: 'turn-record' };
    expect(readDisabled(env).size).toBe(0);
  }
});

it('refuses a name that does not exist', () => {
  const env = { NODE_ENV: 'test', OPENCLAW_TEST_DISABLE: 'turn-recrod' };
  expect(() => readDisabled(env)).toThrow('turn-recrod');
});
