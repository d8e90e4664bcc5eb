import { personRoles } from '../../../shared/model/people.ts';
import type { PersonRow } from '../../../shared/protocol/people.ts';
import { matchWords } from '../../ui/match-words.ts';

/** People in whose name or identities every word of the query stands: owners first, then by name. */
export function filterPeople(people: readonly PersonRow[], query: string): readonly PersonRow[] {
  const rankOf = ({ role }: PersonRow): number => personRoles.indexOf(role);
  return people
    .filter((person) => matchWords(query, textsOf(person)))
    .toSorted((a, b) => rankOf(a) - rankOf(b) || a.name.localeCompare(b.name));
}

function textsOf({ name, identities }: PersonRow): readonly (string | undefined)[] {
  return [name, ...identities.flatMap((known) => [known.channel, known.peer, known.name])];
}
