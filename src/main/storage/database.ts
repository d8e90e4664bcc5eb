/** A prepared statement with the types of its parameters and of its rows. */
export interface Statement<P extends readonly unknown[], R> {
  get(...params: P): R | undefined;
  all(...params: P): R[];
  iterate(...params: P): IterableIterator<R>;
  /** The number of rows that were changed. */
  run(...params: P): number;
}

/** What a job sees inside its transaction, and what a reader uses. */
export interface Sql {
  /**
   * Prepares once and keeps it. The row type is the caller's promise about its own query: this is
   * the one place where rows get a type without a check, because we wrote them ourselves.
   */
  statement<P extends readonly unknown[], R = never>(text: string): Statement<P, R>;
  exec(text: string): void;
}

/** One open database file with a single writer. */
export interface Database extends Sql {
  readonly path: string;
  /**
   * Runs the job in the next transaction and resolves after it is on disk (fsync). Jobs that are
   * waiting share one transaction, each in its own savepoint: one that throws is undone alone.
   */
  commit<T>(job: (sql: Sql) => T): Promise<T>;
  /** Commits what is waiting and closes. */
  close(): void;
}
