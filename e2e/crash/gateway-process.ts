import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../', import.meta.url));
const builtEntry = path.join(root, 'out/main/cli.js');

/** How to start a gateway: the built program where there is one, else the sources. */
export function gatewayCommand(): readonly string[] {
  const wanted = process.env['OPENCLAW_E2E_ENTRY'];
  if (wanted === 'source' || (wanted !== 'built' && !existsSync(builtEntry)))
    return [path.join(root, 'scripts/run-cli.ts'), 'gateway'];
  return [builtEntry, 'gateway'];
}

/** A gateway in a process of its own. */
export interface GatewayProcess {
  readonly pid: number;
  readonly port: number;
  /** Where WebSocket clients connect. */
  readonly url: string;
  /** Milliseconds from the start of the process to its ready line. */
  readonly startMs: number;
  /** Resolves when the process is gone. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** What it wrote to stderr, the newest 8,000 characters. */
  readonly errorText: () => string;
  kill(signal: NodeJS.Signals): void;
}

export interface GatewayOptions {
  readonly stateDir: string;
  /** 0 lets the system choose. */
  readonly port?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Before the program: a tracer, or a Node with other flags. */
  readonly wrapper?: readonly string[];
  readonly nodeFlags?: readonly string[];
  readonly readyTimeoutMs?: number;
}

const readyLine = z.looseObject({ ready: z.literal(true), port: z.int() });

/** Starts a gateway and waits until it listens. Rejects, with its stderr, when it ends before. */
export async function startGateway(options: GatewayOptions): Promise<GatewayProcess> {
  const startedAt = performance.now();
  const [program = process.execPath, ...args] = [
    ...(options.wrapper ?? []),
    process.execPath,
    ...(options.nodeFlags ?? []),
    ...gatewayCommand(),
    ...['--state-dir', options.stateDir, '--port', String(options.port ?? 0), '--json'],
  ];
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  let errorText = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errorText = (errorText + chunk).slice(-8_000);
  });
  const lines = createInterface({ input: child.stdout });
  const port = await new Promise<number>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`gateway: ${why}\n${errorText}`));
    const timeoutMs = options.readyTimeoutMs ?? 30_000;
    const timer = setTimeout(() => fail(`not ready within ${timeoutMs} ms`), timeoutMs);
    void exited.then(({ code, signal }) => fail(`ended with ${code ?? signal ?? 'nothing'}`));
    lines.on('line', (line) => {
      const ready = readyLine.safeParse(parseJson(line));
      if (!ready.success) return;
      clearTimeout(timer);
      resolve(ready.data.port);
    });
  }).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    pid: child.pid ?? -1,
    port,
    url: `ws://127.0.0.1:${port}`,
    startMs: performance.now() - startedAt,
    exited,
    errorText: () => errorText,
    kill: (signal) => void child.kill(signal),
  };
}

/** The token a gateway made for itself. Rejects when it has not started yet. */
export async function readToken(stateDir: string): Promise<string> {
  return (await readFile(path.join(stateDir, 'credentials/gateway-token'), 'utf8')).trim();
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
