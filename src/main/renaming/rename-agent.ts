import type { ConfigPath } from '../../shared/config/path.ts';
import { findReferences, renameReference } from '../../shared/config/references.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { ConfigApplied, ConfigEditOp, ConfigService } from '../config/service-types.ts';
import type { Clock } from '../platform/clock.ts';
import type { EventSink } from '../platform/connection.ts';
import type { Logger } from '../platform/log.ts';
import { formatSessionKey } from '../router/session-key.ts';
import type { Database } from '../storage/database.ts';
import { entriesOf } from './entries-of.ts';
import { countRunning, hasData, moveAgent } from './move-agent.ts';
import { hasWorkspace, moveWorkspace } from './move-workspace.ts';
import { dropNote, keepNote } from './rename-note.ts';

export interface RenameDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: EventSink;
  readonly service: Pick<ConfigService, 'get' | 'tryOut' | 'edit'>;
  readonly stateDir: string;
  /** No message is accepted until the result is called. */
  readonly holdIntake: () => () => void;
}

export interface Rename {
  readonly id: string;
  readonly to: string;
  readonly baseHash?: string | undefined;
  /** Kept in the history of the configuration. */
  readonly author: string;
}

/**
 * Gives an agent another key: in the configuration with all that names it, and in what is stored. All of
 * it or nothing, also when the program is killed in between (see `completeRename`).
 * @throws AppError AGENT_UNKNOWN, AGENT_NAME_TAKEN, AGENT_BUSY, or a CONFIG_ code
 */
export async function renameAgent(
  deps: RenameDeps,
  { id, to, baseHash, author }: Rename,
): Promise<ResultOf<'agents.rename'>> {
  const { service, db, clock, stateDir } = deps;
  const text = await service.get();
  if (baseHash !== undefined && baseHash !== text.hash) throw new AppError('CONFIG_CONFLICT');
  const edits = listEdits(text.parsed, id, to);
  await mustBeValid(deps, edits, to);
  if (await hasWorkspace(stateDir, to)) throw taken(to, 'there is a workspace of that name');
  const release = deps.holdIntake();
  try {
    const sessions = await db.commit((sql) => {
      const count = countRunning(sql, id);
      if (count > 0) throw new AppError('AGENT_BUSY', { agent: id, count });
      if (hasData(sql, to))
        throw taken(to, 'conversations or notes of an agent of that key are kept');
      keepNote(sql, { from: id, to }, clock.now());
      return moveAgent(sql, id, to);
    });
    const { hash, version, changedPaths } = await write(deps, { id, to }, () =>
      service.edit({ edits, baseHash: text.hash, author }),
    );
    await db.commit(dropNote);
    deps.events.publish('agents.renamed', { from: id, to });
    return { ok: true, hash, version, changedPaths: [...changedPaths], sessions };
  } finally {
    release();
  }
}

/** The folder and the configuration; when one of them fails everything is as it was. */
async function write(
  { db, log, stateDir, service }: RenameDeps,
  { id, to }: Pick<Rename, 'id' | 'to'>,
  edit: () => Promise<ConfigApplied>,
): Promise<ConfigApplied> {
  try {
    await moveWorkspace(stateDir, id, to);
    return await edit();
  } catch (thrown) {
    // Written, and only then something failed: what is stored has to go with the text.
    if (await isWritten(service, to)) {
      await db.commit(dropNote);
      throw thrown;
    }
    await moveWorkspace(stateDir, to, id);
    await db.commit((sql) => {
      moveAgent(sql, to, id);
      dropNote(sql);
    });
    log.warn('agent.not-renamed', { from: id, to });
    throw thrown;
  }
}

async function isWritten(service: Pick<ConfigService, 'get'>, to: string): Promise<boolean> {
  const text = await service.get().catch(() => undefined);
  return Object.hasOwn(entriesOf(text?.parsed, 'agents') ?? {}, to);
}

/** The references first: by their paths, which the renaming of the entry itself may change. */
function listEdits(parsed: unknown, id: string, to: string): readonly ConfigEditOp[] {
  const agents = entriesOf(parsed, 'agents');
  if (!agents || !Object.hasOwn(agents, id)) throw new AppError('AGENT_UNKNOWN', { agent: id });
  if (Object.hasOwn(agents, to)) throw taken(to, 'another agent has it');
  const set = (path: ConfigPath, value: string): ConfigEditOp => ({ op: 'set', path, value });
  const [before, after] = [prefixOf(id), prefixOf(to)];
  return [
    ...findReferences(parsed, 'agent', id).map((found) =>
      set(found.path, renameReference(found, to)),
    ),
    // A chat may also be named by the key of a conversation, which begins with the agent's.
    ...findReferences(parsed, 'channel', 'agent')
      .filter(({ value }) => value.startsWith(before))
      .map(({ path, value }) => set(path, after + value.slice(before.length))),
    { op: 'rename', path: ['agents', id], to },
  ];
}

/** Before anything is moved: a key that can't be one is refused with the reason. */
async function mustBeValid(
  { service }: RenameDeps,
  edits: readonly ConfigEditOp[],
  to: string,
): Promise<void> {
  const { problems } = await service.tryOut({ edits });
  const problem = problems.find(
    (one) => one.code === 'CONFIG_NAME_INVALID' && one.path === `agents.${to}`,
  );
  if (problem)
    throw new AppError('CONFIG_WRITE_INVALID', { reason: problem.message, fix: problem.hint });
}

function taken(agent: string, reason: string): AppError {
  return new AppError('AGENT_NAME_TAKEN', { agent, reason });
}

function prefixOf(agentId: string): string {
  return formatSessionKey({ kind: 'other', agentId, rest: '' });
}
