import { ShieldQuestion } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ApprovalRow } from '../../../shared/protocol/approvals.ts';
import { useApp } from '../../state/app-context.ts';
import { mayAdminister } from '../../state/connection.ts';
import { Button } from '../../ui/button.tsx';
import { AlwaysStep } from './always-step.tsx';
import styles from './approval-card.module.css';
import { ArgumentList } from './argument-list.tsx';
import { describeArguments, shortenReason } from './describe-arguments.ts';
import { TimeLeft } from './time-left.tsx';
import { useAgentName } from '../naming/use-agent-names.ts';
import { useAnswer } from './use-answer.ts';

interface ApprovalCardProps {
  readonly approval: ApprovalRow;
  /** Nothing has moved for a moment: what is pressed was meant. */
  readonly isCalm: boolean;
}

/** One question of an agent: what it wants to do, with what, and the answers. */
export function ApprovalCard({ approval, isCalm }: ApprovalCardProps) {
  const { t } = useTranslation();
  const mayMakeRule = useStore(useApp().connection, mayAdminister);
  const [asksAlways, setAsksAlways] = useState(false);
  const answer = useAnswer(approval, isCalm);
  const agent = useAgentName(approval.agentId);
  const card = useRef<HTMLElement>(null);
  const args = describeArguments(approval.arguments);
  const reason = shortenReason(approval.reason, args);
  const always = asksAlways ? approval.always : undefined;
  const titleId = `approval-${approval.id}`;
  return (
    <article
      ref={card}
      className={styles['card']}
      aria-labelledby={titleId}
      data-approval={approval.id}
      tabIndex={-1}
    >
      <header className={styles['head']}>
        <ShieldQuestion size={16} aria-hidden />
        <h2 className={styles['title']} id={titleId}>
          {t('approvals.asks', { agent, tool: approval.tool })}
        </h2>
        <TimeLeft until={approval.expiresAt} />
      </header>
      {!always && reason !== '' && <p className={styles['reason']}>{reason}</p>}
      {!always && <ArgumentList args={args} />}
      {answer.failure && (
        <p className={styles['failure']} role="alert">
          {answer.failure.message} {answer.failure.hint}
        </p>
      )}
      {always ? (
        <AlwaysStep
          approval={approval}
          rule={always}
          isBusy={answer.isBusy}
          onConfirm={answer.allowAlways}
          onBack={() => {
            card.current?.focus();
            setAsksAlways(false);
          }}
        />
      ) : (
        <div className={styles['foot']}>
          <Button
            look="primary"
            aria-disabled={answer.isBusy || !isCalm}
            data-busy={answer.isBusy}
            onClick={answer.allow}
          >
            {t('approvals.allow')}
          </Button>
          <Button aria-disabled={answer.isBusy} onClick={answer.deny}>
            {t('approvals.deny')}
          </Button>
          {approval.always && mayMakeRule && (
            <Button look="quiet" onClick={() => setAsksAlways(true)}>
              {t('approvals.always')}
            </Button>
          )}
        </div>
      )}
    </article>
  );
}
