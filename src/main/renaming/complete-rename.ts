import type { Config } from '../../shared/config/schema.ts';
import type { Logger } from '../platform/log.ts';
import type { Database } from '../storage/database.ts';
import { moveAgent } from './move-agent.ts';
import { moveWorkspace } from './move-workspace.ts';
import { dropNote, readNote } from './rename-note.ts';

/**
 * Brings a renaming that a crash has cut in two to its end: where the configuration has the new key the
 * rest follows it, else everything is taken back. Call it before anything reads conversations.
 */
export async function completeRename(deps: {
  readonly db: Database;
  readonly log: Logger;
  readonly config: Pick<Config, 'agents'>;
  readonly stateDir: string;
}): Promise<void> {
  const { db, log, config, stateDir } = deps;
  const note = readNote(db);
  if (!note) return;
  const { from, to } = note;
  const isRenamed = Object.hasOwn(config.agents, to) || !Object.hasOwn(config.agents, from);
  if (isRenamed) await moveWorkspace(stateDir, from, to);
  else await moveWorkspace(stateDir, to, from);
  await db.commit((sql) => {
    if (!isRenamed) moveAgent(sql, to, from);
    dropNote(sql);
  });
  log.info('agent.rename-completed', { from, to, isRenamed });
}
