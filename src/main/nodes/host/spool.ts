import { join } from 'node:path';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { DeliveryOutcome } from '../../../shared/model/delivery.ts';
import type { Envelope } from '../../../shared/model/envelope.ts';
import type { ChannelHost } from '../../channels/channel.ts';
import { killPoint } from '../../platform/kill-points.ts';
import type { Database } from '../../storage/database.ts';
import { openDatabase, type OpenOptions } from '../../storage/open-database.ts';

/** Something kept, with the number by which it is taken out. */
export interface Kept<T> {
  readonly rowId: number;
  readonly value: T;
}

/** Messages that the gateway has not taken yet. */
export interface EnvelopeShelf {
  readonly envelopeCount: number;
  /**
   * Resolves after commit, with the numbers of the rows.
   * @throws AppError SPOOL_FULL, or a STORAGE_ code
   */
  keepEnvelopes(envelopes: readonly Envelope[]): Promise<readonly number[]>;
  /** The oldest ones, in the order they came; their files count with them. */
  firstEnvelopes(count: number, sizeBytes: number): readonly Kept<Envelope>[];
  dropEnvelopes(rowIds: readonly number[]): Promise<void>;
  /** The names of the files that messages here name. */
  listFiles(): ReadonlySet<string>;
}

/** Results of deliveries that the gateway has not taken yet. */
export interface OutcomeShelf {
  readonly outcomeCount: number;
  keepOutcomes(outcomes: readonly DeliveryOutcome[]): Promise<void>;
  firstOutcomes(count: number): readonly Kept<DeliveryOutcome>[];
  dropOutcomes(rows: readonly Kept<DeliveryOutcome>[]): Promise<void>;
}

/** What a host keeps on its own disk while the gateway is away, and what its channels remember. */
export interface Spool {
  readonly envelopes: EnvelopeShelf;
  readonly outcomes: OutcomeShelf;
  /** The memory of one channel. */
  memoryOf(channel: string): ChannelHost['memory'];
  close(): void;
}

const migrations = [
  {
    version: 1,
    sql: `
      CREATE TABLE inbound (
        row_id INTEGER PRIMARY KEY AUTOINCREMENT,
        body TEXT NOT NULL,
        size_bytes INTEGER NOT NULL
      );
      CREATE TABLE outcome (
        row_id INTEGER PRIMARY KEY AUTOINCREMENT,
        body TEXT NOT NULL
      );
      CREATE TABLE memory (
        channel TEXT NOT NULL,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (channel, key)
      ) WITHOUT ROWID;`,
  },
];

/** The most the spool may hold; for tests smaller than `limits.node`. */
export interface SpoolBounds {
  readonly envelopes: number;
  readonly bytes: number;
}

const usualBounds: SpoolBounds = {
  envelopes: limits.node.spoolEnvelopes,
  bytes: limits.node.spoolBytes,
};

interface BodyRow {
  readonly row_id: number;
  readonly body: string;
}

/** Opens or makes the spool in the directory of a node. Hold the directory's lock before. */
export function openSpool(
  dir: string,
  bounds: SpoolBounds = usualBounds,
  options: Omit<OpenOptions, 'migrations'> = {},
): Spool {
  const database = openDatabase(join(dir, 'spool.db'), { ...options, migrations });
  return {
    envelopes: envelopeShelf(database, bounds),
    outcomes: outcomeShelf(database),
    memoryOf: (channel) => memoryOf(database, channel),
    close: () => database.close(),
  };
}

