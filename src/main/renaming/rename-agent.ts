import type { ConfigPath } from '../../shared/config/path.ts';
import { findReferences, renameReference } from '../../shared/config/references.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { ConfigEditOp } from '../config/service-types.ts';
import type { Inbound } from '../delivery/intake.ts';
import type { EventSink } from '../platform/connection.ts';
import { formatSessionKey } from '../router/session-key.ts';
import { createAgentMove } from './agent-move.ts';
import { entriesOf } from './entries-of.ts';
import { countRunning, hasData } from './move-agent.ts';
import { hasWorkspace } from './move-workspace.ts';
import { renameEntry, type Rename, type RenameEntryDeps } from './rename-entry.ts';

export interface RenameDeps extends RenameEntryDeps {
  readonly events: EventSink;
  readonly stateDir: string;
  /** No message is accepted until the result is called; those that waited go in as it leaves them. */
  readonly holdIntake: () => (change?: (inbound: Inbound) => Inbound) => void;
}

/**
 * Gives an agent another key: in the configuration with all that names it, and in what is stored.
 * @throws AppError AGENT_UNKNOWN, AGENT_NAME_TAKEN, AGENT_BUSY, or a CONFIG_ code
 */
export async function renameAgent(
  deps: RenameDeps,
  rename: Rename,
): Promise<ResultOf<'agents.rename'>> {
  const { id, to } = rename;
  const renamed = await renameEntry(deps, rename, {
    move: createAgentMove(deps.stateDir),
    listEdits: (parsed) => listEdits(parsed, id, to),
    mustBeFree(sql) {
      const count = countRunning(sql, id);
      if (count > 0) throw new AppError('AGENT_BUSY', { agent: id, count });
      if (hasData(sql, to))
        throw taken(to, 'conversations or notes of an agent of that key are kept');
    },
    async prepare() {
      if (await hasWorkspace(deps.stateDir, to))
        throw taken(to, 'there is a workspace of that name');
    },
    hold() {
      const release = deps.holdIntake();
      return (isRenamed) => release(isRenamed ? (one) => renameKey(one, id, to) : undefined);
    },
  });
  deps.events.publish('agents.renamed', { from: id, to });
  return renamed;
}

/** A message that waited and names a conversation of the agent. */
function renameKey(inbound: Inbound, id: string, to: string): Inbound {
  const { sessionKey } = inbound;
  if (sessionKey === undefined || !sessionKey.startsWith(prefixOf(id))) return inbound;
  return { ...inbound, sessionKey: prefixOf(to) + sessionKey.slice(prefixOf(id).length) };
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

function taken(agent: string, reason: string): AppError {
  return new AppError('AGENT_NAME_TAKEN', { agent, reason });
}

function prefixOf(agentId: string): string {
  return formatSessionKey({ kind: 'other', agentId, rest: '' });
}
