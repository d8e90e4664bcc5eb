import { expect, it } from 'vitest';
import { ClientError, localError } from '../transport/client-error.ts';
import { createRepeatable } from './repeatable.ts';

function setUp() {
  let count = 0;
  const keys: string[] = [];
  const repeatable = createRepeatable(() => `k${++count}`);
  const ask = (what: string, failure?: ClientError) =>
    repeatable(what, (key) => {
      keys.push(key);
      return failure ? Promise.reject(failure) : Promise.resolve();
    }).catch(() => undefined);
  return { ask, keys };
}

it('what may have happened is asked for with the same key until an answer is there', async () => {
  const { ask, keys } = setUp();
  await ask('hello', localError('CLIENT_TIMEOUT'));
  await ask('hello', localError('CLIENT_OFFLINE'));
  await ask('hello');
  await ask('hello');
  expect(keys).toEqual(['k1', 'k1', 'k1', 'k2']);
});

it('something else, or what was refused, gets a key of its own', async () => {
  const { ask, keys } = setUp();
  await ask('hello', localError('CLIENT_TIMEOUT'));
  await ask('good bye', new ClientError({ code: 'SESSION_UNKNOWN', message: '' }));
  await ask('good bye');
  expect(keys).toEqual(['k1', 'k2', 'k3']);
});
