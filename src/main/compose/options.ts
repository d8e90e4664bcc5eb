import type { StatePaths } from '../platform/paths.ts';

/** What the one who starts the assistant decides. */
export interface AssistantOptions {
  readonly paths: StatePaths;
  /** Overrides of the config, such as from the command line. */
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The built web interface; absent: the one beside this program, where there is one. */
  readonly staticDir?: string | undefined;
  /** Check what is sent against the contract too; for tests and development. */
  readonly isStrict?: boolean;
  /** Called once, when the first turn has ended: from then on the program is at work. */
  readonly onFirstTurn?: (() => void) | undefined;
}
