import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../i18n/use-words.ts';
import { Badge } from '../../ui/badge.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './channels.module.css';
import type { CheckState } from './use-channel-check.ts';

/** What a check said. */
export function CheckResult({ state }: { readonly state: CheckState }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  if (state.kind === 'none') return null;
  if (state.kind === 'asking') {
    return (
      <p className={styles['quiet']} role="status">
        {t('channelsPage.checking')}
      </p>
    );
  }
  const { works, account = '', error } = state.check;
  if (error) return <ErrorNotice title={t('channelsPage.checkFailed')} {...words(error)} />;
  return (
    <p role="status">
      <Badge tone={works ? 'ok' : 'bad'}>{t('channelsPage.checkWorks', { account })}</Badge>
    </p>
  );
}
