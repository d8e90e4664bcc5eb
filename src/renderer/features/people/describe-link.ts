import type { PersonRole } from '../../../shared/model/people.ts';
import type { PersonRow } from '../../../shared/protocol/people.ts';

/**
 * What becomes of two people that are one: the identities of the second move, and the first keeps its
 * role unless the second is an owner (nobody becomes a stranger to their own machine by it).
 */
export function describeLink(
  person: PersonRow,
  other: PersonRow,
): { readonly role: PersonRole; readonly moved: readonly string[] } {
  return {
    role: other.role === 'owner' ? 'owner' : person.role,
    moved: other.identities.map(({ channel, peer, name }) => `${channel} ${name ?? peer}`),
  };
}
