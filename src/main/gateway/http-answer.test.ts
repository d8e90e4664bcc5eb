import { expect, it } from 'vitest';
import { securityHeaders } from './http-answer.ts';

it('the policy of the pages is this one, word for word', () => {
  expect(securityHeaders['content-security-policy']?.split('; ')).toEqual([
    "default-src 'self'",
    "script-src 'self'",
    // Style elements and files: only those that are served.
    "style-src 'self'",
    // Style attributes: what the editor places its lines by.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
});
