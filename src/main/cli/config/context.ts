import type { ConfigService, SecretReader } from '../../config/service-types.ts';
import type { Clock } from '../../platform/clock.ts';

/** Where a command writes: one line at a time. */
export interface CommandIo {
  stdout(line: string): void;
  stderr(line: string): void;
}

export interface ConfigCommandContext {
  readonly io: CommandIo;
  /** Absolute path of `openclaw.json`. */
  readonly configPath: string;
  readonly stateDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly secrets?: SecretReader;
}

/** What each subcommand gets. */
export interface SubcommandDeps {
  readonly io: CommandIo;
  /** Started on the files; nothing is watched. */
  readonly service: ConfigService;
  /** One JSON document instead of lines. */
  readonly isJson: boolean;
  readonly isForced: boolean;
}

/** @returns the exit code: 0 done, 1 something is wrong, 2 the command was not understood. */
export type Subcommand = (args: readonly string[], deps: SubcommandDeps) => Promise<number>;
