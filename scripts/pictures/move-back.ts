import path from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Scene } from '../../e2e/support/scene.ts';

/** Lets a conversation have taken place earlier, so that not all of a picture happened just now. */
export function moveBack(scene: Scene, key: string, byMs: number): void {
  const db = new Sqlite(path.join(scene.stateDir, 'db/gateway.db'));
  try {
    const id = db.prepare('SELECT id FROM session WHERE key = ?').pluck().get(key);
    db.prepare(
      'UPDATE session SET created_at = created_at - ?, updated_at = updated_at - ? WHERE id = ?',
    ).run(byMs, byMs, id);
    db.prepare('UPDATE message SET created_at = created_at - ? WHERE session_id = ?').run(byMs, id);
    db.prepare(
      'UPDATE turn SET created_at = created_at - ?, finished_at = finished_at - ? WHERE session_id = ?',
    ).run(byMs, byMs, id);
  } finally {
    db.close();
  }
}
