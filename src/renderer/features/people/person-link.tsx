import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatAddress } from '../../navigation/address.ts';
import { createPeopleBook } from '../../state/people-book.ts';
import { useTopic } from '../../state/use-topic.ts';

/** A person by name, leading to their place; one that is gone is said to be. */
export function PersonLink({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { book } = useTopic(createPeopleBook);
  const name = useStore(
    book.store,
    ({ value }) => value?.people.find((person) => person.id === id)?.name,
  );
  const isRead = useStore(book.store, ({ value }) => value !== undefined);
  if (name === undefined && isRead) return <span>{t('peoplePage.gonePerson')}</span>;
  return <a href={formatAddress('people', [id])}>{name ?? id}</a>;
}
