import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A server running as a process of its own. */
export interface ServerHandle {
  readonly port: number;
  readonly pid: number;
  /** Resolves with the exit code (null after a signal) when the process has ended. */
  readonly exited: Promise<number | null>;
  /** Ends the process (SIGTERM, then SIGKILL after two seconds) and resolves when it is gone. */
  stop(): Promise<void>;
}

/** What `startServerProcess` needs to know. */
export interface ServerProcessOptions {
  /** The program, an absolute path or a file URL. */
  program: string;
  args?: readonly string[];
  /** How long the ready line may take. */
  readyTimeoutMs?: number;
  /** True: the server outlives this process (its stdin is not tied to ours). */
  isDetached?: boolean;
}

const DEFAULT_READY_TIMEOUT_MS = 15_000;
const KILL_AFTER_MS = 2_000;

/**
 * Starts a server program under this Node and waits for its ready line `{"ready":true,"port":N}`.
 * The child's stdin is a pipe of ours, so the kernel closes it, and the child ends, however we die.
 * Rejects when the program ends or stays silent for `readyTimeoutMs`; its stderr is in the message.
 */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerHandle> {
  const child = spawn(process.execPath, [options.program, ...(options.args ?? [])], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: options.isDetached === true,
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let errorText = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errorText = (errorText + chunk).slice(-4_000);
  });
  const timeoutMs = options.readyTimeoutMs ?? DEFAULT_READY_TIMEOUT_MS;
  const port = await readPort(child.stdout, exited, timeoutMs).catch((cause: unknown) => {
    child.kill('SIGKILL');
    throw new Error(`${options.program} did not become ready. Its stderr: ${errorText}`, { cause });
  });
  // Nothing more is read: a child that prints a lot must not block on a full pipe.
  child.stdout.resume();
  child.unref();
  const stop = async (): Promise<void> => {
    const force = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    child.kill('SIGTERM');
    await exited;
    clearTimeout(force);
  };
  return { port, pid: child.pid ?? -1, exited, stop };
}

async function readPort(
  stdout: NodeJS.ReadableStream,
  exited: Promise<number | null>,
  timeoutMs: number,
): Promise<number> {
  const lines = createInterface({ input: stdout });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ready line within ${timeoutMs} ms`)), timeoutMs);
  });
  const ended = exited.then((code): never => {
    throw new Error(`it ended with code ${code ?? 'none'}`);
  });
  const ready = new Promise<number>((resolve) => {
    lines.on('line', (line) => {
      const port = parseReadyLine(line);
      if (port !== undefined) resolve(port);
    });
  });
  try {
    return await Promise.race([ready, late, ended]);
  } finally {
    clearTimeout(timer);
    ended.catch(() => undefined);
    lines.close();
  }
}

function parseReadyLine(line: string): number | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return undefined;
    if (!('ready' in value) || value.ready !== true || !('port' in value)) return undefined;
    return typeof value.port === 'number' ? value.port : undefined;
  } catch {
    return undefined;
  }
}
