import { describe, expect, it } from 'vitest';
import { hostFault, isGranted, privateHosts } from './host-pattern.ts';

describe('hosts of a manifest', () => {
  it.each([
    ['https://api.example.com/v1', ['api.example.com'], true],
    ['https://API.example.com./v1', ['api.example.com'], true],
    ['http://api.example.com/v1', ['api.example.com'], true],
    ['https://api.example.com:8443/', ['api.example.com'], false],
    ['https://api.example.com:8443/', ['api.example.com:8443'], true],
    ['https://api.example.com/', ['api.example.com:8443'], false],
    ['https://a.b.example.com/', ['*.example.com'], true],
    ['https://example.com/', ['*.example.com'], false],
    ['https://evilexample.com/', ['*.example.com', 'example.com'], false],
    ['https://example.com.evil.test/', ['example.com', '*.example.com'], false],
    ['https://user@evil.test/', ['user'], false],
    ['http://127.0.0.1:8080/', ['127.0.0.1:8080'], true],
    ['http://0x7f000001:8080/', ['127.0.0.1:8080'], true],
    ['http://[::1]:8080/', ['[::1]:8080'], true],
    ['https://anything.test/', [], false],
  ])('%s with %j: %s', (url, granted, isFine) => {
    expect(isGranted(new URL(url), granted)).toBe(isFine);
  });

  it.each([
    '',
    '*',
    '*.com',
    'https://a.example',
    'a.example/x',
    'a b',
    'a:99999',
    '**.example.com',
  ])('refuse %j', (text) => expect(hostFault(text)).toBeTypeOf('string'));

  it.each(['a.example', '*.a.example', 'localhost:3000', '127.0.0.1', '[::1]:80', '::1'])(
    'take %j',
    (text) => expect(hostFault(text)).toBeUndefined(),
  );

  it('allow private addresses only where they are named as such', () => {
    const granted = ['nas.home', 'localhost:3000', '192.168.1.2', '*.example.com'];
    expect(privateHosts(granted)).toEqual(['localhost:3000', '192.168.1.2']);
  });
});
