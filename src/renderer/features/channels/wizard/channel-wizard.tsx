import { ArrowLeft } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { findGuide } from '../../../../shared/config/channel-guides.ts';
import { createChannelWizard } from '../../../state/channel-wizard.ts';
import { valueAt } from '../../../state/config-draft/plain-value.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { UnreadableNotice } from '../../editing/unreadable-notice.tsx';
import { useConfig } from '../../editing/use-draft.ts';
import { channelAddress } from '../addresses.ts';
import { messengerName } from '../channel-words.ts';
import styles from '../channels.module.css';
import { AnswersStep } from './answers-step.tsx';
import { ChooseStep } from './choose-step.tsx';
import { CredentialsStep } from './credentials-step.tsx';
import { LiveStep } from './live-step.tsx';
import { PlanStep } from './plan-step.tsx';

interface ChannelWizardProps {
  /** The messenger; empty while none is chosen. */
  readonly type: string;
  /** The channel that was just saved. */
  readonly live: string | undefined;
}

const steps = ['credentials', 'answers', 'plan'] as const;

/** Adds a channel: messenger, credentials with a live check, who answers whom, and saying hello. */
export function ChannelWizard({ type, live }: ChannelWizardProps) {
  const { t } = useTranslation();
  const guide = findGuide(type);
  return (
    <div className={styles['column']}>
      <a className={styles['back']} href={channelAddress()}>
        <ArrowLeft size={14} aria-hidden />
        {t('channelsPage.back')}
      </a>
      <UnreadableNotice path={['channels']} />
      {live !== undefined ? <LiveStep id={live} /> : guide ? <Steps type={type} /> : <ChooseStep />}
    </div>
  );
}

function Steps({ type }: { readonly type: string }) {
  const { t } = useTranslation();
  const wizard = useTopic(createChannelWizard);
  const draft = useStore(wizard.store, (state) => state.draft);
  const root = useConfig((state) => state.text?.parsed);
  const isRead = useConfig((state) => state.text !== undefined);
  useEffect(() => {
    if (isRead) wizard.begin(type, freeName(root, type));
  }, [wizard, isRead, root, type]);
  if (draft?.type !== type) return <Skeleton label={t('common.loading')} lines={6} />;
  return (
    <>
      <h2 className={styles['name']}>
        {t('channelsPage.addTitle', { messenger: messengerName(type) })}
      </h2>
      <ol className={styles['steps']} aria-label={t('channelsPage.steps')}>
        {steps.map((step) => (
          <li key={step} aria-current={step === draft.step ? 'step' : undefined}>
            {t(`channelsPage.step.${step}`)}
          </li>
        ))}
      </ol>
      {draft.step === 'credentials' && <CredentialsStep draft={draft} wizard={wizard} />}
      {draft.step === 'answers' && <AnswersStep draft={draft} wizard={wizard} />}
      {draft.step === 'plan' && <PlanStep draft={draft} wizard={wizard} />}
    </>
  );
}

/** The messenger's own name, or with a number where there is one already. */
function freeName(root: unknown, type: string): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? type : `${type}-${count}`;
    if (valueAt(root, ['channels', name]) === undefined) return name;
  }
}
