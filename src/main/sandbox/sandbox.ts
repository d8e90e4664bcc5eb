import type { AppError } from '../../shared/errors/index.ts';

/** A function of ours that code in the sandbox may call; what it gets and gives is plain data. */
export type HostFunction = (args: unknown, signal: AbortSignal) => Promise<unknown>;

/** Code to be run by itself, with nothing but what is given here. */
export interface SandboxJob {
  /**
   * With `call`: a module. Else the body of an async function: its value is what it returns, or,
   * where it has no `return`, the value of its last expression.
   */
  readonly code: string;
  readonly language: 'javascript' | 'typescript';
  /** The exported function of the module that is called with `input`. */
  readonly call?: string | undefined;
  /** Plain data; `input` in the code. */
  readonly input?: unknown;
  /** Reachable as `host.<name>(args)`, each a promise. */
  readonly host?: Readonly<Record<string, HostFunction>> | undefined;
  /** Of the clock and of the processor, in milliseconds. */
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

/** What became of it. A crash of the sandbox is a failed run and nothing else. */
export type SandboxResult = {
  /** What the code wrote with `console`, bounded. */
  readonly logs: readonly string[];
  readonly durationMs: number;
} & (
  | { readonly isOk: true; readonly value: unknown }
  /** The code's own exception is SANDBOX_CODE_FAILED with its message and line. */
  | { readonly isOk: false; readonly error: AppError }
);

/** Runs code in a process of its own; starts it on first use and lets it go when it is idle. */
export interface Sandbox {
  /** Rejects only with the signal's reason. */
  run(job: SandboxJob, signal: AbortSignal): Promise<SandboxResult>;
  /** Ends the process; runs that go on fail. */
  close(): Promise<void>;
}
