import { describe, expect, it } from 'vitest';
import { settle } from '../transport/driven-clock.ts';
import { createLiveRead } from './live-read.ts';

/** A client of which only the events count. */
function createFakeClient() {
  const listeners = new Map<string, () => void>();
  const ready: ((how: { readonly reload: boolean }) => void)[] = [];
  return {
    tell: (event: string) => listeners.get(event)?.(),
    connect: (reload: boolean) => ready.forEach((listener) => listener({ reload })),
    client: {
      on: (event: string, listener: () => void) => {
        listeners.set(event, listener);
        return () => void listeners.delete(event);
      },
      onReady: (listener: (how: { readonly reload: boolean }) => void) => {
        ready.push(listener);
        return () => void ready.splice(ready.indexOf(listener), 1);
      },
    },
  };
}

describe('what is read live', () => {
  it('is read at once, and a storm of events costs two readings', async () => {
    const fake = createFakeClient();
    let readings = 0;
    const live = createLiveRead(fake.client as never, () => Promise.resolve(++readings), [
      'tools.changed',
    ]);
    for (let event = 0; event < 50; event += 1) fake.tell('tools.changed');
    await live.refresh();
    expect(readings).toBe(2);
    expect(live.store.getState().value).toBe(2);
  });

  it('keeps what was read when a reading fails, and reads again with the next connection', async () => {
    const fake = createFakeClient();
    let isBroken = false;
    const live = createLiveRead(fake.client as never, () =>
      isBroken ? Promise.reject(new Error('no line')) : Promise.resolve('fine'),
    );
    await live.refresh();
    isBroken = true;
    await live.refresh();
    expect(live.store.getState()).toMatchObject({ value: 'fine', error: { code: 'INTERNAL' } });
    isBroken = false;
    fake.connect(false);
    await live.refresh();
    expect(live.store.getState().error).toBeUndefined();
  });

  it('keeps changes that came while it was read', async () => {
    const fake = createFakeClient();
    let answer: (rows: readonly string[]) => void = () => undefined;
    const live = createLiveRead<readonly string[]>(
      fake.client as never,
      () => new Promise((resolve) => (answer = resolve)),
    );
    const put = (rows: readonly string[]) => [...rows.filter((row) => row !== 'new'), 'new'];
    // The gateway had read its rows when the event was told, and answers after it.
    live.patch(put);
    answer(['old']);
    await settle();
    expect(live.store.getState().value).toEqual(['old', 'new']);
    const again = live.refresh();
    answer(['later']);
    await again;
    expect(live.store.getState().value).toEqual(['later']);
  });

  it('follows nothing once it is closed', async () => {
    const fake = createFakeClient();
    let readings = 0;
    const live = createLiveRead(fake.client as never, () => Promise.resolve(++readings), [
      'tools.changed',
    ]);
    await live.refresh();
    const before = readings;
    live.close();
    fake.tell('tools.changed');
    fake.connect(true);
    expect(readings).toBe(before);
  });
});
