import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ApprovalRow } from '../../../../shared/protocol/approvals.ts';
import { chatAddress } from '../../../navigation/address.ts';
import { useApp } from '../../../state/app-context.ts';
import { useSessionTitle } from '../../conversation/use-session-title.ts';

/** Where it was asked: the way to that conversation, with the channel. */
export function ConversationLink({
  approval,
}: {
  readonly approval: Pick<ApprovalRow, 'sessionKey' | 'channel'>;
}) {
  const { t } = useTranslation();
  const { sessions } = useApp();
  const { sessionKey, channel } = approval;
  const row = useStore(sessions.store, ({ rows }) => rows.find(({ key }) => key === sessionKey));
  const title = useSessionTitle(row);
  return (
    <a href={chatAddress(sessionKey)}>
      {t('toolsPage.inConversation', { title: row ? title : sessionKey, channel })}
    </a>
  );
}
