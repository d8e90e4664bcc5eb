import { Bot, Cable, Check, MessageSquare } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../navigation/address.ts';
import type { OverviewData } from '../../state/overview.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Section } from '../../ui/section.tsx';
import styles from './overview.module.css';

/** On a fresh install: what is still to be done, and where. Goes once a model answers and people have spoken. */
export function SetupSection({ overview }: { readonly overview: OverviewData }) {
  const { t } = useTranslation();
  const { hasModel, hasMessenger, hasConversation } = overview.setup;
  if (hasModel && hasConversation) return null;
  return (
    <Section
      title={t('overview.setup.title')}
      lead={t('overview.setup.lead')}
      actions={
        <>
          <LinkButton href={formatAddress('chat')}>{t('overview.setup.chat')}</LinkButton>
          <LinkButton look="primary" href={formatAddress('setup')}>
            {t('overview.setup.begin')}
          </LinkButton>
        </>
      }
    >
      <ol className={styles['steps']}>
        <Step
          icon={<Bot size={18} aria-hidden />}
          title={t('overview.setup.model')}
          lead={t('overview.setup.modelLead')}
          isDone={hasModel}
        />
        <Step
          icon={<Cable size={18} aria-hidden />}
          title={t('overview.setup.messenger')}
          lead={t('overview.setup.messengerLead')}
          isDone={hasMessenger}
        />
        <Step
          icon={<MessageSquare size={18} aria-hidden />}
          title={t('overview.setup.conversation')}
          lead={t('overview.setup.conversationLead')}
          isDone={hasConversation}
        />
      </ol>
    </Section>
  );
}

interface StepProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly lead: string;
  readonly isDone: boolean;
}

function Step({ icon, title, lead, isDone }: StepProps) {
  const { t } = useTranslation();
  return (
    <li className={styles['step']} data-done={isDone || undefined}>
      <span className={styles['step-icon']}>{isDone ? <Check size={18} aria-hidden /> : icon}</span>
      <span>
        <span className={styles['step-title']}>{title}</span>
        {isDone && <span className="visually-hidden"> ({t('overview.setup.done')})</span>}
        <span className={styles['step-lead']}>{lead}</span>
      </span>
    </li>
  );
}
