import type {
  DevicePort,
  DeviceRecord,
  StoredWebSession,
  WebSessionStore,
} from '../gateway/types.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../storage/database.ts';

/** Keeps the clients that proved a key. The records are written by this program alone. */
export function createDeviceStore(db: Database, clock: Clock): DevicePort {
  return {
    get(id) {
      const row = db
        .statement<[string], { record: string }>('SELECT record FROM device WHERE id = ?')
        .get(id);
      return row && (JSON.parse(row.record) as DeviceRecord);
    },
    save: (record) => db.commit((sql) => put(sql, record.id, record, clock.now())),
  };
}

const webSessionsId = 'web-sessions';

/** Keeps browsers signed in over a restart; only hashes of their cookies are stored. */
export function createWebSessionStore(db: Database, clock: Clock): WebSessionStore {
  return {
    load() {
      const row = db
        .statement<[string], { record: string }>('SELECT record FROM device WHERE id = ?')
        .get(webSessionsId);
      return row ? (JSON.parse(row.record) as StoredWebSession[]) : [];
    },
    save: (sessions) => void db.commit((sql) => put(sql, webSessionsId, sessions, clock.now())),
  };
}

function put(sql: Pick<Database, 'statement'>, id: string, record: unknown, now: number): void {
  sql
    .statement<[string, string, number]>(
      `INSERT INTO device (id, record, updated_at) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET record = excluded.record, updated_at = excluded.updated_at`,
    )
    .run(id, JSON.stringify(record), now);
}
