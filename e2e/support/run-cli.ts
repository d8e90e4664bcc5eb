import { spawn } from 'node:child_process';
import { programArgs } from './gateway-process.ts';

/** What a command said, and how it ended. */
export interface CliResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CliOptions {
  readonly stateDir: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Sent to its standard input. */
  readonly input?: string;
  /** Where it runs; the state directory when absent. */
  readonly cwd?: string;
  /** Another program than the entry, such as `bin/openclaw.mjs`. */
  readonly program?: readonly string[];
}

/** Runs `openclaw` with arguments, and waits for its end. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const { PATH, HOME, TMPDIR, LANG, TZ } = process.env;
  const [program = process.execPath, ...words] = options.program ?? [
    process.execPath,
    ...programArgs(),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...words, ...args], {
      cwd: options.cwd ?? options.stateDir,
      env: { PATH, HOME, TMPDIR, LANG, TZ, OPENCLAW_STATE_DIR: options.stateDir, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}
