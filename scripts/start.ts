// `npm start`: builds what is stale, then opens the desktop program, or, where there is no display
// or no Electron, runs the gateway and lets it print the link that opens the interface.
import { spawn } from 'node:child_process';
import { getElectron } from './get-electron.ts';
import { isBuildStale } from './is-stale.ts';
import { inRoot, root } from './root.ts';
import { runCommand } from './run-command.ts';

async function buildIfStale(): Promise<void> {
  if (!(await isBuildStale())) return;
  console.log('Building …');
  const built = await runCommand(process.execPath, [inRoot('scripts', 'build.ts')], {
    isShown: true,
  });
  if (built.exitCode !== 0) process.exit(1);
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** Runs a program in the foreground until it ends, and ends as it did. */
function runInForeground(program: string, args: readonly string[]): void {
  const child = spawn(program, args, { stdio: 'inherit', cwd: root });
  // Ctrl-C reaches the child by itself; npm hands on SIGTERM.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    console.error(`${program} cannot be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 1;
  });
}

async function findDesktop(): Promise<string | undefined> {
  if (!hasDisplay()) {
    console.log('There is no display here: the gateway runs without a window.');
    return undefined;
  }
  const electron = await getElectron();
  if ('path' in electron) return electron.path;
  console.log(
    `Electron could not be got (${electron.problem}): the gateway runs without a window.`,
  );
  return undefined;
}

const args = process.argv.slice(2);
await buildIfStale();
const electron = args.includes('--headless') ? undefined : await findDesktop();
const rest = args.filter((argument) => argument !== '--headless');
if (electron) runInForeground(electron, ['.', ...rest]);
else
  runInForeground(process.execPath, [inRoot('bin', 'openclaw.mjs'), 'gateway', '--link', ...rest]);
