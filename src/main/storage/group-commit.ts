import type Sqlite from 'better-sqlite3';
import { limits } from '../../shared/config/limits.ts';
import type { Sql } from './database.ts';
import { createNoteBook, type NoteBook } from './note-book.ts';

interface Waiting {
  /** Runs the job inside the open transaction; returns what tells its caller after the commit. */
  run(): () => void;
  fail(error: unknown): void;
}

export interface GroupCommit {
  commit<T>(job: (sql: Sql) => T): Promise<T>;
  /** Commits what is waiting now. */
  flush(): void;
}

/**
 * Many small writes, one fsync: jobs that arrive in the same turn of the event loop share a
 * transaction. Nobody hears of success before the commit is on disk. A job that throws is rolled
 * back to its savepoint and fails alone; a commit that fails (a full disk) fails all of its jobs,
 * and none of them has happened.
 */
export function createGroupCommit(
  connection: Sqlite.Database,
  sql: Sql,
  translate: (error: unknown) => unknown,
  notes: NoteBook = createNoteBook(),
): GroupCommit {
  let waiting: Waiting[] = [];
  let isScheduled = false;
  const begin = connection.prepare('BEGIN IMMEDIATE');
  const end = connection.prepare('COMMIT');
  const undo = connection.prepare('ROLLBACK');
  const mark = connection.prepare('SAVEPOINT job');
  const keep = connection.prepare('RELEASE job');
  const revert = connection.prepare('ROLLBACK TO job');

  function runOne(job: Waiting): () => void {
    mark.run();
    const noted = notes.count;
    try {
      const settle = job.run();
      keep.run();
      return settle;
    } catch (error) {
      // A full disk may have ended the whole transaction already; then all of it failed.
      if (!connection.inTransaction) throw error;
      notes.forget(noted);
      revert.run();
      keep.run();
      return () => job.fail(translate(error));
    }
  }

  function runBatch(batch: readonly Waiting[]): void {
    try {
      begin.run();
      const settlements = batch.map(runOne);
      end.run();
      for (const settle of settlements) settle();
    } catch (error) {
      notes.forget(0);
      if (connection.inTransaction) undo.run();
      for (const job of batch) job.fail(translate(error));
    }
    notes.tell();
  }

  function flush(): void {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limits.storage.batchJobs);
      waiting = waiting.slice(batch.length);
      runBatch(batch);
    }
  }

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      if (connection.open) flush();
    });
  }

  return {
    flush,
    commit: (job) =>
      new Promise((resolve, reject) => {
        waiting.push({
          run() {
            const result = job(sql);
            return () => resolve(result);
          },
          fail: reject,
        });
        schedule();
      }),
  };
}
