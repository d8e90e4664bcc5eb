import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** How to start the program: from the sources, or what was built with OPENCLAW_E2E_ENTRY=built. */
export function programArgs(): readonly string[] {
  const isBuilt = process.env['OPENCLAW_E2E_ENTRY'] === 'built';
  return [path.join(root, isBuilt ? 'out/main/cli.js' : 'src/main/cli/main.ts')];
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A gateway in a process of its own. */
export interface GatewayProcess {
  readonly pid: number;
  readonly port: number;
  /** Where WebSocket clients connect. */
  readonly url: string;
  readonly httpUrl: string;
  readonly exited: Promise<Ended>;
  /** All it wrote to stdout and stderr. */
  output(): string;
  kill(signal: NodeJS.Signals): void;
  /** Sends SIGTERM (or another signal) and resolves when the process is gone. */
  end(signal?: NodeJS.Signals): Promise<Ended>;
}

export interface GatewayStart {
  /** Undefined leaves it to the environment. */
  readonly stateDir: string | undefined;
  /** 0 lets the system choose; null leaves it to the config. */
  readonly port?: number | null;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly nodeFlags?: readonly string[];
  /** Runs as another user; only root may. */
  readonly uid?: number;
}

/** What a gateway that could not start left behind. */
export class StartFailure extends Error {
  readonly ended: Ended;
  readonly output: string;
  constructor(ended: Ended, output: string) {
    super(`the gateway ended with ${ended.code ?? ended.signal ?? 'nothing'}\n${output}`);
    this.ended = ended;
    this.output = output;
  }
}

const readyLine = z.looseObject({ ready: z.literal(true), host: z.string(), port: z.int() });

/** Starts a gateway and waits until it listens; rejects with a StartFailure when it ends before. */
export async function startGateway(options: GatewayStart): Promise<GatewayProcess> {
  const port = options.port === undefined ? 0 : options.port;
  const words = [
    ...(options.nodeFlags ?? []),
    ...programArgs(),
    'gateway',
    ...(options.stateDir === undefined ? [] : ['--state-dir', options.stateDir]),
    ...(port === null ? [] : ['--port', String(port)]),
    ...(options.args ?? []),
  ];
  const child = spawn(process.execPath, words, {
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...cleanEnv(), ...options.env },
  });
  let output = '';
  const note = (chunk: string): void => void (output += chunk);
  child.stdout.setEncoding('utf8').on('data', note);
  child.stderr.setEncoding('utf8').on('data', note);
  const exited = new Promise<Ended>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  );
  const ready = await new Promise<z.output<typeof readyLine>>((resolve, reject) => {
    void exited.then((ended) => reject(new StartFailure(ended, output)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const parsed = readyLine.safeParse(parseJson(line));
      if (parsed.success) resolve(parsed.data);
    });
  });
  const kill = (signal: NodeJS.Signals): void => void child.kill(signal);
  return {
    pid: child.pid ?? -1,
    port: ready.port,
    url: `ws://${ready.host}:${ready.port}`,
    httpUrl: `http://${ready.host}:${ready.port}`,
    exited,
    output: () => output,
    kill,
    async end(signal = 'SIGTERM') {
      kill(signal);
      return await exited;
    },
  };
}

/** Expects that no gateway starts and returns what was said instead. */
export async function failToStart(options: GatewayStart): Promise<StartFailure> {
  try {
    const gateway = await startGateway(options);
    await gateway.end('SIGKILL');
  } catch (error) {
    if (error instanceof StartFailure) return error;
    throw error;
  }
  throw new Error('the gateway started though it should not');
}

/** The token a gateway made for itself. Rejects when it has not started yet. */
export async function readToken(stateDir: string): Promise<string> {
  return (await readFile(path.join(stateDir, 'credentials/gateway-token'), 'utf8')).trim();
}

/** Keys and places of whoever runs the tests must not matter. */
function cleanEnv(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG, TZ, OPENCLAW_RENDERER_DIR } = process.env;
  return { PATH, HOME, TMPDIR, LANG, TZ, OPENCLAW_RENDERER_DIR, NODE_ENV: 'test' };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
