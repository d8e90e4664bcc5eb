import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords, useFormats } from '../../../i18n/use-words.ts';
import type { Trace } from '../../../state/inspection/traces.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { BackLink } from '../back-link.tsx';
import { placeAddress } from '../place.ts';
import { turnTones } from '../transcript/turn-chip.tsx';
import { useFigures } from '../use-figures.ts';
import { usePlace } from '../use-place.ts';
import { ReplayDialog } from './replay-dialog.tsx';
import styles from './trace-head.module.css';

interface TraceHeadProps {
  readonly trace: Trace;
  readonly transcript: Transcript;
}

/** The turn as a whole: how it went, who answered, what it took. */
export function TraceHead({ trace, transcript }: TraceHeadProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const formats = useFormats();
  const describe = useErrorWords();
  const [isReplaying, setReplaying] = useState(false);
  const { turn } = trace;
  return (
    <header className={styles['head']}>
      <div className={styles['line']}>
        {place.turnId !== undefined && (
          <BackLink
            href={placeAddress(place, { turnId: undefined })}
            label={t('inspect.backToConversation')}
            from="trace"
          />
        )}
        <h2 className={styles['title']}>
          {place.turnId === undefined ? t('inspect.newestTurn') : t('inspect.turn')}
        </h2>
        <Badge tone={turnTones[turn.state]}>{t(`inspect.turnState.${turn.state}`)}</Badge>
        <time className={styles['time']} dateTime={new Date(turn.createdAt).toISOString()}>
          {formats.dateTime(turn.createdAt)}
        </time>
        <span className={styles['gap']} />
        <Button
          size="small"
          icon={<FlaskConical size={13} aria-hidden />}
          disabled={turn.state === 'running'}
          onClick={() => setReplaying(true)}
        >
          {t('inspect.replay')}
        </Button>
      </div>
      <Figures turn={turn} />
      {turn.error && <ErrorNotice {...describe(turn.error)} />}
      {isReplaying && (
        <ReplayDialog trace={trace} transcript={transcript} onClose={() => setReplaying(false)} />
      )}
    </header>
  );
}

function Figures({ turn }: { readonly turn: Trace['turn'] }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const tookMs = turn.finishedAt === undefined ? undefined : turn.finishedAt - turn.createdAt;
  return (
    <dl className={styles['figures']}>
      <div>
        <dt>{t('inspect.agent')}</dt>
        <dd>{turn.agentId}</dd>
      </div>
      {turn.model !== undefined && (
        <div>
          <dt>{t('inspect.model')}</dt>
          <dd>{turn.model}</dd>
        </div>
      )}
      {tookMs !== undefined && (
        <div>
          <dt>{t('inspect.took')}</dt>
          <dd>{figures.duration(tookMs)}</dd>
        </div>
      )}
      <div>
        <dt>{t('inspect.tokensLabel')}</dt>
        <dd>
          {t('inspect.tokens', {
            input: figures.count(turn.inputTokens),
            output: figures.count(turn.outputTokens),
          })}
        </dd>
      </div>
      <div>
        <dt>{t('inspect.cost')}</dt>
        <dd>{figures.cost(turn.costMicros)}</dd>
      </div>
      {turn.attempt > 1 && (
        <div>
          <dt>{t('inspect.takenUp')}</dt>
          <dd>{t('inspect.attempts', { count: turn.attempt })}</dd>
        </div>
      )}
    </dl>
  );
}
