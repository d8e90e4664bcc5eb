import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ app: {}, shell: {}, protocol: {} }));
const { fileOf } = await import('./app-scheme.ts');
const { isOwnPage, isSafeOutside } = await import('./harden.ts');

const dir = path.resolve('/srv/renderer');
const resolved = (address: string) => fileOf(new URL(address), dir);

describe('files of the interface', () => {
  it('are found below its folder; a page without an ending is the interface itself', () => {
    expect(resolved('app://openclaw/assets/a.js')).toBe(path.join(dir, 'assets/a.js'));
    expect(resolved('app://openclaw/')).toBe(path.join(dir, 'index.html'));
    expect(resolved('app://openclaw/sessions/7')).toBe(path.join(dir, 'index.html'));
  });

  it.each([
    'app://openclaw/..%2f..%2fetc%2fpasswd.txt',
    'app://openclaw/%2e%2e/%2e%2e/secret.txt',
    'app://openclaw/a%00.js',
    'app://openclaw/..%5c..%5csecret.txt',
    'app://openclaw/%E0%A4%A.js',
  ])('never lie outside of it: %s', (address) => {
    const file = resolved(address);
    expect(file === undefined || file.startsWith(dir + path.sep)).toBe(true);
  });
});

describe('addresses', () => {
  it('knows its own pages, and not those that look like them', () => {
    expect(isOwnPage('app://openclaw/chat')).toBe(true);
    expect(isOwnPage('app://openclaw.example/')).toBe(false);
    expect(isOwnPage('https://openclaw/')).toBe(false);
  });

  it.each([
    ['https://example.org', true],
    ['mailto:ada@example.org', true],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['smb://host/share', false],
    ['not a url', false],
  ])('hands %s to the system: %s', (url, isHandedOver) => {
    expect(isSafeOutside(url)).toBe(isHandedOver);
  });
});
