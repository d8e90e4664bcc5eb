import type { ConfigService } from '../config/service-types.ts';
import type { Logger } from '../platform/log.ts';
import type { Database } from '../storage/database.ts';
import { entriesOf } from './entries-of.ts';
import { moveAgent } from './move-agent.ts';
import { moveWorkspace } from './move-workspace.ts';
import { dropNote, readNote } from './rename-note.ts';

/**
 * Brings a renaming that a crash has cut in two to its end: where the configuration has the new key the
 * rest follows it, else everything is taken back. What counts is the text: an agent whose settings are
 * not valid is there all the same. While nobody can read the text, nothing is done. Call it before
 * anything reads conversations.
 */
export async function completeRename(deps: {
  readonly db: Database;
  readonly log: Logger;
  readonly service: Pick<ConfigService, 'get'>;
  readonly stateDir: string;
}): Promise<void> {
  const { db, log, service, stateDir } = deps;
  const note = readNote(db);
  if (!note) return;
  const { from, to } = note;
  const { parsed } = await service.get();
  if (parsed === null) {
    log.warn('agent.rename-waits', { from, to });
    return;
  }
  const agents = entriesOf(parsed, 'agents') ?? {};
  const isRenamed = Object.hasOwn(agents, to) || !Object.hasOwn(agents, from);
  if (isRenamed) await moveWorkspace(stateDir, from, to);
  else await moveWorkspace(stateDir, to, from);
  await db.commit((sql) => {
    if (!isRenamed) moveAgent(sql, to, from);
    dropNote(sql);
  });
  log.info('agent.rename-completed', { from, to, isRenamed });
}
