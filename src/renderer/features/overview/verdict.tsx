import { CircleCheck, CircleDot } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OverviewData } from '../../state/overview.ts';
import { cx } from '../../ui/cx.ts';
import { useAgentName } from '../naming/use-agent-names.ts';
import styles from './overview.module.css';
import { useWaiting } from './use-waiting.ts';

/** In one sentence: is everything well. */
export function Verdict({ overview }: { readonly overview: OverviewData }) {
  const { t } = useTranslation();
  const { count } = useWaiting(overview);
  const { model, turns, setup, today } = overview;
  const name = useAgentName(overview.defaultAgentId);
  const isCalm = count === 0;
  const isWell = isCalm && today.failedTurns === 0;
  const lead = !setup.hasModel
    ? t('overview.offlineLead')
    : today.failedTurns > 0
      ? t('overview.failedLead', { name, model, count: today.failedTurns })
      : isCalm
        ? t('overview.wellLead', { name, model })
        : t('overview.needsLead', { name, model });
  const Icon = isWell ? CircleCheck : CircleDot;
  return (
    <div className={styles['verdict']} role="status">
      <Icon
        className={cx(styles['verdict-icon'], styles[isWell ? 'is-well' : 'is-waiting'])}
        size={26}
        aria-hidden
      />
      <div className={styles['verdict-words']}>
        <p className={styles['verdict-title']}>
          {isWell && t('overview.well')}
          {isCalm && !isWell && t('overview.calm')}
          {!isCalm && t('overview.needs', { count })}
        </p>
        <p className={styles['verdict-lead']}>
          {lead}
          {turns.running > 0 && (
            <span className={styles['running']}>
              {t('overview.answering', { count: turns.running })}
            </span>
          )}
        </p>
      </div>
    </div>
  );
}
