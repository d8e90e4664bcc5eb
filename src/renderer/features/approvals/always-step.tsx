import { useEffect, useRef, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalRow } from '../../../shared/protocol/approvals.ts';
import { Button } from '../../ui/button.tsx';
import styles from './approval-card.module.css';
import { ArgumentList } from './argument-list.tsx';
import { useAgentName } from '../naming/use-agent-names.ts';
import { useCalm } from './use-calm.ts';

interface AlwaysStepProps {
  readonly approval: ApprovalRow;
  readonly rule: NonNullable<ApprovalRow['always']>;
  readonly isBusy: boolean;
  readonly onConfirm: (event: MouseEvent) => void;
  readonly onBack: () => void;
}

/** What "always" would hold for, before it is made a rule. The focus goes to the way back. */
export function AlwaysStep({ approval, rule, isBusy, onConfirm, onBack }: AlwaysStepProps) {
  const { t } = useTranslation();
  const agent = useAgentName(approval.agentId);
  const { tool, channel } = approval;
  const isCalm = useCalm('always');
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    back.current?.focus();
  }, []);
  const patterns = Object.entries(rule.when).map(([name, pattern]) => ({
    name: rule.exact.includes(name) || !pattern.includes('*') ? name : `${name} ≈`,
    text: pattern,
  }));
  return (
    <>
      <p className={styles['reason']}>
        {patterns.length > 0
          ? t('approvals.alwaysWhen', { agent, tool, channel })
          : t('approvals.alwaysAny', { agent, tool, channel })}
      </p>
      <ArgumentList args={patterns} />
      <div className={styles['foot']}>
        <Button
          look="primary"
          aria-disabled={isBusy || !isCalm}
          data-busy={isBusy}
          onClick={(event) => {
            if (isCalm) onConfirm(event);
          }}
        >
          {t('approvals.alwaysConfirm')}
        </Button>
        <Button ref={back} onClick={onBack}>
          {t('approvals.back')}
        </Button>
      </div>
    </>
  );
}
