import type { PersonRole } from '../../shared/model/people.ts';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { NoteRow } from '../../shared/protocol/memory.ts';
import type { PersonRow } from '../../shared/protocol/people.ts';
import type { SessionRow } from '../../shared/protocol/sessions.ts';
import type { AppState } from './app-state.ts';
import { createLiveRead, type LiveRead } from './live-read.ts';

/** What there is of one person beside themselves. */
export interface PersonTraces {
  readonly sessions: readonly SessionRow[];
  readonly sessionCount: number;
  readonly notes: readonly NoteRow[];
  readonly noteCount: number;
}

export interface PeopleBook {
  readonly book: LiveRead<ResultOf<'people.list'>>;
  /** Their conversations and notes; of the person that was asked for last. */
  readonly traces: (id: string) => LiveRead<PersonTraces>;
  /** @throws ClientError, as all that follow */
  readonly approve: (
    code: string,
    how: { readonly role: PersonRole } | { readonly personId: string },
  ) => Promise<PersonRow>;
  readonly reject: (code: string) => Promise<void>;
  readonly update: (
    id: string,
    change: { readonly name?: string; readonly role?: PersonRole },
  ) => Promise<void>;
  /** The identities, notes and conversations of the second become the first's. */
  readonly link: (id: string, otherId: string) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
}

const shownTraces = 8;

/** Everybody the assistant knows, and who waits to be let in. */
export function createPeopleBook({ client }: Pick<AppState, 'client'>): PeopleBook {
  const book = createLiveRead(client, () => client.request('people.list', {}), ['people.changed']);
  let last: { readonly id: string; readonly traces: LiveRead<PersonTraces> } | undefined;
  const readTraces = async (personId: string): Promise<PersonTraces> => {
    const [{ sessions, total }, notes] = await Promise.all([
      client.request('sessions.list', { personId, limit: shownTraces }),
      client.request('memory.list', { about: `person:${personId}`, limit: shownTraces }),
    ]);
    return { sessions, sessionCount: total, notes: notes.notes, noteCount: notes.total };
  };
  client.on('memory.changed', () => void last?.traces.refresh());
  client.on('people.changed', () => void last?.traces.refresh());
  return {
    book,
    traces(id) {
      if (last?.id === id) return last.traces;
      last?.traces.close();
      last = { id, traces: createLiveRead(client, () => readTraces(id)) };
      return last.traces;
    },
    async approve(code, how) {
      const { person } = await client.request('people.approve', { code, ...how });
      await book.refresh();
      return person;
    },
    reject: async (code) => {
      await client.request('people.reject', { code });
    },
    update: async (id, change) => {
      await client.request('people.update', { id, ...change });
    },
    link: async (id, otherId) => {
      await client.request('people.link', { id, otherId });
    },
    remove: async (id) => {
      await client.request('people.remove', { id });
    },
  };
}
