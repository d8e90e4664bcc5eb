import { useTranslation } from 'react-i18next';
import { useFigures } from '../../../i18n/use-figures.ts';
import { useAgentName } from '../../naming/use-agent-names.ts';
import { ApprovalWords } from './approval-words.tsx';
import { numberIn, recordsIn, textIn } from './read-detail.ts';
import type { StepDetailProps } from './step-detail-props.ts';
import styles from './step-detail.module.css';

/** How a message found its way; the rules stand with the message itself. */
export function RouteStep({ step, trace }: StepDetailProps) {
  const { t } = useTranslation();
  const figures = useFigures();
  const agent = useAgentName(trace.turn.agentId);
  const waitedMs = numberIn(step.detail, 'waitedMs') ?? 0;
  return (
    <p className={styles['quiet']}>
      {t('inspect.routeStep', {
        agent,
        time: figures.duration(waitedMs),
      })}
    </p>
  );
}

/** A question to the owner about a call, and its answer. */
export function ApprovalStep({ step, trace }: StepDetailProps) {
  const { t } = useTranslation();
  const callId = textIn(step.detail, 'callId');
  const approval = trace.approvals.find((entry) => entry.callId === callId);
  return (
    <>
      {approval && <ApprovalWords approval={approval} />}
      {textIn(step.detail, 'occasion') === 'again' && (
        <p className={styles['quiet']}>{t('inspect.askedAgain')}</p>
      )}
      {!approval && <p>{textIn(step.detail, 'verdict') ?? t('inspect.noDetails')}</p>}
    </>
  );
}

/** Notes that were recalled for the prompt. */
export function MemoryStep({ step }: StepDetailProps) {
  const { t } = useTranslation();
  const notes = recordsIn(step.detail, 'notes');
  return (
    <>
      <p className={styles['label']}>{t('inspect.recalled', { count: notes.length })}</p>
      <ul className={styles['list']}>
        {notes.map((note, index) => (
          <li key={index}>{textIn(note, 'text')}</li>
        ))}
      </ul>
    </>
  );
}

const queueKeys = {
  waited: 'inspect.queue.waited',
  retry: 'inspect.queue.retry',
  edit: 'inspect.queue.edit',
} as const;

/** Why a turn began when it did. */
export function QueueStep({ step }: StepDetailProps) {
  const { t } = useTranslation();
  const { name } = step;
  const isKnown = name === 'waited' || name === 'retry' || name === 'edit';
  return <p className={styles['quiet']}>{isKnown ? t(queueKeys[name]) : t('inspect.noDetails')}</p>;
}
