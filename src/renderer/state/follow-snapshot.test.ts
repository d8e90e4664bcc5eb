import { describe, expect, it } from 'vitest';
import { settle } from '../transport/driven-clock.ts';
import { followSnapshot } from './follow-snapshot.ts';

function setUp() {
  const asked: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  const taken: string[] = [];
  let ready: (how: { readonly reload: boolean }) => void = () => undefined;
  const client = { onReady: (listener: typeof ready) => ((ready = listener), () => undefined) };
  const read = followSnapshot(
    client,
    () => new Promise<string>((resolve, reject) => asked.push({ resolve, reject })),
    (answer) => taken.push(answer),
  );
  return { asked, taken, read, connect: (reload: boolean) => ready({ reload }) };
}

describe('a snapshot', () => {
  it('is read after a connect that lost events, and not after one that did not', async () => {
    const { asked, taken, connect } = setUp();
    connect(true);
    asked[0]?.resolve('first');
    await settle();
    connect(false);
    expect([asked.length, taken]).toEqual([1, ['first']]);
  });

  it('is asked for again when the line broke before it was there', async () => {
    const { asked, taken, connect } = setUp();
    connect(true);
    asked[0]?.reject(new Error('no line'));
    await settle();
    connect(false);
    asked[1]?.resolve('second');
    await settle();
    expect(taken).toEqual(['second']);
  });

  it('is that of the last question, whichever answer comes last', async () => {
    const { asked, taken, read } = setUp();
    read();
    read();
    asked[1]?.resolve('new');
    asked[0]?.resolve('old');
    await settle();
    expect(taken).toEqual(['new']);
  });
});
