import { describe, expect, it } from 'vitest';
import type { ConfigProblem } from '../../../shared/protocol/config.ts';
import { findUnreadable } from './find-unreadable.ts';

const problem = (path: string, line?: number): ConfigProblem => ({
  ...{ severity: 'error', code: `at ${path}`, message: '', hint: '', path },
  ...(line === undefined ? {} : { line }),
});

describe('what cannot be read', () => {
  it('is everything while the root has a mistake, with the problem that has a place', () => {
    const text = { exists: true, parsed: null, problems: [problem(''), problem('', 12)] };
    expect(findUnreadable(text, ['agents', 'ada'])?.line).toBe(12);
    expect(findUnreadable(text, [])?.line).toBe(12);
  });

  it('is what stands in an include with a mistake, and nothing beside it', () => {
    const parsed = { agents: { ada: null, eve: {} }, channels: null };
    const problems = [problem('agents.ada', 3), problem('channels', 1), problem('agents.eve', 9)];
    const text = { exists: true, parsed, problems };
    expect(findUnreadable(text, ['agents', 'ada'])?.line).toBe(3);
    expect(findUnreadable(text, ['channels', 'home'])?.line).toBe(1);
    expect(findUnreadable(text, ['agents', 'eve'])).toBeUndefined();
    expect(findUnreadable(text, ['agents', 'new'])).toBeUndefined();
    expect(findUnreadable(text, ['agents'])).toBeUndefined();
  });

  it('is nothing where there is no file yet', () => {
    expect(
      findUnreadable({ exists: false, parsed: null, problems: [] }, ['agents']),
    ).toBeUndefined();
  });
});
