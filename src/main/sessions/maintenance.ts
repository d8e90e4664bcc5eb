import { limits } from '../../shared/config/limits.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { BlobFiles } from '../platform/blob-files.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import { delay } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import { isBlobNeeded } from './message-store.ts';
import type { Database } from '../storage/database.ts';

const dayMs = 24 * 60 * 60_000;

export interface Maintenance {
  start(): void;
  /** One round now; resolves with the number of rows that went. */
  run(): Promise<number>;
  stop(): void;
}

export interface MaintenanceDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: () => Config;
  readonly blobs: Pick<BlobFiles, 'prune'>;
}

interface Rule {
  readonly table: string;
  /** Rows that may go; `?` is the age limit. */
  readonly where: string;
  readonly before: number;
}

/**
 * Housekeeping: what is older than the config says goes, in small transactions, and the file gives
 * the space back bit by bit. Nothing that still waits is ever touched.
 */
export function createMaintenance(deps: MaintenanceDeps): Maintenance {
  const { db, clock, log, config, blobs } = deps;
  let timer: Timer | undefined;
  const stopping = new AbortController();

  function rules(): Rule[] {
    const { retentionDays, traceRetentionDays } = config().session;
    const before = (days: number): number => clock.now() - days * dayMs;
    const traces = before(traceRetentionDays);
    return [
      { table: 'trace', where: "state <> 'running' AND started_at < ?", before: traces },
      {
        table: 'inbox',
        where: "state IN ('done', 'ignored') AND received_at < ?",
        before: before(limits.maintenance.inboxDays),
      },
      {
        // As long as the trace that shows how it was delivered.
        table: 'outbox',
        where: "state = 'sent' AND updated_at < ?",
        before: Math.min(before(limits.maintenance.sentDays), traces),
      },
      // Its time is that of its last use, a day late at most.
      { table: 'blob', where: 'created_at < ?', before: traces - dayMs },
      ...(retentionDays === undefined ? [] : [sessionRule(before(retentionDays))]),
    ];
  }

  async function run(): Promise<number> {
    let removed = 0;
    for (const rule of rules()) removed += await removeAll(rule);
    removed += await removeOldUsage();
    const { blobDays } = limits.maintenance;
    removed += await blobs.prune(clock.now() - blobDays * dayMs, (hash) => isBlobNeeded(db, hash));
    await db.commit((sql) =>
      sql.exec(`PRAGMA incremental_vacuum(${limits.maintenance.freePages})`),
    );
    if (removed > 0) log.info('maintenance.removed', { rows: removed });
    return removed;
  }

  /** A few rows for each day, and the first of their key is the day. */
  function removeOldUsage(): Promise<number> {
    const before = new Date(clock.now() - limits.usage.keepDays * dayMs).toISOString().slice(0, 10);
    return db.commit((sql) =>
      sql.statement<[string]>('DELETE FROM usage WHERE day < ?').run(before),
    );
  }

  async function removeAll(rule: Rule): Promise<number> {
    const { batchRows, batchSessions } = limits.maintenance;
    const most = rule.table === 'session' ? batchSessions : batchRows;
    let removed = 0;
    for (;;) {
      const count = await db.commit((sql) =>
        sql
          .statement<[number, number]>(
            `DELETE FROM ${rule.table} WHERE rowid IN (SELECT rowid FROM ${rule.table} WHERE ${rule.where} LIMIT ?)`,
          )
          .run(rule.before, most),
      );
      removed += count;
      if (count < most) return removed;
      await delay(clock, 10, stopping.signal);
    }
  }

  function schedule(delayMs: number): void {
    timer = clock.after(delayMs, round, { unref: true });
  }

  function round(): void {
    const again = (): void => schedule(limits.maintenance.everyMs);
    run().then(again, (error: unknown) => {
      if (stopping.signal.aborted) return;
      log.error('maintenance.failed', { error });
      again();
    });
  }

  return {
    start: () => schedule(limits.maintenance.firstMs),
    run,
    stop() {
      stopping.abort(new Error('stopped'));
      timer?.cancel();
    },
  };
}

function sessionRule(before: number): Rule {
  const where =
    "updated_at < ? AND id NOT IN (SELECT session_id FROM turn WHERE state = 'running')";
  return { table: 'session', where, before };
}
