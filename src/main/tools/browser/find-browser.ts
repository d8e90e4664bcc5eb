import { existsSync } from 'node:fs';
import path from 'node:path';

/** What the search depends on; given by tests. */
export interface BrowserSearch {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (file: string) => boolean;
}

/**
 * Looks for Chromium, Chrome or Edge in the usual places: on Linux by name along PATH, elsewhere
 * where their installers put them. A configured path is taken or nothing is.
 */
export function findBrowser(
  configured: string | undefined,
  { platform, env, exists }: BrowserSearch = {
    platform: process.platform,
    env: process.env,
    exists: existsSync,
  },
): string | undefined {
  if (configured !== undefined) return exists(configured) ? configured : undefined;
  return usualPlaces(platform, env).find(exists);
}

function usualPlaces(platform: NodeJS.Platform, env: BrowserSearch['env']): readonly string[] {
  switch (platform) {
    case 'win32':
      return windowsPlaces(env);
    case 'darwin':
      return ['', env['HOME'] ?? ''].flatMap((root) =>
        ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'].map(
          (name) => `${root}/Applications/${name}.app/Contents/MacOS/${name}`,
        ),
      );
    default:
      return linuxPlaces(env);
  }
}

function linuxPlaces(env: BrowserSearch['env']): readonly string[] {
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge',
    'microsoft-edge-stable',
  ];
  const folders = [...(env['PATH'] ?? '').split(':'), '/usr/bin', '/snap/bin'];
  const absolute = folders.filter((folder) => folder.startsWith('/'));
  return names.flatMap((name) => absolute.map((folder) => path.posix.join(folder, name)));
}

function windowsPlaces(env: BrowserSearch['env']): readonly string[] {
  const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
    (name) => env[name] ?? [],
  );
  const programs = [
    ['Google', 'Chrome', 'Application', 'chrome.exe'],
    ['Chromium', 'Application', 'chrome.exe'],
    ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ];
  return programs.flatMap((parts) => roots.map((root) => path.win32.join(root, ...parts)));
}
