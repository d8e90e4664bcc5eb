import { DoorOpen, User } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonRow } from '../../../shared/protocol/people.ts';
import { formatAddress } from '../../navigation/address.ts';
import { Badge } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListHead } from '../../ui/list-head.tsx';
import { ListLink } from '../../ui/list-link.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { filterPeople } from './filter-people.ts';

interface PeopleListProps {
  readonly people: readonly PersonRow[];
  readonly pendingCount: number;
  readonly chosen: string | undefined;
}

/** The door first, then everybody by role and name. */
export function PeopleList({ people, pendingCount, chosen }: PeopleListProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const found = filterPeople(people, query);
  return (
    <>
      <ListHead>
        <SearchField
          label={t('peoplePage.search')}
          clearLabel={t('search.clear')}
          value={query}
          onChange={setQuery}
        />
      </ListHead>
      <ul>
        <li>
          <ListLink
            href={formatAddress('people', ['waiting'])}
            isCurrent={chosen === 'waiting'}
            icon={<DoorOpen size={16} aria-hidden />}
            title={t('peoplePage.door')}
            note={
              pendingCount === 0
                ? t('peoplePage.nobodyWaits')
                : t('peoplePage.wait', { count: pendingCount })
            }
            aside={pendingCount > 0 && <Badge tone="live">{pendingCount}</Badge>}
          />
        </li>
        {found.map((person) => (
          <li key={person.id}>
            <ListLink
              href={formatAddress('people', [person.id])}
              isCurrent={person.id === chosen}
              icon={<User size={16} aria-hidden />}
              title={person.name}
              note={channelsOf(person) || t('peoplePage.onPageOnly')}
              aside={t(`peoplePage.role.${person.role}`)}
            />
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <EmptyState title={t('search.none', { query })} hint={t('peoplePage.searchHint')} />
      )}
    </>
  );
}

function channelsOf({ identities }: PersonRow): string {
  return [...new Set(identities.map(({ channel }) => channel))].join(', ');
}
