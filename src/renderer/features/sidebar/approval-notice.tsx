import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ApprovalRow } from '../../../shared/protocol/approvals.ts';
import { chatAddress } from '../../navigation/address.ts';
import { useApp } from '../../state/app-context.ts';
import { Button } from '../../ui/button.tsx';
import { ArgumentList } from '../approvals/argument-list.tsx';
import { describeArguments, fitsAtGlance, shortenReason } from '../approvals/describe-arguments.ts';
import { TimeLeft } from '../approvals/time-left.tsx';
import { useAgentName } from '../naming/use-agent-names.ts';
import { useAnswer } from '../approvals/use-answer.ts';
import { useSessionTitle } from '../conversation/use-session-title.ts';
import { Notice } from './notice.tsx';
import styles from './notices.module.css';

interface ApprovalNoticeProps {
  readonly approval: ApprovalRow;
  /** Nothing has moved for a moment. */
  readonly isCalm: boolean;
  readonly onGo: () => void;
}

/**
 * A question of an agent in a conversation that is not on the screen. What can't be read whole here
 * is answered there.
 */
export function ApprovalNotice({ approval, isCalm, onGo }: ApprovalNoticeProps) {
  const { t } = useTranslation();
  const { sessions } = useApp();
  const answer = useAnswer(approval, isCalm);
  const agent = useAgentName(approval.agentId);
  const row = useStore(sessions.store, ({ rows }) =>
    rows.find(({ key }) => key === approval.sessionKey),
  );
  const title = useSessionTitle(row);
  const args = describeArguments(approval.arguments);
  const isWhole = fitsAtGlance(args);
  return (
    <Notice
      tone="live"
      title={t('approvals.asks', { agent, tool: approval.tool })}
      detail={shortenReason(approval.reason, args)}
      more={
        <>
          {isWhole ? <ArgumentList args={args} isSmall /> : <p>{t('approvals.readThere')}</p>}
          {answer.failure && (
            <p className={styles['failure']} role="alert">
              {answer.failure.message} {answer.failure.hint}
            </p>
          )}
          <p className={styles['where']}>
            <a href={chatAddress(approval.sessionKey)} onClick={onGo}>
              {row ? t('approvals.openIn', { title }) : t('approvals.open')}
            </a>
            <TimeLeft until={approval.expiresAt} />
          </p>
        </>
      }
    >
      {isWhole && (
        <Button
          size="small"
          look="primary"
          aria-disabled={answer.isBusy || !isCalm}
          onClick={answer.allow}
        >
          {t('approvals.allow')}
        </Button>
      )}
      <Button size="small" aria-disabled={answer.isBusy} onClick={answer.deny}>
        {t('approvals.deny')}
      </Button>
    </Notice>
  );
}
