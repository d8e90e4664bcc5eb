import type { StatePaths } from '../platform/paths.ts';
import type { GatewayLink } from './gateway-link.ts';
import type { Io } from './io.ts';

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  /** It may be given several times. */
  readonly isMany?: boolean;
  /** How the value is called in the help: `--port N`. */
  readonly value?: string;
  readonly help: string;
}

/** What a command gets to work with. */
export interface CommandCall {
  readonly positionals: readonly string[];
  /** The text of an option, or undefined when it was not given. */
  text(name: string): string | undefined;
  /** The texts of an option that may be given several times. */
  texts(name: string): readonly string[];
  flag(name: string): boolean;
  readonly isJson: boolean;
  readonly paths: StatePaths;
  readonly io: Io;
  /** Connects to the running gateway; the line is closed when the command ends. */
  connect(): Promise<GatewayLink>;
  /** For `--json` the data, else the text. */
  print(data: unknown, text: string): void;
}

/** @returns the exit code. */
export type CommandRun = (call: CommandCall) => Promise<number>;

export interface CommandSpec {
  /** The words after `openclaw`: `people approve`. */
  readonly name: string;
  readonly summary: string;
  /** Positional arguments as the help shows them: `CODE`, `[MESSAGE]`. */
  readonly args?: string;
  /** How many of them there may be; none when absent. */
  readonly count?: { readonly least: number; readonly most: number };
  readonly options?: Readonly<Record<string, OptionSpec>>;
  /** Loads the code of the command, and nothing of the others. */
  readonly load: () => Promise<CommandRun>;
}
