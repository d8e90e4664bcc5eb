import { expect, it } from 'vitest';
import { clearSessionCookie, readSessionCookies, writeSessionCookie } from './session-cookie.ts';

it('can be read back, whatever else is in the header', () => {
  const cookie = writeSessionCookie('secret', { port: 18789, isSecure: false }).split(';')[0] ?? '';
  expect(readSessionCookies(`a=1; ${cookie}; b=2`)).toEqual(['secret']);
  expect(readSessionCookies('a=1')).toEqual([]);
  expect(readSessionCookies(undefined)).toEqual([]);
  expect(readSessionCookies(`${cookie};`.repeat(100))).toHaveLength(8);
});

it('is out of reach of scripts and of other sites', () => {
  const cookie = writeSessionCookie('secret', { port: 1, isSecure: true });
  expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Max-Age=\d+; Secure$/);
  expect(clearSessionCookie({ port: 1, isSecure: false })).toContain('Max-Age=0');
});
