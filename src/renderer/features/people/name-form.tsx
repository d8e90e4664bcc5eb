import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonRow } from '../../../shared/protocol/people.ts';
import { createPeopleBook } from '../../state/people-book.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { useTask } from '../actions/use-task.ts';
import { useUndoToast } from '../actions/use-undo-toast.ts';
import styles from './name-form.module.css';

/** What a person is called; saved with Enter or the button. */
export function NameForm({ person }: { readonly person: PersonRow }) {
  const { t } = useTranslation();
  const { update } = useTopic(createPeopleBook);
  const task = useTask();
  const offerUndo = useUndoToast();
  const [name, setName] = useState(person.name);
  const isOther = name.trim() !== '' && name.trim() !== person.name;
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const before = person.name;
    if (!isOther || !(await task.run(() => update(person.id, { name: name.trim() })))) return;
    offerUndo(t('peoplePage.renamed', { name: name.trim() }), () => {
      void task.run(() => update(person.id, { name: before }));
    });
  };
  return (
    <form className={styles['form']} onSubmit={(event) => void save(event)}>
      <Field
        label={t('peoplePage.name')}
        maxLength={80}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Button type="submit" disabled={!isOther || task.isBusy}>
        {t('peoplePage.rename')}
      </Button>
    </form>
  );
}
