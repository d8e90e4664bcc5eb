import { useTranslation } from 'react-i18next';
import type { PersonRow } from '../../../shared/protocol/people.ts';
import { formatAddress } from '../../navigation/address.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Table } from '../../ui/table.tsx';

/** How a person is known on each messenger. */
export function Identities({ person }: { readonly person: PersonRow }) {
  const { t } = useTranslation();
  if (person.identities.length === 0) {
    return (
      <EmptyState title={t('peoplePage.noIdentities')} hint={t('peoplePage.noIdentitiesHint')} />
    );
  }
  return (
    <Table
      label={t('peoplePage.identitiesTable')}
      keyOf={({ id }) => id}
      rows={person.identities}
      columns={[
        {
          id: 'channel',
          title: t('peoplePage.channel'),
          cell: ({ channel }) => <a href={formatAddress('channels', [channel])}>{channel}</a>,
        },
        { id: 'peer', title: t('peoplePage.peer'), cell: ({ peer }) => <code>{peer}</code> },
        { id: 'name', title: t('peoplePage.calledThere'), cell: ({ name }) => name ?? '' },
        {
          id: 'account',
          title: t('peoplePage.account'),
          isWideOnly: true,
          cell: ({ account }) => account,
        },
      ]}
    />
  );
}
