import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { personRoles, type PersonRole } from '../../../shared/model/people.ts';
import type { PairingRequest, PersonRow } from '../../../shared/protocol/people.ts';
import { useFormats } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import { createPeopleBook } from '../../state/people-book.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { useNow } from '../actions/use-now.ts';
import { useTask } from '../actions/use-task.ts';
import styles from './waiting-people.module.css';

interface WaitingPeopleProps {
  readonly pending: readonly PairingRequest[];
  readonly people: readonly PersonRow[];
}

/** Who waits to be let in: as whom, or as somebody who is known already. */
export function WaitingPeople({ pending, people }: WaitingPeopleProps) {
  const { t } = useTranslation();
  if (pending.length === 0) {
    return (
      <Section title={t('peoplePage.waiting')}>
        <EmptyState title={t('peoplePage.nobodyWaits')} hint={t('peoplePage.nobodyWaitsHint')} />
      </Section>
    );
  }
  return (
    <Section title={t('peoplePage.waiting')}>
      <ul className={styles['list']}>
        {pending.map((request) => (
          <Request key={request.code} request={request} people={people} />
        ))}
      </ul>
    </Section>
  );
}

interface RequestProps {
  readonly request: PairingRequest;
  readonly people: readonly PersonRow[];
}

function Request({ request, people }: RequestProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const { channel, code, peer, expiresAt } = request;
  const name = request.name ?? t('notices.stranger');
  return (
    <li className={styles['request']} aria-label={name}>
      <div className={styles['who']}>
        <p className={styles['name']}>{name}</p>
        <p className={styles['facts']}>
          {t('peoplePage.asks', { channel, peer, when: formats.ago(request.createdAt, now) })}
        </p>
        <p className={styles['facts']}>
          {t('peoplePage.code', { code, when: formats.until(expiresAt, now) })}
        </p>
      </div>
      <Decision request={request} name={name} people={people} />
    </li>
  );
}

/** The role and who it is stand before the button, so that it does what can be read. */
function Decision({ request, name, people }: RequestProps & { readonly name: string }) {
  const { t } = useTranslation();
  const { toasts } = useApp();
  const { approve, reject } = useTopic(createPeopleBook);
  const task = useTask();
  const [role, setRole] = useState<PersonRole>('trusted');
  const [personId, setPersonId] = useState('');
  const decide = async (work: () => Promise<unknown>, text: string): Promise<void> => {
    if (await task.run(work)) toasts.show({ tone: 'plain', text });
  };
  const letIn = (): void => {
    const how = personId === '' ? { role } : { personId };
    void decide(() => approve(request.code, how), t('notices.approved', { name }));
  };
  return (
    <div className={styles['decision']}>
      <Select
        label={t('peoplePage.isWho')}
        value={personId}
        options={[
          { value: '', label: t('peoplePage.somebodyNew') },
          ...people.map(({ id, name: known }) => ({ value: id, label: known })),
        ]}
        onChoose={setPersonId}
      />
      <Select
        label={t('peoplePage.as')}
        value={personId === '' ? role : (people.find(({ id }) => id === personId)?.role ?? role)}
        disabled={personId !== ''}
        options={personRoles.map((value) => ({ value, label: t(`peoplePage.role.${value}`) }))}
        onChoose={setRole}
      />
      <div className={styles['buttons']}>
        <Button look="primary" disabled={task.isBusy} onClick={letIn}>
          {t('notices.approve')}
        </Button>
        <Button
          disabled={task.isBusy}
          onClick={() => void decide(() => reject(request.code), t('notices.rejected', { name }))}
        >
          {t('notices.reject')}
        </Button>
      </div>
    </div>
  );
}
