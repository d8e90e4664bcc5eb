import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { limits } from '../../../shared/config/limits.ts';
import { formatAddress } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { createNoteEdits, type NewNote } from '../../state/note-edits.ts';
import { createNotes } from '../../state/notes.ts';
import { createPeopleBook } from '../../state/people-book.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { FormButtons, FormGrid, FormWide } from '../../ui/form-grid.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { useTask } from '../actions/use-task.ts';
import { useAgentNames } from '../naming/use-agent-names.ts';

interface AddNoteProps {
  /** What the list is narrowed down to: the form begins with it. */
  readonly query: Readonly<Record<string, string>>;
}

/** Writes a note by hand, for an agent, about a person or a chat. */
export function AddNote({ query }: AddNoteProps) {
  const { t } = useTranslation();
  const { add } = useTopic(createNotes);
  const task = useTask();
  const edits = useTopic(createNoteEdits);
  const [fresh] = useState<NewNote>({
    text: '',
    agentId: query['agent'] ?? '',
    about: query['about'] ?? '',
  });
  const draft = useStore(edits.store, ({ added }) => added) ?? fresh;
  const { text, agentId, about } = draft;
  const change = (parts: Partial<NewNote>): void => edits.write({ ...draft, ...parts });
  const close = (): void => {
    edits.write(undefined);
    goTo(formatAddress('memory', [], query));
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (text.trim() === '') return;
    const note = {
      text: text.trim(),
      ...(agentId === '' ? {} : { agentId }),
      ...(about === '' ? {} : { about }),
    };
    if (await task.run(() => add(note))) close();
  };
  return (
    <Section title={t('memoryPage.add')} lead={t('memoryPage.addLead')}>
      <form onSubmit={(event) => void submit(event)}>
        <FormGrid>
          <FormWide>
            <TextArea
              label={t('memoryPage.note')}
              autoFocus
              maxLength={limits.memory.noteChars}
              value={text}
              onChange={({ target }) => change({ text: target.value })}
            />
          </FormWide>
          <Choices
            agentId={agentId}
            onAgent={(next) => change({ agentId: next })}
            about={about}
            onAbout={(next) => change({ about: next })}
          />
          <FormWide>
            <FormButtons>
              <Button type="submit" look="primary" disabled={task.isBusy || text.trim() === ''}>
                {t('memoryPage.write')}
              </Button>
              <Button onClick={close}>{t('toolsPage.cancel')}</Button>
            </FormButtons>
          </FormWide>
        </FormGrid>
      </form>
    </Section>
  );
}

interface ChoicesProps {
  readonly agentId: string;
  readonly onAgent: (agentId: string) => void;
  readonly about: string;
  readonly onAbout: (about: string) => void;
}

function Choices({ agentId, onAgent, about, onAbout }: ChoicesProps) {
  const { t } = useTranslation();
  const { book } = useTopic(createPeopleBook);
  const { options: agents } = useAgentNames();
  const people = useStore(book.store, ({ value }) => value?.people);
  const isOther = about !== '' && people?.every(({ id }) => about !== `person:${id}`) === true;
  return (
    <>
      <Select
        label={t('memoryPage.forAgent')}
        value={agentId}
        options={[{ value: '', label: t('schedulesPage.defaultAgent') }, ...agents]}
        onChoose={onAgent}
      />
      <Select
        label={t('memoryPage.about')}
        value={about}
        options={[
          { value: '', label: t('memoryPage.aboutYou') },
          ...(isOther ? [{ value: about, label: about.slice(about.indexOf(':') + 1) }] : []),
          ...(people ?? []).map(({ id, name }) => ({ value: `person:${id}`, label: name })),
        ]}
        onChoose={onAbout}
      />
    </>
  );
}
