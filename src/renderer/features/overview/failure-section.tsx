import { useTranslation } from 'react-i18next';
import { useErrorWords, useFormats } from '../../i18n/use-words.ts';
import { formatAddress } from '../../navigation/address.ts';
import type { OverviewData } from '../../state/overview.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Section } from '../../ui/section.tsx';
import { plainWords } from '../conversation/plain-words.ts';
import styles from './overview.module.css';

/** Turns that failed today, each with the way to its trace. Nothing when none did. */
export function FailureSection({ overview }: { readonly overview: OverviewData }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const describe = useErrorWords();
  const { failures } = overview;
  if (failures.length === 0) return null;
  return (
    <Section
      title={t('overview.failures')}
      actions={
        <LinkButton
          look="quiet"
          size="small"
          href={formatAddress('conversations', [], { state: 'failed' })}
        >
          {t('overview.waits.failuresAction')}
        </LinkButton>
      }
    >
      <ul className={styles['list']}>
        {failures.map((failure) => {
          const title = plainWords(failure.title) || t('overview.untitled');
          const { code } = failure;
          const { message } = describe({ code, message: failure.message || code, hint: '' });
          return (
            <li key={failure.turnId}>
              <a
                className={styles['link']}
                href={formatAddress('conversations', [failure.sessionKey], {
                  turn: failure.turnId,
                })}
                aria-label={`${t('overview.failureOpen', { title })}: ${message}`}
              >
                <span className={styles['link-time']}>{formats.time(failure.at)}</span>
                <span className={styles['link-title']}>{title}</span>
                <span className={styles['link-note']}>{message}</span>
                <span className={styles['link-aside']}>{failure.channel}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
