import { useTranslation } from 'react-i18next';
import type { ApprovalRow } from '../../../../shared/protocol/approvals.ts';
import { useFormats } from '../../../i18n/use-words.ts';
import styles from './step-detail.module.css';

/** How a question about a call was answered, by whom and where. */
export function ApprovalWords({ approval }: { readonly approval: ApprovalRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { state, reason, decidedAt, decidedBy, decidedVia } = approval;
  return (
    <div>
      <p>
        <strong>{t(`inspect.approval.${state}`)}</strong>{' '}
        {decidedAt !== undefined && (
          <span className={styles['quiet']}>
            {t('inspect.decided', {
              by: decidedBy ?? '–',
              via: decidedVia ?? '–',
              time: formats.dateTime(decidedAt),
            })}
          </span>
        )}
      </p>
      {reason !== '' && <p className={styles['quiet']}>{reason}</p>}
    </div>
  );
}
