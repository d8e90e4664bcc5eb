import type { MethodHandlers } from '../../platform/connection.ts';
import type { People } from '../../sessions/people.ts';

type PeopleHandlers = Pick<
  MethodHandlers,
  | 'people.list'
  | 'people.approve'
  | 'people.reject'
  | 'people.update'
  | 'people.link'
  | 'people.remove'
>;

/** Who may talk to the assistant. */
export function createPeopleMethods(people: People): PeopleHandlers {
  return {
    'people.list': () => people.list(),
    'people.approve': async (params) => ({ person: await people.approve(params) }),
    async 'people.reject'({ code }) {
      await people.reject(code);
      return { ok: true };
    },
    'people.update': async ({ id, ...change }) => ({ person: await people.update(id, change) }),
    'people.link': async ({ id, otherId }) => ({ person: await people.link(id, otherId) }),
    async 'people.remove'({ id }) {
      await people.remove(id);
      return { ok: true };
    },
  };
}
