import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { runCommand } from './run-command.ts';

/** Without a single byte for so long, a download is taken as stuck. */
const usualStallMs = 60_000;

interface Progress {
  readonly transferred: number;
  readonly total: number | null;
}

/** What is used of `@electron/get`, the downloader that Electron itself brings. */
type DownloadArtifact = (request: {
  readonly artifactName: string;
  readonly version: string;
  readonly platform: string;
  readonly arch: string;
  readonly checksums: unknown;
  readonly downloadOptions: {
    readonly quiet: boolean;
    readonly signal: AbortSignal;
    readonly getProgressCallback: (progress: Progress) => Promise<void>;
  };
}) => Promise<string>;

/**
 * The Electron program, which its package downloads on first use.
 * @param options for tests: another package, other patience.
 * @returns its path, or in one line why there is none.
 */
export async function getElectron(
  options: { readonly dir?: string; readonly stallMs?: number } = {},
): Promise<{ path: string } | { problem: string }> {
  const dir = options.dir ?? findElectronPackage();
  if (dir === undefined) return { problem: 'the package electron is not installed' };
  const present = findProgram(dir);
  if (present) return { path: present };
  try {
    await downloadToCache(dir, options.stallMs ?? usualStallMs);
  } catch (error) {
    return { problem: innermostReason(error) };
  }
  // Its own installer finds the file in the cache, checks it once more and unpacks it.
  const install = await runCommand(process.execPath, [path.join(dir, 'install.js')]);
  const unpacked = findProgram(dir);
  return unpacked
    ? { path: unpacked }
    : { problem: install.output.split('\n')[0] ?? 'unpacking failed' };
}

function findElectronPackage(): string | undefined {
  try {
    return path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return undefined;
  }
}

function findProgram(dir: string): string | undefined {
  const note = path.join(dir, 'path.txt');
  if (!existsSync(note)) return undefined;
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(dir, 'dist');
  const program = path.join(dist, readFileSync(note, 'utf8').trim());
  return existsSync(program) ? program : undefined;
}

async function downloadToCache(dir: string, stallMs: number): Promise<void> {
  const fromElectron = createRequire(path.join(dir, 'package.json'));
  const { version } = z.object({ version: z.string() }).parse(fromElectron('./package.json'));
  const downloader: unknown = await import(
    pathToFileURL(fromElectron.resolve('@electron/get')).href
  );
  const { downloadArtifact } = downloader as { downloadArtifact: DownloadArtifact };
  const stalled = new AbortController();
  const reportStall = (): void =>
    stalled.abort(new Error(`nothing arrived for ${stallMs / 1_000} s`));
  let timer = setTimeout(reportStall, stallMs);
  let shownPercent = -1;
  const show = ({ transferred, total }: Progress): Promise<void> => {
    clearTimeout(timer);
    timer = setTimeout(reportStall, stallMs);
    const percent = total ? Math.floor((transferred / total) * 100) : 0;
    if (percent >= shownPercent + 5) {
      shownPercent = percent;
      console.log(`  ${percent} % of ${Math.round((total ?? 0) / 1_048_576)} MB`);
    }
    return Promise.resolve();
  };
  console.log(`Getting Electron ${version} (once) …`);
  try {
    await downloadArtifact({
      artifactName: 'electron',
      version,
      platform: process.platform,
      arch: process.arch,
      checksums: fromElectron('./checksums.json'),
      downloadOptions: { quiet: true, signal: stalled.signal, getProgressCallback: show },
    });
  } finally {
    clearTimeout(timer);
  }
}

/** `fetch failed` says nothing; what caused it does. */
function innermostReason(error: unknown): string {
  let reason = error;
  while (reason instanceof Error && reason.cause instanceof Error) reason = reason.cause;
  const text = reason instanceof Error ? reason.message : String(reason);
  return (text.split('\n')[0] ?? text).slice(0, 200);
}
