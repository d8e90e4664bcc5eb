import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { formatAddress } from '../../../navigation/address.ts';
import { createModels, type ProviderRow } from '../../../state/models.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { ListLink } from '../../../ui/list-link.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { SplitView } from '../../../ui/split-view.tsx';
import styles from '../settings.module.css';
import { AddProviderDialog } from './add-provider-dialog.tsx';
import { ProviderDetail } from './provider-detail.tsx';

const tones: Readonly<Record<ProviderRow['state'], Tone>> = {
  ok: 'ok',
  unused: 'plain',
  'missing-auth': 'plain',
  failing: 'bad',
  cooldown: 'warn',
};

/** The providers of models: which there are, how they do, and their settings. */
export function ModelsTab({ provider: id }: { readonly provider: string | undefined }) {
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <SplitView
        listLabel={t('settings.models.list')}
        hasDetail={id !== undefined}
        list={
          <>
            <div className={styles['add']}>
              <Button isWide onClick={() => setAdding(true)}>
                {t('settings.models.add')}
              </Button>
            </div>
            <ProviderList current={id} />
          </>
        }
        detail={
          id === undefined ? (
            <EmptyState
              title={t('settings.models.choose')}
              hint={t('settings.models.chooseHint')}
            />
          ) : (
            <ProviderDetail key={id} id={id} />
          )
        }
      />
      {isAdding && <AddProviderDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function ProviderList({ current }: { readonly current: string | undefined }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { value: providers, error } = useStore(useTopic(createModels).health.store);
  if (error && !providers) return <ErrorNotice {...describe(error)} />;
  if (!providers) return <Skeleton label={t('common.loading')} lines={6} />;
  return (
    <ul>
      {providers.map((provider) => (
        <li key={provider.id}>
          <ListLink
            href={formatAddress('settings', ['models', provider.id])}
            isCurrent={provider.id === current}
            title={provider.id}
            note={t(`settings.api.${apiOf(provider)}`)}
            aside={
              <Badge tone={tones[provider.state]}>
                {t(`settings.providerState.${provider.state}`)}
              </Badge>
            }
          />
        </li>
      ))}
    </ul>
  );
}

const apis = ['offline', 'openai-compatible', 'openai', 'anthropic', 'google', 'ollama'] as const;

/** The protocol as the catalogue knows it. */
export function apiOf({ api }: Pick<ProviderRow, 'api'>): (typeof apis)[number] {
  return apis.find((known) => known === api) ?? 'openai-compatible';
}
