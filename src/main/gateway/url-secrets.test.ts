import { expect, it } from 'vitest';
import { hasSecretInUrl } from './url-secrets.ts';

it('finds secrets by name in a query', () => {
  for (const url of [
    '/?token=x',
    '/?a=1&TOKEN=x',
    '/?%74oken=x',
    '/?access_token',
    '/x?code=1',
    '/?+token=1',
  ]) {
    expect(hasSecretInUrl(url)).toBe(true);
  }
  for (const url of ['/', '/?', '/?page=1', '/token', '/?tokens=1']) {
    expect(hasSecretInUrl(url)).toBe(false);
  }
});
