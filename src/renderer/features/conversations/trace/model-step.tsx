import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFigures } from '../../../i18n/use-figures.ts';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { FigureList } from './figure-list.tsx';
import { PromptDialog } from './prompt-dialog.tsx';
import { numberIn, recordIn, recordsIn, textIn } from './read-detail.ts';
import type { StepDetailProps } from './step-detail-props.ts';
import styles from './step-detail.module.css';

/** One call of a model: what it took, what was tried before, and the prompt as it was sent. */
export function ModelStep({ step, trace }: StepDetailProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Failure step={step} />
      <CallFigures step={step} />
      <Fallback step={step} />
      <Retries step={step} />
      {recordIn(step.detail, 'prompt') && (
        <div className={styles['buttons']}>
          <Button
            size="small"
            icon={<FileText size={13} aria-hidden />}
            onClick={() => setOpen(true)}
          >
            {t('inspect.showPrompt')}
          </Button>
        </div>
      )}
      {isOpen && (
        <PromptDialog turnId={trace.turn.id} stepId={step.id} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

type StepProps = Pick<StepDetailProps, 'step'>;

function CallFigures({ step }: StepProps) {
  const { t } = useTranslation();
  const figures = useFigures();
  const { detail } = step;
  const firstMs = numberIn(detail, 'firstMs') ?? numberIn(detail, 'firstTextMs');
  const cached = numberIn(detail, 'cachedInputTokens');
  const attempt = numberIn(detail, 'attempt') ?? 1;
  return (
    <FigureList
      figures={[
        { name: t('inspect.model'), value: step.name },
        {
          name: t('inspect.tokensLabel'),
          value: t('inspect.fromTo', {
            input: figures.number(step.inputTokens),
            output: figures.number(step.outputTokens),
          }),
        },
        { name: t('inspect.cached'), value: cached && figures.number(cached) },
        { name: t('inspect.cost'), value: figures.money(step.costMicros) },
        {
          name: t('inspect.firstWord'),
          value: firstMs === undefined ? undefined : figures.duration(firstMs),
        },
        { name: t('inspect.finish'), value: textIn(detail, 'finish') },
        { name: t('inspect.takenUp'), value: attempt > 1 ? figures.number(attempt) : undefined },
      ]}
    />
  );
}

function Failure({ step }: StepProps) {
  const describe = useErrorWords();
  const { detail } = step;
  const code = textIn(detail, 'code');
  if (code === undefined) return null;
  const message = textIn(detail, 'message') ?? code;
  return <ErrorNotice {...describe({ code, message, hint: textIn(detail, 'hint') ?? '' })} />;
}

/** Models that were asked before this one and gave no answer. */
function Fallback({ step }: StepProps) {
  const { t } = useTranslation();
  const failed = recordsIn(step.detail, 'failedModels');
  if (failed.length === 0) return null;
  return (
    <>
      <p className={styles['label']}>{t('inspect.fallback')}</p>
      <ul className={styles['list']}>
        {failed.map((entry, index) => (
          <li key={index}>
            <code>{textIn(entry, 'model')}</code>{' '}
            <code className={styles['quiet']}>{textIn(entry, 'code')}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Requests for the same answer that were refused for the moment. */
function Retries({ step }: StepProps) {
  const { t } = useTranslation();
  const figures = useFigures();
  const retries = recordsIn(step.detail, 'retries');
  if (retries.length === 0) return null;
  return (
    <>
      <p className={styles['label']}>{t('inspect.triedAgain')}</p>
      <ul className={styles['list']}>
        {retries.map((entry, index) => (
          <li key={index}>
            <span>{textIn(entry, 'reason')}</span>{' '}
            <span className={styles['quiet']}>
              {t('inspect.afterPause', { time: figures.duration(numberIn(entry, 'delayMs') ?? 0) })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
