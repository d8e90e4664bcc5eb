import { ChevronRight, Repeat2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TurnRow } from '../../../../shared/protocol/inspect.ts';
import { useFigures } from '../../../i18n/use-figures.ts';
import { StatusDot, type Tone } from '../../../ui/badge.tsx';
import { placeAddress } from '../place.ts';
import { usePlace } from '../use-place.ts';
import styles from './turn-chip.module.css';

/** How a turn stands, as a colour; words stand beside it. */
export const turnTones: Readonly<Record<TurnRow['state'], Tone>> = {
  running: 'live',
  done: 'ok',
  failed: 'bad',
  aborted: 'plain',
  expired: 'warn',
};

/** A turn in one line: how it went, how long it took, what it cost. Leads to its trace. */
export function TurnChip({ turn }: { readonly turn: TurnRow }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const place = usePlace();
  const isCurrent = place.turnId === turn.id;
  const tookMs = turn.finishedAt === undefined ? undefined : turn.finishedAt - turn.createdAt;
  const parts = [
    tookMs === undefined ? undefined : figures.duration(tookMs),
    turn.inputTokens + turn.outputTokens === 0
      ? undefined
      : t('inspect.tokens', {
          input: figures.number(turn.inputTokens),
          output: figures.number(turn.outputTokens),
        }),
    turn.costMicros === 0 ? undefined : figures.money(turn.costMicros),
  ].filter((part) => part !== undefined);
  return (
    <a
      className={styles['chip']}
      href={placeAddress(place, { turnId: turn.id })}
      aria-current={isCurrent ? 'true' : undefined}
      data-turn={turn.id}
    >
      <StatusDot tone={turnTones[turn.state]} />
      <span>{t(`inspect.turnState.${turn.state}`)}</span>
      <span className={styles['figures']}>{parts.join(' · ')}</span>
      {turn.attempt > 1 && (
        <span className={styles['again']}>
          <Repeat2 size={12} aria-hidden />
          {t('inspect.attempts', { count: turn.attempt })}
        </span>
      )}
      <span className={styles['go']}>
        {t('inspect.trace')}
        <ChevronRight size={13} aria-hidden />
      </span>
    </a>
  );
}
