import type { ConfigService } from '../config/service-types.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Database } from '../storage/database.ts';
import { createAgentMove } from './agent-move.ts';
import { createChannelMove } from './channel-move.ts';
import { entriesOf } from './entries-of.ts';
import type { Move } from './move.ts';
import { dropNote, readNote } from './rename-note.ts';

export interface CompleteDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly service: Pick<ConfigService, 'get'>;
  readonly stateDir: string;
}

/**
 * Brings renamings that a crash has cut in two to their end: where the configuration has the new key the
 * rest follows it, else everything is taken back. What counts is the text: an agent whose settings are
 * not valid is there all the same. While nobody can read the text, nothing is done. What fails is tried
 * again at the next start: the program has to start all the same. Call it before anything reads
 * conversations.
 */
export async function completeRenames(deps: CompleteDeps): Promise<void> {
  for (const move of [createAgentMove(deps.stateDir), createChannelMove()])
    await completeOne(deps, move).catch((error: unknown) =>
      deps.log.error(`${move.kind}.rename-not-completed`, { error }),
    );
}

async function completeOne(deps: CompleteDeps, move: Move): Promise<void> {
  const { db, clock, log, service } = deps;
  const note = readNote(db, move.kind);
  if (!note) return;
  const { from, to } = note;
  const { parsed } = await service.get();
  if (parsed === null) {
    log.warn(`${move.kind}.rename-waits`, { from, to });
    return;
  }
  const entries = entriesOf(parsed, move.section) ?? {};
  const isRenamed = Object.hasOwn(entries, to) || !Object.hasOwn(entries, from);
  await (isRenamed ? move.moveFiles(from, to) : move.moveFiles(to, from));
  await db.commit((sql) => {
    if (isRenamed) move.settle(sql, from, to, clock.now());
    else move.moveBack(sql, from, to, clock.now());
    dropNote(sql, move.kind);
  });
  log.info(`${move.kind}.rename-completed`, { from, to, isRenamed });
}
