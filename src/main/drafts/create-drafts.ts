import { limits } from '../../shared/config/limits.ts';
import type { Config } from '../../shared/config/schema.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { ConfigEdits } from '../../shared/protocol/config.ts';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Connection } from '../platform/connection.ts';
import { newId } from '../platform/ids.ts';
import type { Logger } from '../platform/log.ts';
import { mustBeAdmin } from '../platform/must-be-admin.ts';
import { formatDraftKey, readDraftKey } from './draft-key.ts';
import type { DraftConfig, DraftPath } from './draft.ts';

type DraftRow = ResultOf<'agents.draft.open'>;

/** Test chats with unsaved settings of an agent. */
export interface Drafts {
  /** @throws AppError AGENT_DRAFTS_FULL, AGENT_DRAFT_INVALID, or a CONFIG_ code for edits that do not fit */
  open(agentId: string, edits: ConfigEdits | undefined, by: Connection): Promise<DraftRow>;
  /** @throws AppError AGENT_DRAFT_UNKNOWN, AGENT_DRAFT_INVALID, or a CONFIG_ code */
  update(draftId: string, edits: ConfigEdits | undefined, by: Connection): Promise<DraftRow>;
  /** False when it was over already. */
  close(draftId: string): Promise<boolean>;
  /**
   * The path of a test chat, which `by` uses from now on. Undefined for the key of any other
   * conversation. @throws AppError AGENT_DRAFT_UNKNOWN when it is over
   */
  pathOf(sessionKey: string, by: Connection): DraftPath | undefined;
  paths(): readonly DraftPath[];
  closeAll(): Promise<void>;
}

export interface DraftsDeps {
  readonly clock: Clock;
  readonly log: Logger;
  /** The configuration in effect with these edits; nothing is written. */
  readonly tryOut: (edits: ConfigEdits | undefined) => Promise<DraftConfig>;
  readonly openPath: (agentId: string, config: () => Config) => Promise<DraftPath>;
}

interface Draft {
  readonly id: string;
  readonly agentId: string;
  readonly path: DraftPath;
  /** What its path reads its settings from. */
  readonly now: { current: DraftConfig };
  readonly users: Set<Connection>;
  orphaned: Timer | undefined;
}

/** Keeps the test chats. Nothing is loaded before the first one is opened. */
export function createDrafts({ clock, log, tryOut, openPath }: DraftsDeps): Drafts {
  const drafts = new Map<string, Draft>();
  let opening = 0;

  const find = (id: string): Draft => {
    const draft = drafts.get(id);
    if (!draft) throw new AppError('AGENT_DRAFT_UNKNOWN');
    return draft;
  };

  async function close(draft: Draft): Promise<void> {
    drafts.delete(draft.id);
    draft.orphaned?.cancel();
    await draft.path.close();
  }

  /** While somebody who uses it is connected it stays; after the last it waits a while. */
  function attach(draft: Draft, connection: Connection): void {
    draft.orphaned?.cancel();
    if (draft.users.has(connection)) return;
    draft.users.add(connection);
    connection.onClose(() => {
      draft.users.delete(connection);
      if (draft.users.size > 0 || !drafts.has(draft.id)) return;
      draft.orphaned = clock.after(limits.drafts.orphanMs, () => void closeLate(draft), {
        unref: true,
      });
    });
  }

  const closeLate = (draft: Draft): Promise<void> =>
    close(draft).catch((error: unknown) => log.warn('draft.not-closed', { error }));

  const read = async (agentId: string, edits: ConfigEdits | undefined): Promise<DraftConfig> =>
    withAgent(await tryOut(edits), agentId);

  return {
    async open(agentId, edits, by) {
      mustHaveRoom(drafts.size + opening);
      opening += 1;
      try {
        const now = { current: await read(agentId, edits) };
        const path = await openPath(agentId, () => now.current.config);
        const draft: Draft = {
          ...{ id: newId(), agentId, path, now },
          ...{ users: new Set(), orphaned: undefined },
        };
        drafts.set(draft.id, draft);
        attach(draft, by);
        return show(draft);
      } finally {
        opening -= 1;
      }
    },
    async update(draftId, edits, by) {
      const { agentId } = find(draftId);
      const next = await read(agentId, edits);
      // It may have been closed meanwhile.
      const draft = find(draftId);
      draft.now.current = next;
      draft.path.configChanged();
      attach(draft, by);
      return show(draft);
    },
    async close(draftId) {
      const draft = drafts.get(draftId);
      if (draft) await close(draft);
      return draft !== undefined;
    },
    pathOf(sessionKey, by) {
      const id = readDraftKey(sessionKey);
      if (id === undefined) return undefined;
      // Its tool rules may be looser than those of any saved agent.
      mustBeAdmin('chat', by);
      const draft = find(id);
      attach(draft, by);
      return draft.path;
    },
    paths: () => [...drafts.values()].map(({ path }) => path),
    async closeAll() {
      await Promise.all([...drafts.values()].map(closeLate));
    },
  };
}

function show({ id, agentId, now }: Draft): DraftRow {
  const sessionKey = formatDraftKey(agentId, id);
  return { draftId: id, agentId, sessionKey, problems: [...now.current.problems] };
}

function mustHaveRoom(count: number): void {
  const limit = limits.drafts.open;
  if (count >= limit) throw new AppError('AGENT_DRAFTS_FULL', { limit });
}

/** The agent answers in its test chat also while it is switched off. */
function withAgent({ config, problems }: DraftConfig, agentId: string): DraftConfig {
  const agent = Object.hasOwn(config.agents, agentId) ? config.agents[agentId] : undefined;
  if (agent) {
    const agents = { ...config.agents, [agentId]: { ...agent, enabled: true } };
    return { config: { ...config, agents }, problems };
  }
  const place = `agents.${agentId}`;
  const problem = problems.find(({ path }) => path === place || path.startsWith(`${place}.`));
  const reason = problem?.message ?? 'there is no such agent.';
  const fix = problem?.hint ?? 'Add it to the section agents.';
  throw new AppError('AGENT_DRAFT_INVALID', { agent: agentId, reason, fix });
}
