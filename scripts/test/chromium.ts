import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { runCommand } from '../run-command.ts';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A Chromium on this machine: the one named in OPENCLAW_CHROMIUM, the system's, or Playwright's. */
export function findChromium(): string | undefined {
  const named = process.env['OPENCLAW_CHROMIUM'];
  if (named) return existsSync(named) ? named : undefined;
  return [...usualPlaces, chromium.executablePath()].find((place) => existsSync(place));
}

/** Finds a Chromium or installs one; what a person can do stands in `problem`. */
export async function findOrInstallChromium(): Promise<{ path: string } | { problem: string }> {
  const found = findChromium();
  if (found) return { path: found };
  if (process.env['OPENCLAW_CHROMIUM']) {
    return { problem: 'OPENCLAW_CHROMIUM names a file that does not exist.' };
  }
  const output = (await canUseApt()) ? await installWithApt() : await installWithPlaywright();
  const installed = findChromium();
  return installed
    ? { path: installed }
    : {
        problem: `No Chromium was found, and none could be installed:\n${output}\nInstall one ("apt-get install chromium", or "npx playwright install --with-deps chromium"), or name one in OPENCLAW_CHROMIUM.`,
      };
}

async function canUseApt(): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  // Elsewhere the package of that name is a snap, which does not run as root in a container.
  return /^ID=debian$/m.test(release);
}

async function installWithApt(): Promise<string> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const update = await runCommand('apt-get', ['update', '-q'], { env });
  const install = await runCommand(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', 'chromium'],
    { env },
  );
  return install.exitCode === 0 ? '' : `${update.output}${install.output}`.slice(-2_000);
}

async function installWithPlaywright(): Promise<string> {
  const result = await runCommand('playwright', ['install', 'chromium'], {
    timeoutMs: 10 * 60_000,
  });
  return result.output.slice(-2_000);
}
