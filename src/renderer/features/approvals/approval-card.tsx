import { ShieldQuestion } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ApprovalRow } from '../../../shared/protocol/approvals.ts';
import { useFormats } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import styles from './approval-card.module.css';
import { useAnswer } from './use-answer.ts';

/** One question of an agent: what it wants to do, with what, and the answers. */
export function ApprovalCard({ approval }: { readonly approval: ApprovalRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { isBusy, allow, deny, allowAlways } = useAnswer(approval);
  const details = Object.entries(approval.arguments);
  const titleId = `approval-${approval.id}`;
  return (
    <article className={styles['card']} aria-labelledby={titleId}>
      <p className={styles['title']} id={titleId}>
        <ShieldQuestion size={16} aria-hidden />
        {t('approvals.asks', { agent: approval.agentId, tool: approval.tool })}
      </p>
      {approval.reason !== '' && <p className={styles['reason']}>{approval.reason}</p>}
      {details.length > 0 && (
        <dl className={styles['arguments']} tabIndex={0} aria-label={t('tools.arguments')}>
          {details.map(([name, value]) => (
            <div key={name} className={styles['argument']}>
              <dt>{name}</dt>
              <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className={styles['foot']}>
        <Button size="small" look="primary" disabled={isBusy} onClick={allow}>
          {t('approvals.allow')}
        </Button>
        <Button size="small" disabled={isBusy} onClick={deny}>
          {t('approvals.deny')}
        </Button>
        {approval.always && (
          <Button
            size="small"
            look="quiet"
            disabled={isBusy}
            title={describeAlways(approval.always.when)}
            onClick={allowAlways}
          >
            {t('approvals.always')}
          </Button>
        )}
        <span className={styles['until']}>
          {t('approvals.until', { time: formats.time(approval.expiresAt) })}
        </span>
      </div>
    </article>
  );
}

function describeAlways(when: Readonly<Record<string, string>>): string {
  return Object.entries(when)
    .map(([name, pattern]) => `${name}: ${pattern}`)
    .join('\n');
}