function envelopeShelf(database: Database, bounds: SpoolBounds): EnvelopeShelf {
  const totals = database
    .statement<[], { count: number; bytes: number }>(
      'SELECT count(*) AS count, coalesce(sum(size_bytes), 0) AS bytes FROM inbound',
    )
    .get();
  let count = totals?.count ?? 0;
  let heldBytes = totals?.bytes ?? 0;

  return {
    get envelopeCount() {
      return count;
    },

    async keepEnvelopes(envelopes) {
      const bodies = envelopes.map((envelope) => JSON.stringify(envelope));
      const sizeBytes = bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0);
      if (count + bodies.length > bounds.envelopes || heldBytes + sizeBytes > bounds.bytes)
        throw new AppError('SPOOL_FULL', { count });
      killPoint('host.spool.before-commit');
      const rows = await database.commit((sql) => {
        const insert = sql.statement<[string, number], { row_id: number }>(
          'INSERT INTO inbound (body, size_bytes) VALUES (?, ?) RETURNING row_id',
        );
        return bodies.flatMap((body) => insert.all(body, Buffer.byteLength(body)));
      });
      count += bodies.length;
      heldBytes += sizeBytes;
      killPoint('host.spool.after-commit');
      return rows.map((row) => row.row_id);
    },

    firstEnvelopes(maxCount, maxBytes) {
      const rows = database.statement<[], BodyRow>(
        'SELECT row_id, body FROM inbound ORDER BY row_id',
      );
      const first: Kept<Envelope>[] = [];
      let totalBytes = 0;
      for (const row of rows.iterate()) {
        const kept = parseBody<Envelope>(row);
        totalBytes += Buffer.byteLength(row.body) + fileBytesOf(kept.value);
        if (first.length > 0 && (first.length === maxCount || totalBytes > maxBytes)) break;
        first.push(kept);
      }
      return first;
    },

    async dropEnvelopes(rowIds) {
      const freed = await database.commit((sql) => {
        const remove = sql.statement<[number], { size_bytes: number }>(
          'DELETE FROM inbound WHERE row_id = ? RETURNING size_bytes',
        );
        return rowIds.flatMap((rowId) => remove.all(rowId));
      });
      count -= freed.length;
      heldBytes -= freed.reduce((sum, row) => sum + row.size_bytes, 0);
    },

    listFiles: () =>
      new Set(
        database
          .statement<[], { blob: string }>(
            "SELECT file.value ->> '$.blob' AS blob FROM inbound, " +
              "json_each(inbound.body, '$.attachments') AS file WHERE blob IS NOT NULL",
          )
          .all()
          .map(({ blob }) => blob),
      ),
  };
}

function outcomeShelf(database: Database): OutcomeShelf {
  const countRows = (): number =>
    database.statement<[], { count: number }>('SELECT count(*) AS count FROM outcome').get()
      ?.count ?? 0;
  let count = countRows();

  return {
    get outcomeCount() {
      return count;
    },
    async keepOutcomes(outcomes) {
      await database.commit((sql) => {
        const insert = sql.statement<[string]>('INSERT INTO outcome (body) VALUES (?)');
        for (const outcome of outcomes) insert.run(JSON.stringify(outcome));
      });
      count = countRows();
    },
    firstOutcomes: (maxCount) =>
      database
        .statement<[number], BodyRow>('SELECT row_id, body FROM outcome ORDER BY row_id LIMIT ?')
        .all(maxCount)
        .map((row) => parseBody<DeliveryOutcome>(row)),
    async dropOutcomes(rows) {
      await database.commit((sql) => {
        const remove = sql.statement<[number]>('DELETE FROM outcome WHERE row_id = ?');
        for (const { rowId } of rows) remove.run(rowId);
      });
      count = countRows();
    },
  };
}

function memoryOf(database: Database, channel: string): ChannelHost['memory'] {
  return {
    get: (key) =>
      database
        .statement<[string, string], { value: string }>(
          'SELECT value FROM memory WHERE channel = ? AND key = ?',
        )
        .get(channel, key)?.value,
    set: (key, value) =>
      database.commit((sql) => {
        sql
          .statement<[string, string, string]>(
            'INSERT INTO memory (channel, key, value) VALUES (?, ?, ?) ' +
              'ON CONFLICT (channel, key) DO UPDATE SET value = excluded.value',
          )
          .run(channel, key, value);
      }),
  };
}

function fileBytesOf({ attachments }: Envelope): number {
  const files = attachments.filter(({ blob }) => blob !== undefined);
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** What the rows hold was validated before it was kept. */
function parseBody<T>({ row_id, body }: BodyRow): Kept<T> {
  return { rowId: row_id, value: JSON.parse(body) as T };
}
