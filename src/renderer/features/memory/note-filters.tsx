import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatAddress, type Address } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { createNotes } from '../../state/notes.ts';
import { useTopic } from '../../state/use-topic.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { useAgentNames } from '../naming/use-agent-names.ts';
import { listSubjects } from './list-subjects.ts';
import styles from './note-filters.module.css';

/** Narrows the notes down; what was chosen stands in the address. */
export function NoteFilters({ address }: { readonly address: Address }) {
  const { t } = useTranslation();
  const notes = useTopic(createNotes);
  const { options: agents } = useAgentNames();
  const subjects = useStore(notes.subjects.store, ({ value }) => value) ?? [];
  const { agent = '', about = '' } = address.query;
  const choose = (parts: Readonly<Record<string, string>>): void => {
    const query = Object.entries({ ...address.query, ...parts }).filter(([, one]) => one !== '');
    goTo(formatAddress('memory', address.parts, Object.fromEntries(query)), { replace: true });
  };
  return (
    <div className={styles['filters']}>
      <Search value={address.query['query'] ?? ''} onChange={(query) => choose({ query })} />
      <Select
        label={t('memoryPage.agent')}
        isLabelHidden
        value={agent}
        options={[{ value: '', label: t('memoryPage.everyAgent') }, ...agents]}
        onChoose={(next) => choose({ agent: next })}
      />
      <Select
        label={t('memoryPage.about')}
        isLabelHidden
        value={about}
        options={[
          { value: '', label: t('memoryPage.everybody') },
          ...listSubjects(subjects, agent, about).map(({ about: value, name, notes: count }) => ({
            value,
            label: t('memoryPage.subject', { name, count }),
          })),
        ]}
        onChoose={(next) => choose({ about: next })}
      />
    </div>
  );
}

interface SearchProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** What is typed stands at once; an address that changes from elsewhere is followed. */
function Search({ value, onChange }: SearchProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setTyped(value);
  }, [value]);
  return (
    <SearchField
      label={t('memoryPage.search')}
      clearLabel={t('search.clear')}
      value={typed}
      onChange={(next) => {
        sent.current = next;
        setTyped(next);
        onChange(next);
      }}
    />
  );
}
