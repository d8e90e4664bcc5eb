import type { Sql } from '../storage/database.ts';
import type { RenamedKind } from './rename-note.ts';

/** What it takes to move all that hangs on one kind of thing. Each step can be done twice. */
export interface Move {
  readonly kind: RenamedKind;
  /** The section of the configuration. */
  readonly section: 'agents' | 'channels';
  /** Nothing moves: only the configuration changes, and there is nothing that a crash could cut in two. */
  readonly isOnlyNamed?: boolean;
  /** What is stored, in the caller's transaction. @returns how many conversations moved */
  move(sql: Sql, from: string, to: string, now: number): number;
  /** The reverse, for data that `move` has moved. */
  moveBack(sql: Sql, from: string, to: string, now: number): void;
  /** The configuration has the new name for good. */
  settle(sql: Sql, from: string, to: string, now: number): void;
  /** What lies in files. */
  moveFiles(from: string, to: string): Promise<void>;
  /** What is kept in memory is to be read anew: something was committed. */
  reload(): void;
}
