import { ArrowLeft, RefreshCw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { formatAddress } from '../../../navigation/address.ts';
import { goTo } from '../../../navigation/use-address.ts';
import { createModels, type ProviderRow } from '../../../state/models.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Section } from '../../../ui/section.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useFailureToast, useTask } from '../../actions/use-task.ts';
import { SaveBar } from '../../editing/save-bar.tsx';
import { SchemaForm } from '../../editing/schema-form.tsx';
import { UnreadableNotice } from '../../editing/unreadable-notice.tsx';
import { TextOfEntry } from '../../editing/text-of-entry.tsx';
import { useDraft, useDrafts, useDraftState } from '../../editing/use-draft.ts';
import { useEntrySchema } from '../../editing/use-entry-schema.ts';
import { useWayBack } from '../../editing/use-way-back.ts';
import styles from '../settings.module.css';
import { TryModel } from './try-model.tsx';

/** One provider: how it does, what it has, its settings. */
export function ProviderDetail({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { list, health } = useTopic(createModels);
  const provider = useStore(health.store, ({ value }) => value?.find((row) => row.id === id));
  const models = useStore(list.store, ({ value }) => value);
  const own = (models ?? []).filter((model) => model.provider === id);
  const draft = useDraft(['models', 'providers', id]);
  const node = useEntrySchema(['models', 'providers', id]);
  const isWritten = useDraftState(
    draft,
    ({ written, unreadable }) => written !== undefined && !unreadable,
  );
  return (
    <div className={styles['form']}>
      <ProviderHead id={id} isWritten={isWritten} />
      <UnreadableNotice path={draft.path} />
      {provider && <Health provider={provider} />}
      {own.length > 0 && (
        <Section
          title={t('settings.models.models', { count: own.length })}
          actions={<RefreshButton />}
        >
          <TryModel models={own} />
          <ul className={styles['models']}>
            {own.map((model) => (
              <li key={model.id}>{model.id.slice(id.length + 1)}</li>
            ))}
          </ul>
        </Section>
      )}
      {id !== 'offline' && (
        <Section
          title={t('settings.models.settings')}
          lead={provider?.isConfigured === false ? t('settings.models.wellKnown') : undefined}
        >
          {node ? <SchemaForm draft={draft} node={node} /> : <Skeleton label={id} />}
          <TextOfEntry draft={draft} />
        </Section>
      )}
      <SaveBar draft={draft} title={id} />
    </div>
  );
}

function ProviderHead({ id, isWritten }: { readonly id: string; readonly isWritten: boolean }) {
  const { t } = useTranslation();
  const remove = useRemoveProvider(id);
  return (
    <div className={styles['head']}>
      <a className={styles['back']} href={formatAddress('settings', ['models'])}>
        <ArrowLeft size={14} aria-hidden /> {t('settings.models.list')}
      </a>
      <h2 className={styles['title']}>{id}</h2>
      {isWritten && (
        <Button
          look="danger"
          size="small"
          icon={<Trash2 size={14} aria-hidden />}
          onClick={() => void remove()}
        >
          {t('settings.models.remove')}
        </Button>
      )}
    </div>
  );
}

/** Saved at once, with a way back. */
function useRemoveProvider(id: string): () => Promise<void> {
  const { t } = useTranslation();
  const drafts = useDrafts();
  const offerWayBack = useWayBack();
  const showError = useFailureToast();
  return async () => {
    const path = `models.providers[${JSON.stringify(id)}]`;
    try {
      drafts.open(path).discard();
      const written = await drafts.write(() => [{ op: 'delete', path }]);
      offerWayBack(t('settings.models.removed', { id }), written);
      goTo(formatAddress('settings', ['models']));
    } catch (thrown) {
      showError(thrown);
    }
  };
}

function Health({ provider }: { readonly provider: ProviderRow }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  if (provider.error) return <ErrorNotice {...describe(provider.error)} />;
  if (provider.state !== 'missing-auth') return null;
  return <p>{t('settings.models.needsKey')}</p>;
}

function RefreshButton() {
  const { t } = useTranslation();
  const { ask } = useTopic(createModels);
  const task = useTask();
  return (
    <Button
      size="small"
      icon={<RefreshCw size={14} aria-hidden />}
      aria-disabled={task.isBusy}
      onClick={() => void task.run(ask)}
    >
      {t('settings.models.refresh')}
    </Button>
  );
}
