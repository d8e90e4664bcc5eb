import { personRoles } from '../../../shared/model/people.ts';
import type { PersonRow } from '../../../shared/protocol/people.ts';

/** People in whose name or identities every word of the query stands: owners first, then by name. */
export function filterPeople(people: readonly PersonRow[], query: string): readonly PersonRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rankOf = ({ role }: PersonRow): number => personRoles.indexOf(role);
  return people
    .filter((person) => {
      const text = textOf(person);
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => rankOf(a) - rankOf(b) || a.name.localeCompare(b.name));
}

function textOf({ name, identities }: PersonRow): string {
  const known = identities.flatMap(({ channel, peer, name: called = '' }) => [
    channel,
    peer,
    called,
  ]);
  return [name, ...known].join(' ').toLowerCase();
}
