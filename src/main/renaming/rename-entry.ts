import { AppError } from '../../shared/errors/index.ts';
import type { ConfigApplied, ConfigEditOp, ConfigService } from '../config/service-types.ts';
import type { Clock } from '../platform/clock.ts';
import { killPoint } from '../platform/kill-points.ts';
import type { Logger } from '../platform/log.ts';
import type { Database, Sql } from '../storage/database.ts';
import { entriesOf } from './entries-of.ts';
import type { Move } from './move.ts';
import { dropNote, keepNote } from './rename-note.ts';

export interface RenameEntryDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly service: Pick<ConfigService, 'get' | 'tryOut' | 'edit'>;
}

/** One renaming, as it was asked for. */
export interface Rename {
  readonly id: string;
  readonly to: string;
  readonly baseHash?: string | undefined;
  /** Kept in the history of the configuration. */
  readonly author: string;
}

export interface RenamePlan {
  readonly move: Move;
  /** What is to be changed in the configuration. Throws when it can't be. */
  readonly listEdits: (parsed: unknown) => readonly ConfigEditOp[];
  /** Looks at what is not in the database; throws when it is in the way. */
  readonly prepare?: () => Promise<void>;
  /** Throws while something is under way that may not be moved, or is there already. */
  readonly mustBeFree: (sql: Sql) => void;
  /** Nothing is accepted until the result is called; it is told whether the new name holds. */
  readonly hold: () => (isRenamed: boolean) => void;
}

export interface Renamed {
  readonly ok: true;
  readonly hash: string;
  readonly version: number;
  readonly changedPaths: string[];
  readonly sessions: number;
}

/**
 * Gives an entry of the configuration another key: there with all that names it, and in what is stored.
 * All of it or nothing, also when the program is killed in between (see `completeRenames`).
 * @throws AppError what the plan throws, or a CONFIG_ code
 */
export async function renameEntry(
  deps: RenameEntryDeps,
  { id, to, baseHash, author }: Rename,
  plan: RenamePlan,
): Promise<Renamed> {
  const { service, db, clock } = deps;
  const { move } = plan;
  const text = await service.get();
  if (baseHash !== undefined && baseHash !== text.hash) throw new AppError('CONFIG_CONFLICT');
  const edits = plan.listEdits(text.parsed);
  await mustBeValid(deps, edits, `${move.section}.${to}`);
  await plan.prepare?.();
  const release = plan.hold();
  let isRenamed = false;
  try {
    const sessions = await db.commit((sql) => {
      plan.mustBeFree(sql);
      if (!move.isOnlyNamed) keepNote(sql, move.kind, { from: id, to }, clock.now());
      return move.move(sql, id, to, clock.now());
    });
    move.reload();
    killPoint('rename.after-move');
    const { hash, version, changedPaths } = await write(deps, { id, to }, move, () =>
      service.edit({ edits, baseHash: text.hash, author }),
    );
    isRenamed = true;
    return { ok: true, hash, version, changedPaths: [...changedPaths], sessions };
  } finally {
    release(isRenamed);
  }
}

/** Files and the configuration; when one of them fails everything is as it was. */
async function write(
  deps: RenameEntryDeps,
  { id, to }: Pick<Rename, 'id' | 'to'>,
  move: Move,
  edit: () => Promise<ConfigApplied>,
): Promise<ConfigApplied> {
  const { db, log, service, clock } = deps;
  const settle = async (): Promise<void> => {
    await db.commit((sql) => {
      move.settle(sql, id, to, clock.now());
      if (!move.isOnlyNamed) dropNote(sql, move.kind);
    });
    move.reload();
  };
  try {
    await move.moveFiles(id, to);
    const applied = await edit();
    killPoint('rename.after-write');
    await settle();
    return applied;
  } catch (thrown) {
    // Written, and only then something failed: what is stored has to go with the text.
    if (await isWritten(service, move.section, { id, to })) {
      await settle();
      throw thrown;
    }
    await move.moveFiles(to, id);
    await db.commit((sql) => {
      move.moveBack(sql, id, to, clock.now());
      if (!move.isOnlyNamed) dropNote(sql, move.kind);
    });
    move.reload();
    log.warn(`${move.kind}.not-renamed`, { from: id, to });
    throw thrown;
  }
}

/** Where both names stand somebody else has taken the new one, and it was not written. */
async function isWritten(
  service: Pick<ConfigService, 'get'>,
  section: Move['section'],
  { id, to }: Pick<Rename, 'id' | 'to'>,
): Promise<boolean> {
  const text = await service.get().catch(() => undefined);
  const entries = entriesOf(text?.parsed, section) ?? {};
  return Object.hasOwn(entries, to) && !Object.hasOwn(entries, id);
}

/** Before anything is moved: a key that can't be one is refused with the reason. */
async function mustBeValid(
  { service }: RenameEntryDeps,
  edits: readonly ConfigEditOp[],
  place: string,
): Promise<void> {
  const { problems } = await service.tryOut({ edits });
  const problem = problems.find((one) => one.code === 'CONFIG_NAME_INVALID' && one.path === place);
  if (problem)
    throw new AppError('CONFIG_WRITE_INVALID', { reason: problem.message, fix: problem.hint });
}
