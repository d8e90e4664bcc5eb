import { describe, expect, it } from 'vitest';
import { isHostAllowed, isOriginAllowed, isSameOrigin } from './origin.ts';

describe('the name a request asks for', () => {
  it.each([
    '127.0.0.1:18789',
    '[::1]:18789',
    'localhost',
    'LOCALHOST:1',
    '192.168.1.5:18789',
    'box:80',
    'box.local',
  ])('may be an address or a name of this machine: %s', (host) =>
    expect(isHostAllowed(host, [], 'Box')).toBe(true),
  );
  it.each([
    'evil.example',
    'evil.example:18789',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    '',
    'a@127.0.0.1',
    '127.0.0.1/evil',
    'x y',
    undefined,
  ])('may not be a name somebody else controls: %s', (host) =>
    expect(isHostAllowed(host, [], 'box')).toBe(false),
  );
  it('may be the name of an allowed page', () => {
    expect(isHostAllowed('claw.example:443', ['https://claw.example'], 'box')).toBe(true);
    expect(isHostAllowed('other.example', ['https://claw.example'], 'box')).toBe(false);
  });
});

describe('the page a request comes from', () => {
  it('is ours when it has the very host that was asked', () => {
    expect(isSameOrigin('http://127.0.0.1:18789', '127.0.0.1:18789')).toBe(true);
    expect(isSameOrigin('https://claw.example', 'claw.example:443')).toBe(true);
    expect(isSameOrigin('http://127.0.0.1:3000', '127.0.0.1:18789')).toBe(false);
    expect(isSameOrigin('http://localhost:18789', '127.0.0.1:18789')).toBe(false);
    expect(isSameOrigin('null', '127.0.0.1:18789')).toBe(false);
    expect(isSameOrigin('file://', '127.0.0.1:18789')).toBe(false);
    expect(isSameOrigin(undefined, '127.0.0.1:18789')).toBe(false);
  });
  it('is allowed when the configuration names it exactly', () => {
    const allowed = ['https://claw.example', 'app://openclaw'];
    const host = '127.0.0.1:18789';
    expect(isOriginAllowed('https://claw.example', host, allowed)).toBe(true);
    expect(isOriginAllowed('app://openclaw', host, allowed)).toBe(true);
    for (const origin of [
      'http://claw.example',
      'https://claw.example:8443',
      'https://x.claw.example',
      'null',
      '',
      'file://',
    ]) {
      expect(isOriginAllowed(origin, host, allowed)).toBe(false);
    }
  });
});
