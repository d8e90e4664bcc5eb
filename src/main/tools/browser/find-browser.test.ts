import { describe, expect, it } from 'vitest';
import { findBrowser, type BrowserSearch } from './find-browser.ts';

function search(platform: NodeJS.Platform, env: BrowserSearch['env'], file: string): BrowserSearch {
  return { platform, env, exists: (one) => one === file };
}

describe('findBrowser', () => {
  it.each([
    ['linux', { PATH: '/opt/bin:bin' }, '/opt/bin/google-chrome'],
    ['linux', {}, '/usr/bin/chromium'],
    ['linux', {}, '/snap/bin/chromium'],
    ['darwin', {}, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    [
      'darwin',
      { HOME: '/Users/ann' },
      '/Users/ann/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    [
      'win32',
      { PROGRAMFILES: 'C:\\Program Files' },
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
    [
      'win32',
      { 'PROGRAMFILES(X86)': 'C:\\x86' },
      'C:\\x86\\Microsoft\\Edge\\Application\\msedge.exe',
    ],
  ] as const)('on %s finds %j %s', (platform, env, file) => {
    expect(findBrowser(undefined, search(platform, env, file))).toBe(file);
  });

  it('takes no program out of a folder that PATH does not name in full', () => {
    expect(findBrowser(undefined, search('linux', { PATH: 'bin' }, 'bin/chromium'))).toBe(
      undefined,
    );
  });

  it('takes what was configured, or nothing', () => {
    const only = search('linux', {}, '/usr/bin/chromium');
    expect(findBrowser('/usr/bin/chromium', only)).toBe('/usr/bin/chromium');
    expect(findBrowser('/opt/chrome', only)).toBeUndefined();
  });
});
