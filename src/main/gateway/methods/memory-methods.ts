import type { Config } from '../../../shared/config/schema.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { Memory } from '../../memory/create-memory.ts';
import { toNoteRow } from '../../memory/present-notes.ts';
import type { MethodHandlers } from '../../platform/connection.ts';
import { findDefaultAgent } from '../../router/default-agent.ts';
import { findOwner } from '../../sessions/people-store.ts';
import type { Database } from '../../storage/database.ts';

type MemoryHandlers = Pick<
  MethodHandlers,
  'memory.list' | 'memory.subjects' | 'memory.add' | 'memory.update' | 'memory.remove'
>;

export interface MemoryMethodDeps {
  readonly db: Database;
  readonly memory: Memory;
  readonly config: () => Pick<Config, 'agents'>;
}

/** What the user sees and changes of what agents remember. */
export function createMemoryMethods({ db, memory, config }: MemoryMethodDeps): MemoryHandlers {
  return {
    'memory.list': (params) => memory.list(params),
    'memory.subjects': () => ({ subjects: memory.subjects() }),
    async 'memory.add'({ agentId, about, text }) {
      const agent = agentId ?? findDefaultAgent(config().agents) ?? '';
      if (!Object.hasOwn(config().agents, agent)) throw new AppError('AGENT_UNKNOWN', { agent });
      const { note, after } = await db.commit((sql) =>
        memory.add(sql, {
          agentId: agent,
          about: about ?? `person:${findOwner(sql)?.id ?? ''}`,
          text,
          author: 'person',
        }),
      );
      after();
      return { note: toNoteRow(db, note) };
    },
    'memory.update': async ({ id, text }) => ({ note: await memory.update(id, text) }),
    'memory.remove': async ({ id }) => ({ note: await memory.remove(id) }),
  };
}
