import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../navigation/address.ts';
import { newConversationAddress } from '../../navigation/new-conversation.ts';
import { goTo } from '../../navigation/use-address.ts';
import { useApp } from '../../state/app-context.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import styles from './no-conversation.module.css';

/** The address names a conversation that is not there and can't be begun: the ways on. */
export function NoConversation({ asked }: { readonly asked: string }) {
  const { t } = useTranslation();
  const app = useApp();
  return (
    <PageFrame title={t('nav.chat')}>
      <EmptyState
        title={t('inspect.gone')}
        hint={t('inspect.goneHint', { key: asked })}
        action={
          <div className={styles['ways']}>
            <Button look="primary" onClick={() => goTo(newConversationAddress(app))}>
              {t('sessions.new')}
            </Button>
            <LinkButton href={formatAddress('conversations')}>
              {t('inspect.allConversations')}
            </LinkButton>
          </div>
        }
      />
    </PageFrame>
  );
}
