import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { PlanEffect } from '../../../../shared/protocol/config.ts';
import { formatAddress } from '../../../navigation/address.ts';
import { useApp } from '../../../state/app-context.ts';
import { createConfigTopic } from '../../../state/config-draft/config-topic.ts';
import { useTopic } from '../../../state/use-topic.ts';
import styles from './history.module.css';

/**
 * What bringing a version back does not bring back: it changes the text, and what is stored of an agent
 * or a channel that was renamed since stays under the newer name.
 */
export function RestoreNotes({ version }: { readonly version: number }) {
  const { t } = useTranslation();
  const effects = usePlannedEffects(version);
  const agents = readSwap(effects, 'agent');
  const channels = readSwap(effects, 'channel');
  if (!agents && !channels) return null;
  return (
    <section className={styles['note']} aria-label={t('config.versions.renamedTitle')}>
      <p className={styles['noteTitle']}>{t('config.versions.renamedTitle')}</p>
      {agents && (
        <p>
          {t('config.versions.renamedAgent', named(agents))}{' '}
          <RenameLinks page="agents" {...agents} />
        </p>
      )}
      {channels && (
        <p>
          {t('config.versions.renamedChannel', named(channels))}{' '}
          <RenameLinks page="channels" {...channels} />
        </p>
      )}
    </section>
  );
}

interface Swap {
  readonly gone: readonly string[];
  readonly back: readonly string[];
}

/** The way to what has another name today. */
function RenameLinks({ page, gone }: Swap & { readonly page: 'agents' | 'channels' }) {
  const { t } = useTranslation();
  return gone.map((name, index) => (
    <span key={name}>
      {index > 0 && ' · '}
      <a href={formatAddress(page, [name])}>{t('config.versions.toRename', { name })}</a>
    </span>
  ));
}

/** Some go and some come: that may be a renaming. */
function readSwap(effects: readonly PlanEffect[], kind: 'agent' | 'channel'): Swap | undefined {
  const namesOf = (code: PlanEffect['code']): readonly string[] =>
    effects.flatMap((effect) => (effect.code === code ? (effect.subject ?? []) : []));
  const swap = { gone: namesOf(`${kind}.removed`), back: namesOf(`${kind}.added`) };
  return swap.gone.length > 0 && swap.back.length > 0 ? swap : undefined;
}

function named({ gone, back }: Swap): { readonly gone: string; readonly back: string } {
  return { gone: gone.join(', '), back: back.join(', ') };
}

/** What bringing a version back would do to the text as it is now. */
function usePlannedEffects(version: number): readonly PlanEffect[] {
  const { client } = useApp();
  const hash = useStore(useTopic(createConfigTopic).store, ({ text }) => text?.hash);
  const [effects, setEffects] = useState<readonly PlanEffect[]>([]);
  useEffect(() => {
    let isCurrent = true;
    client.request('config.plan', { version }).then(
      (plan) => isCurrent && setEffects(plan.effects),
      // The page itself says when a version can't be read.
      () => isCurrent && setEffects([]),
    );
    return () => {
      isCurrent = false;
    };
  }, [client, version, hash]);
  return effects;
}
