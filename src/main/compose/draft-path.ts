import type { Config } from '../../shared/config/schema.ts';
import type { BudgetKeeper } from '../agents/budget.ts';
import { asDraftTool } from '../drafts/draft-tools.ts';
import type { DraftPath } from '../drafts/draft.ts';
import { copyKnown } from '../drafts/copy-known.ts';
import { createChatMethods } from '../gateway/methods/chat-methods.ts';
import type { EventSink } from '../platform/connection.ts';
import type { Logger } from '../platform/log.ts';
import type { Database } from '../storage/database.ts';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import { createSkillTool } from '../tools/skills/skill-tool.ts';
import { createActing, type ActingDeps } from './create-acting.ts';
import type { Hosts } from './create-delivery.ts';
import type { OwnTools } from './create-own-tools.ts';

export interface DraftPathDeps extends Pick<
  ActingDeps,
  'db' | 'clock' | 'log' | 'events' | 'models' | 'blobs' | 'stateDir' | 'env' | 'systemInfo'
> {
  readonly own: OwnTools;
  readonly budget: BudgetKeeper;
  readonly flushChat: () => void;
}

/**
 * A message path for one test chat: the real parts on a database in memory. Nothing goes out of it but
 * the events of its conversation, and what it uses, which counts for the agent.
 */
export async function openDraftPath(
  deps: DraftPathDeps,
  agentId: string,
  read: () => Config,
): Promise<DraftPath> {
  const { clock, log, blobs } = deps;
  const db = openDatabase(':memory:', { migrations: gatewayMigrations });
  await db.commit((sql) => copyKnown(deps.db, sql, agentId));
  const config = keepNarrow(read);
  const acting = createActing({
    ...deps,
    ...{ db, config, events: quietEvents(deps.events), nodes: () => noHosts },
    onSettled: () => undefined,
    shared: {
      ...deps.own,
      skillTool: createSkillTool({ skills: deps.own.skills, config }),
    },
    adapt: asDraftTool,
    budget: countElsewhere(deps.budget, deps.db, log),
  });
  const { engine, intake } = acting.path;
  return {
    chat: createChatMethods({
      ...{ db, clock, config, intake, engine, blobs },
      start: (begun) => engine.start(begun),
      flushChat: deps.flushChat,
    }),
    approvals: acting.approvals,
    configChanged: () => acting.path.configChanged(),
    async close() {
      await engine.stop();
      acting.approvals.stop();
      acting.path.dispatcher.stop();
      acting.memory.close();
      await acting.tools.close();
      db.close();
    },
  };
}

/** What a client of the conversation needs; for everybody else nothing has happened. */
function quietEvents(events: EventSink): EventSink {
  const shown: ReadonlySet<string> = new Set(['chat', 'chat.message', 'agent', 'approval.changed']);
  return {
    publish(...told) {
      if (shown.has(told[0])) events.publish(...told);
    },
  };
}

const noHosts: Hosts = {
  channelStates: () => [],
  handoverFor: () => undefined,
  deliver: () => undefined,
  showTyping: () => undefined,
};

/**
 * Without messengers, where a question to the owner would be asked as well, and without a search by
 * meaning, for which every note would have to be placed anew. The same object while nothing changed.
 */
function keepNarrow(read: () => Config): () => Config {
  let seen: Config | undefined;
  let narrow: Config | undefined;
  return () => {
    const now = read();
    if (narrow && seen === now) return narrow;
    seen = now;
    const channels = Object.entries(now.channels).filter(([, { type }]) => type === 'web');
    const { embedding: _embedding, ...memory } = now.memory;
    narrow = { ...now, channels: Object.fromEntries(channels), memory };
    return narrow;
  };
}

/** Limits by, and adds to, what the agent has really used today. */
function countElsewhere(budget: BudgetKeeper, db: Database, log: Logger): BudgetKeeper {
  return {
    reserve: (_sql, ...rest) => budget.reserve(db, ...rest),
    today: (_sql, ...rest) => budget.today(db, ...rest),
    reserved: (id) => budget.reserved(id),
    // It costs like any other, but nobody has written to the assistant.
    countTurn: () => undefined,
    settle(_sql, ...rest) {
      db.commit((sql) => budget.settle(sql, ...rest)).catch((error: unknown) =>
        log.error('draft.not-counted', { error }),
      );
    },
  };
}
