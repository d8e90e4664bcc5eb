import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatAddress } from '../../navigation/address.ts';
import { newConversationAddress } from '../../navigation/new-conversation.ts';
import { useApp } from '../../state/app-context.ts';
import type { SetupStep } from '../../state/setup.ts';
import { StatusDot } from '../../ui/badge.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Section } from '../../ui/section.tsx';
import styles from './setup.module.css';
import { useDoneSteps } from './use-done-steps.ts';

/** The first word: here, or on the messenger that was just connected. */
export function HelloStep() {
  const { t } = useTranslation();
  const app = useApp();
  const done = useDoneSteps();
  const isDone = done.includes('hello');
  const messenger = useStore(app.channels, (state) =>
    state.channels.find(({ type, state: how }) => type !== 'web' && how === 'running'),
  );
  // Known once the conversations are; the address follows them.
  useStore(app.sessions.store, ({ load }) => load);
  return (
    <>
      <Section title={t('setup.hello.title')} lead={t('setup.hello.lead')}>
        {isDone && (
          <p className={styles['fact']} role="status">
            <StatusDot tone="ok" />
            {t('setup.hello.done')}
          </p>
        )}
        {!done.includes('model') && <Missing step="model" text={t('setup.hello.offline')} />}
        {!messenger && <Missing step="messenger" text={t('setup.hello.noMessenger')} />}
        {messenger && (
          <p>
            {t('setup.hello.onMessenger', {
              account: messenger.account ?? messenger.id,
              channel: messenger.id,
            })}
          </p>
        )}
        <div>
          <LinkButton look={isDone ? 'outline' : 'primary'} href={newConversationAddress(app)}>
            {t('setup.hello.here')}
          </LinkButton>
        </div>
      </Section>
      <div className={styles['foot']}>
        <LinkButton look={isDone ? 'primary' : 'quiet'} href={formatAddress('overview')}>
          {t('setup.hello.overview')}
        </LinkButton>
      </div>
    </>
  );
}

/** A step that was passed over: all works without it, and it can still be taken. */
function Missing({ step, text }: { readonly step: SetupStep; readonly text: string }) {
  const { t } = useTranslation();
  return (
    <p className={styles['fact']}>
      <StatusDot tone="plain" />
      <span>
        {text} <a href={formatAddress('setup', [step])}>{t(`setup.${step}.title`)}</a>
      </span>
    </p>
  );
}
