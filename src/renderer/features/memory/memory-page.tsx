import { Plus } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatAddress, type Address } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { createNoteEdits, hasUnsavedNotes } from '../../state/note-edits.ts';
import { createNotes } from '../../state/notes.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { useLeaveWarning } from '../editing/use-draft.ts';
import { NoteFilters } from './note-filters.tsx';
import { NoteList } from './note-list.tsx';

/** What agents remember of people and chats: to be read, changed and forgotten. */
export function MemoryPage({ address }: { readonly address: Address }) {
  const { t } = useTranslation();
  const notes = useTopic(createNotes);
  const { agent, about, query } = address.query;
  const isAdding = address.parts[0] === 'new';
  useLeaveWarning(useStore(useTopic(createNoteEdits).store, hasUnsavedNotes));
  useEffect(() => notes.show({ agentId: agent, about, query }), [notes, agent, about, query]);
  const add = (): void => goTo(formatAddress('memory', ['new'], address.query));
  return (
    <PageFrame
      title={t('nav.memory')}
      lead={t('memoryPage.lead')}
      actions={
        <Button look="primary" icon={<Plus size={14} aria-hidden />} onClick={add}>
          {t('memoryPage.add')}
        </Button>
      }
      toolbar={<NoteFilters address={address} />}
      isFull
    >
      <NoteList isAdding={isAdding} query={address.query} />
    </PageFrame>
  );
}
