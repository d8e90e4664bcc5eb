import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { KeyValues } from '../../../ui/key-values.tsx';
import { useFigures } from '../use-figures.ts';
import { PromptDialog } from './prompt-dialog.tsx';
import { numberIn, recordsIn, textIn } from './read-detail.ts';
import type { StepDetailProps } from './step-detail.tsx';
import styles from './step-detail.module.css';

/** One call of a model: what it took, what was tried before, and the prompt as it was sent. */
export function ModelStep({ step, trace }: StepDetailProps) {
  const { t } = useTranslation();
  const figures = useFigures();
  const [isOpen, setOpen] = useState(false);
  const { detail } = step;
  const firstMs = numberIn(detail, 'firstTextMs');
  const finish = textIn(detail, 'finish');
  const attempt = numberIn(detail, 'attempt') ?? 1;
  const failed = recordsIn(detail, 'failedModels');
  const entries = [
    { key: t('inspect.model'), value: <code>{step.name}</code> },
    {
      key: t('inspect.tokensLabel'),
      value: t('inspect.tokens', {
        input: figures.count(step.inputTokens),
        output: figures.count(step.outputTokens),
      }),
    },
    { key: t('inspect.cost'), value: figures.cost(step.costMicros) },
    ...(firstMs === undefined
      ? []
      : [{ key: t('inspect.firstWord'), value: figures.duration(firstMs) }]),
    ...(finish === undefined ? [] : [{ key: t('inspect.finish'), value: finish }]),
    ...(attempt > 1
      ? [{ key: t('inspect.takenUp'), value: t('inspect.attempts', { count: attempt }) }]
      : []),
  ];
  return (
    <>
      <KeyValues entries={entries} />
      {failed.length > 0 && (
        <>
          <p className={styles['label']}>{t('inspect.fallback')}</p>
          <ul className={styles['list']}>
            {failed.map((entry, index) => (
              <li key={index}>
                <code>{textIn(entry, 'model') ?? textIn(entry, 'id')}</code>{' '}
                <span className={styles['quiet']}>
                  {textIn(entry, 'message') ?? textIn(entry, 'code') ?? textIn(entry, 'reason')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={styles['buttons']}>
        <Button
          size="small"
          icon={<FileText size={13} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          {t('inspect.showPrompt')}
        </Button>
      </div>
      {isOpen && (
        <PromptDialog turnId={trace.turn.id} stepId={step.id} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
