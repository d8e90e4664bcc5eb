import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFigures } from '../../../i18n/use-figures.ts';
import { useFormats } from '../../../i18n/use-words.ts';
import type { Trace } from '../../../state/inspection/traces.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { useAgentName } from '../../naming/use-agent-names.ts';
import { BackLink } from '../back-link.tsx';
import { placeAddress } from '../place.ts';
import { turnTones } from '../transcript/turn-chip.tsx';
import { usePlace } from '../use-place.ts';
import paneStyles from '../pane-head.module.css';
import { FigureList } from './figure-list.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import styles from './trace-head.module.css';
import { TurnError } from './turn-error.tsx';

interface TraceHeadProps {
  readonly trace: Trace;
  readonly transcript: Transcript;
}

/** The turn as a whole: how it went, who answered, what it took. */
export function TraceHead({ trace, transcript }: TraceHeadProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const formats = useFormats();
  const [isReplaying, setReplaying] = useState(false);
  const { turn } = trace;
  return (
    <header className={styles['head']}>
      <div className={paneStyles['line']}>
        {place.turnId !== undefined && (
          <BackLink
            href={placeAddress(place, { turnId: undefined })}
            label={t('inspect.backToConversation')}
            from="trace"
          />
        )}
        <h2 className={paneStyles['title']}>
          {place.turnId === undefined ? t('inspect.newestTurn') : t('inspect.turn')}
        </h2>
        <Button
          size="small"
          icon={<FlaskConical size={13} aria-hidden />}
          disabled={turn.state === 'running'}
          onClick={() => setReplaying(true)}
        >
          {t('inspect.replay')}
        </Button>
      </div>
      <p className={styles['facts']}>
        <Badge tone={turnTones[turn.state]}>{t(`inspect.turnState.${turn.state}`)}</Badge>
        <time className={styles['time']} dateTime={new Date(turn.createdAt).toISOString()}>
          {formats.dateTime(turn.createdAt)}
        </time>
      </p>
      {turn.error && <TurnError error={turn.error} />}
      <Figures turn={turn} />
      {isReplaying && (
        <ReplayDialog trace={trace} transcript={transcript} onClose={() => setReplaying(false)} />
      )}
    </header>
  );
}

function Figures({ turn }: { readonly turn: Trace['turn'] }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const agent = useAgentName(turn.agentId);
  const tookMs = turn.finishedAt === undefined ? undefined : turn.finishedAt - turn.createdAt;
  return (
    <FigureList
      figures={[
        { name: t('inspect.agent'), value: <span title={turn.agentId}>{agent}</span> },
        { name: t('inspect.model'), value: turn.model },
        { name: t('inspect.took'), value: tookMs && figures.duration(tookMs) },
        {
          name: t('inspect.tokensLabel'),
          value: t('inspect.fromTo', {
            input: figures.number(turn.inputTokens),
            output: figures.number(turn.outputTokens),
          }),
        },
        { name: t('inspect.cost'), value: figures.money(turn.costMicros) },
        {
          name: t('inspect.takenUp'),
          value: turn.attempt > 1 ? figures.number(turn.attempt) : undefined,
        },
      ]}
    />
  );
}
