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
   * Prepares it, or takes what was prepared before. The row type is the caller's promise about its own query: this is
   * the one place where rows get a type without a check, because we wrote them ourselves.
   */
  statement<P extends readonly unknown[], R = never>(text: string): Statement<P, R>;
  exec(text: string): void;
  /**
   * Says what the job has done. Whoever watches the database hears it once that is on disk, and never
   * when it was undone. Costs nothing while nobody watches.
   */
  note<T extends keyof Notes>(topic: T, note: Notes[T]): void;
}

/** What jobs note, by topic: enough to look it up, never the thing itself. */
export interface Notes {
  readonly trace: {
    readonly turnId: string;
    readonly runId: string;
    readonly sessionId: string;
    readonly stepId: number;
    readonly kind: string;
    readonly name: string;
    readonly state: string;
  };
  readonly part: {
    readonly id: string;
    readonly turnId: string | null;
    readonly sessionId: string | null;
    readonly channel: string;
    /** `dropped` when its row is gone. */
    readonly state: string;
    /** It waits for the owner, or did until now. */
    readonly isStuck: boolean;
  };
}

/** A note with its topic. */
export type Note = {
  readonly [T in keyof Notes]: { readonly topic: T; readonly note: Notes[T] };
}[keyof Notes];

/** One open database file with a single writer. */
export interface Database extends Sql {
  readonly path: string;
  /**
   * Runs the job in the next transaction and resolves after it is on disk (fsync). Jobs that are
   * waiting share one transaction, each in its own savepoint: one that throws is undone alone.
   */
  commit<T>(job: (sql: Sql) => T): Promise<T>;
  /** One listener hears what jobs have noted, in their order, each time a transaction is on disk. */
  watch(listener: (notes: readonly Note[]) => void): void;
  /** Commits what is waiting and closes. */
  close(): void;
}
