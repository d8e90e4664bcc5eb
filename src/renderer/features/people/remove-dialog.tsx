import { useTranslation } from 'react-i18next';
import type { PersonRow } from '../../../shared/protocol/people.ts';
import { formatAddress } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { useApp } from '../../state/app-context.ts';
import { createPeopleBook } from '../../state/people-book.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useTask } from '../actions/use-task.ts';

interface RemoveDialogProps {
  readonly person: PersonRow;
  readonly onClose: () => void;
}

/** Forgetting a person takes their notes along; it can't be undone. */
export function RemoveDialog({ person, onClose }: RemoveDialogProps) {
  const { t } = useTranslation();
  const { toasts } = useApp();
  const { remove } = useTopic(createPeopleBook);
  const task = useTask();
  const { name } = person;
  const confirm = async (): Promise<void> => {
    if (!(await task.run(() => remove(person.id)))) return;
    goTo(formatAddress('people'));
    toasts.show({ tone: 'plain', text: t('peoplePage.removed', { name }) });
  };
  return (
    <Confirm
      title={t('peoplePage.removeTitle', { name })}
      confirmLabel={t('peoplePage.removeForGood')}
      cancelLabel={t('toolsPage.cancel')}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t('peoplePage.removeText', { name })}</p>
    </Confirm>
  );
}
