import { Link2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { personRoles, type PersonRole } from '../../../shared/model/people.ts';
import type { PersonRow } from '../../../shared/protocol/people.ts';
import { useFormats } from '../../i18n/use-words.ts';
import { formatAddress } from '../../navigation/address.ts';
import { createPeopleBook } from '../../state/people-book.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DetailPane } from '../../ui/detail-pane.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { useTask } from '../actions/use-task.ts';
import { useUndoToast } from '../actions/use-undo-toast.ts';
import { Identities } from './identities.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { NameForm } from './name-form.tsx';
import { PersonTraces } from './person-traces.tsx';
import { RemoveDialog } from './remove-dialog.tsx';

interface PersonDetailProps {
  readonly person: PersonRow;
  readonly people: readonly PersonRow[];
}

/** One person: what they may do, how they are known, and what there is of them. */
export function PersonDetail({ person, people }: PersonDetailProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <DetailPane
      title={person.name}
      lead={
        <>
          <Badge>{t(`peoplePage.role.${person.role}`)}</Badge>
          <span>{t('peoplePage.since', { day: formats.day(person.createdAt) })}</span>
        </>
      }
      actions={<PersonActions person={person} people={people} />}
      backHref={formatAddress('people')}
      backLabel={t('nav.people')}
    >
      <Section title={t('peoplePage.nameAndRole')}>
        <NameForm key={person.name} person={person} />
        <RoleChoice person={person} people={people} />
      </Section>
      <Section title={t('peoplePage.identities')} lead={t('peoplePage.identitiesLead')}>
        <Identities person={person} />
      </Section>
      <PersonTraces person={person} />
    </DetailPane>
  );
}

function isLastOwner({ role }: PersonRow, people: readonly PersonRow[]): boolean {
  return role === 'owner' && people.filter((one) => one.role === 'owner').length === 1;
}

function RoleChoice({ person, people }: PersonDetailProps) {
  const { t } = useTranslation();
  const { update } = useTopic(createPeopleBook);
  const task = useTask();
  const offerUndo = useUndoToast();
  const isLast = isLastOwner(person, people);
  const choose = async (role: PersonRole): Promise<void> => {
    const before = person.role;
    if (!(await task.run(() => update(person.id, { role })))) return;
    const words = t('peoplePage.roleChanged', {
      name: person.name,
      role: t(`peoplePage.role.${role}`),
    });
    offerUndo(words, () => void task.run(() => update(person.id, { role: before })));
  };
  return (
    <Select
      label={t('peoplePage.roleLabel')}
      help={isLast ? t('peoplePage.lastOwner') : t(`peoplePage.roleMay.${person.role}`)}
      value={person.role}
      disabled={isLast || task.isBusy}
      options={personRoles.map((value) => ({ value, label: t(`peoplePage.role.${value}`) }))}
      onChoose={(role) => void choose(role)}
    />
  );
}

function PersonActions({ person, people }: PersonDetailProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'link' | 'remove'>();
  const close = (): void => setOpen(undefined);
  const others = people.filter(({ id }) => id !== person.id);
  return (
    <>
      <Button
        icon={<Link2 size={14} aria-hidden />}
        disabled={others.length === 0}
        onClick={() => setOpen('link')}
      >
        {t('peoplePage.link')}
      </Button>
      <Button
        look="danger"
        icon={<Trash2 size={14} aria-hidden />}
        disabled={isLastOwner(person, people)}
        onClick={() => setOpen('remove')}
      >
        {t('peoplePage.remove')}
      </Button>
      {open === 'link' && <LinkDialog person={person} others={others} onClose={close} />}
      {open === 'remove' && <RemoveDialog person={person} onClose={close} />}
    </>
  );
}
