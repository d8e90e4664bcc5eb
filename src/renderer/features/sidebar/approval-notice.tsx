import { useTranslation } from 'react-i18next';
import type { ApprovalRow } from '../../../shared/protocol/approvals.ts';
import { chatAddress } from '../../navigation/address.ts';
import { Button } from '../../ui/button.tsx';
import { useAnswer } from '../approvals/use-answer.ts';
import { Notice } from './notice.tsx';
import styles from './notices.module.css';

/** A question of an agent in a conversation that is not on the screen. */
export function ApprovalNotice({ approval }: { readonly approval: ApprovalRow }) {
  const { t } = useTranslation();
  const { isBusy, allow, deny } = useAnswer(approval);
  return (
    <Notice
      tone="live"
      title={t('approvals.asks', { agent: approval.agentId, tool: approval.tool })}
      detail={approval.reason}
    >
      <Button size="small" look="primary" disabled={isBusy} onClick={allow}>
        {t('approvals.allow')}
      </Button>
      <Button size="small" disabled={isBusy} onClick={deny}>
        {t('approvals.deny')}
      </Button>
      <a className={styles['link']} href={chatAddress(approval.sessionKey)}>
        {t('approvals.open')}
      </a>
    </Notice>
  );
}
