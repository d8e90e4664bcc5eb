import { describe, expect, it } from 'vitest';
import { readSignInCode, signIn, takeCodeFromAddress } from './sign-in.ts';

describe('the sign-in code', () => {
  it('is taken out of the address bar and the history', () => {
    const replaced: string[] = [];
    const code = takeCodeFromAddress({
      location: { hash: '#code=abc_DEF-1', pathname: '/', search: '' },
      history: { replaceState: (_data, _unused, url) => void replaced.push(url) },
    });
    expect(code).toBe('abc_DEF-1');
    expect(replaced).toEqual(['/']);
  });

  it('leaves an ordinary address alone', () => {
    const replaced: string[] = [];
    const code = takeCodeFromAddress({
      location: { hash: '#/chat/x', pathname: '/', search: '' },
      history: { replaceState: (_data, _unused, url) => void replaced.push(url) },
    });
    expect([code, replaced]).toEqual([undefined, []]);
  });

  it('is found in a pasted link and in a bare code', () => {
    expect(readSignInCode(' http://127.0.0.1:1/#code=abcd ')).toBe('abcd');
    expect(readSignInCode('abcd')).toBe('abcd');
    expect(readSignInCode('http://127.0.0.1:1/')).toBeUndefined();
  });

  it('is posted in the body, and a refusal keeps its code and its hint', async () => {
    const asked: RequestInit[] = [];
    const details = { code: 'AUTH_CODE_INVALID', hint: 'ask for another' };
    const refuse: typeof fetch = (_url, init) => {
      asked.push(init ?? {});
      return Promise.resolve(
        new Response(JSON.stringify({ error: { code: 'FORBIDDEN', message: 'old', details } }), {
          status: 401,
        }),
      );
    };
    await expect(signIn('abcd', refuse)).rejects.toMatchObject(details);
    expect(asked[0]?.body).toBe('{"code":"abcd"}');
  });

  it('says so when what answers is no gateway', async () => {
    const other: typeof fetch = () => Promise.resolve(new Response('<html>', { status: 502 }));
    await expect(signIn('abcd', other)).rejects.toMatchObject({ code: 'CLIENT_SIGN_IN_FAILED' });
  });
});
