import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { programArgs } from '../support/gateway-process.ts';

/** A gateway in a process of its own, as tests that kill, trace and measure need it. */
export interface RunningGateway {
  readonly pid: number;
  readonly port: number;
  /** Where WebSocket clients connect. */
  readonly url: string;
  /** Resolves with what ended the process when it is gone. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  kill(signal: NodeJS.Signals): void;
}

export interface StartOptions {
  readonly stateDir: string;
  /** 0 lets the system choose. */
  readonly port?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** What goes before the program, such as a tracer. */
  readonly wrapper?: readonly string[];
  readonly nodeFlags?: readonly string[];
}

/** It ended before it listened. */
export class NotStarted extends Error {
  readonly signal: string | null;
  constructor(signal: string | null, output: string) {
    super(`the gateway did not start (${signal ?? 'it ended'}): ${output}`);
    this.signal = signal;
  }
}

const readyLine = z.looseObject({ ready: z.literal(true), port: z.int() });
const outputChars = 8_000;

/** Starts a gateway and waits until it listens; rejects with `NotStarted` when it ends before. */
export async function startGateway(options: StartOptions): Promise<RunningGateway> {
  const { PATH, HOME, TMPDIR, TZ } = process.env;
  const [program = '', ...words] = [
    ...(options.wrapper ?? []),
    process.execPath,
    ...(options.nodeFlags ?? []),
    ...programArgs(),
    ...['gateway', '--state-dir', options.stateDir, '--port', String(options.port ?? 0)],
  ];
  const child = spawn(program, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, HOME, TMPDIR, TZ, ...options.env },
  });
  let output = '';
  const note = (chunk: string): void => {
    output = (output + chunk).slice(-outputChars);
  };
  child.stdout.setEncoding('utf8').on('data', note);
  child.stderr.setEncoding('utf8').on('data', note);
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  const port = await new Promise<number>((resolve, reject) => {
    void exited.then(({ signal }) => reject(new NotStarted(signal, output)));
    child.once('error', reject);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const ready = readyLine.safeParse(parseJson(line));
      if (ready.success) resolve(ready.data.port);
    });
  });
  const kill = (signal: NodeJS.Signals): void => void child.kill(signal);
  return { pid: child.pid ?? -1, port, url: `ws://127.0.0.1:${port}`, exited, kill };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
