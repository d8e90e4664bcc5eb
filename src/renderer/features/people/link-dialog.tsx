import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonRow } from '../../../shared/protocol/people.ts';
import { useApp } from '../../state/app-context.ts';
import { createPeopleBook } from '../../state/people-book.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Select } from '../../ui/select.tsx';
import { useTask } from '../actions/use-task.ts';
import { describeLink } from './describe-link.ts';

interface LinkDialogProps {
  readonly person: PersonRow;
  readonly others: readonly PersonRow[];
  readonly onClose: () => void;
}

/** Says that two people are one. It can't be undone, so it says first what becomes of whom. */
export function LinkDialog({ person, others, onClose }: LinkDialogProps) {
  const { t } = useTranslation();
  const { toasts } = useApp();
  const { link } = useTopic(createPeopleBook);
  const task = useTask();
  const [otherId, setOtherId] = useState(others[0]?.id ?? '');
  const other = others.find(({ id }) => id === otherId);
  const name = person.name;
  const confirm = async (): Promise<void> => {
    if (await task.run(() => link(person.id, otherId)))
      toasts.show({ tone: 'plain', text: t('peoplePage.linked', { name }) });
  };
  return (
    <Confirm
      title={t('peoplePage.linkTitle', { name })}
      confirmLabel={t('peoplePage.linkConfirm')}
      cancelLabel={t('toolsPage.cancel')}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Select
        label={t('peoplePage.samePerson', { name })}
        value={otherId}
        options={others.map((one) => ({ value: one.id, label: one.name }))}
        onChoose={setOtherId}
      />
      {other && <Consequences person={person} other={other} />}
    </Confirm>
  );
}

function Consequences({
  person,
  other,
}: {
  readonly person: PersonRow;
  readonly other: PersonRow;
}) {
  const { t } = useTranslation();
  const { name } = person;
  const { role, moved } = describeLink(person, other);
  return (
    <>
      {moved.length > 0 && (
        <p>{t('peoplePage.linkMoves', { name, identities: moved.join(', ') })}</p>
      )}
      <p>{t('peoplePage.linkNotes', { name, other: other.name })}</p>
      <p>{t('peoplePage.linkRole', { name, role: t(`peoplePage.role.${role}`) })}</p>
      <p>{t('peoplePage.linkForGood', { other: other.name })}</p>
    </>
  );
}
