import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { createSecrets } from '../../state/secrets.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Table } from '../../ui/table.tsx';
import { useTask } from '../actions/use-task.ts';
import { SecretDialog } from './secret-dialog.tsx';

/** Secrets by name. What they are is asked for and never shown. */
export function SecretsTab() {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const topic = useTopic(createSecrets);
  const { value: secrets, error } = useStore(topic.all.store);
  const [editing, setEditing] = useState<string>();
  const [removing, setRemoving] = useState<string>();
  return (
    <Section
      title={t('settings.tab.secrets')}
      lead={t('settings.secretsLead')}
      actions={<Button onClick={() => setEditing('')}>{t('settings.secrets.add')}</Button>}
    >
      {error && <ErrorNotice {...describe(error)} />}
      {!secrets && !error && <Skeleton label={t('common.loading')} />}
      {secrets?.length === 0 && (
        <EmptyState title={t('settings.secrets.none')} hint={t('settings.secrets.noneHint')} />
      )}
      {secrets !== undefined && secrets.length > 0 && (
        <SecretTable secrets={secrets} onReplace={setEditing} onRemove={setRemoving} />
      )}
      {editing !== undefined && (
        <SecretDialog name={editing} onSave={topic.set} onClose={() => setEditing(undefined)} />
      )}
      {removing !== undefined && (
        <RemoveSecret name={removing} onClose={() => setRemoving(undefined)} />
      )}
    </Section>
  );
}

interface SecretTableProps {
  readonly secrets: ResultOf<'secrets.list'>['secrets'];
  readonly onReplace: (name: string) => void;
  readonly onRemove: (name: string) => void;
}

function SecretTable({ secrets, onReplace, onRemove }: SecretTableProps) {
  const { t } = useTranslation();
  return (
    <Table
      label={t('settings.tab.secrets')}
      rows={secrets}
      keyOf={({ name }) => name}
      columns={[
        {
          id: 'name',
          title: t('settings.secrets.name'),
          cell: ({ name }) => <code>{name}</code>,
        },
        {
          id: 'usedBy',
          title: t('settings.secrets.usedBy'),
          cell: ({ usedBy }) =>
            usedBy.length > 0 ? usedBy.join(', ') : t('settings.secrets.unused'),
        },
        {
          id: 'actions',
          title: t('settings.secrets.actions'),
          isTitleHidden: true,
          cell: ({ name }) => (
            <>
              <Button size="small" onClick={() => onReplace(name)}>
                {t('settings.secrets.replace')}
              </Button>{' '}
              <IconButton
                size="small"
                label={t('settings.secrets.remove', { name })}
                icon={<Trash2 size={14} aria-hidden />}
                onClick={() => onRemove(name)}
              />
            </>
          ),
        },
      ]}
    />
  );
}

interface RemoveSecretProps {
  readonly name: string;
  readonly onClose: () => void;
}

/** Asks first: a secret can't be brought back. */
function RemoveSecret({ name, onClose }: RemoveSecretProps) {
  const { t } = useTranslation();
  const topic = useTopic(createSecrets);
  const task = useTask();
  return (
    <Confirm
      title={t('settings.secrets.removeTitle', { name })}
      confirmLabel={t('settings.secrets.forget')}
      cancelLabel={t('common.cancel')}
      onConfirm={async () => {
        await task.run(() => topic.remove(name));
      }}
      onClose={onClose}
    >
      <p>{t('settings.secrets.removeBody')}</p>
    </Confirm>
  );
}
