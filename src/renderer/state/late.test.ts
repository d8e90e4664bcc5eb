import { describe, expect, it } from 'vitest';
import { createLate } from './late.ts';

describe('code that comes late', () => {
  it('is loaded when it is asked for, and once', async () => {
    let loads = 0;
    const late = createLate(() => Promise.resolve((loads += 1)));
    expect(loads).toBe(0);
    expect(late.ready()).toBeUndefined();
    expect(await Promise.all([late.load(), late.load()])).toEqual([1, 1]);
    expect(await late.load()).toBe(1);
    expect(late.ready()).toBe(1);
  });
});
