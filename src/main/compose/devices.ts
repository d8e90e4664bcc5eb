import type {
  DevicePort,
  DeviceRecord,
  StoredWebSession,
  WebSessionStore,
} from '../gateway/types.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
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
    save: (record) =>
      db.commit((sql) => {
        sql
          .statement<[string, string, number]>(
            `INSERT INTO device (id, record, updated_at) VALUES (?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET record = excluded.record, updated_at = excluded.updated_at`,
          )
          .run(record.id, JSON.stringify(record), clock.now());
      }),
  };
}

const webSessionsKey = 'web-sessions';

/** Keeps browsers signed in over a restart; only hashes of their cookies are stored. */
export function createWebSessionStore(db: Database, clock: Clock, log: Logger): WebSessionStore {
  return {
    load() {
      const row = db
        .statement<[string], { value: string }>('SELECT value FROM kept WHERE key = ?')
        .get(webSessionsKey);
      return row ? (JSON.parse(row.value) as StoredWebSession[]) : [];
    },
    save(sessions) {
      db.commit((sql) => {
        sql
          .statement<[string, string, number]>(
            'INSERT OR REPLACE INTO kept (key, value, updated_at) VALUES (?, ?, ?)',
          )
          .run(webSessionsKey, JSON.stringify(sessions), clock.now());
      }).catch((error: unknown) => log.error('web-sessions.not-kept', { error }));
    },
  };
}
