import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ResultOf } from '../../../../shared/protocol/contract.ts';
import { useFigures } from '../../../i18n/use-figures.ts';
import { textOf } from '../../../state/conversation/rows.ts';
import type { Trace } from '../../../state/inspection/traces.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { CodeText } from '../../../ui/code-text.tsx';
import { DiffText } from '../diff-text.tsx';
import { diffWords, type DiffPart } from '../diff-words.ts';
import styles from './replay.module.css';

interface ReplayResultProps {
  readonly trace: Trace;
  readonly transcript: Transcript;
  readonly result: ResultOf<'turns.replay'>;
}

/** What was answered then and what would be answered now, side by side. */
export function ReplayResult({ trace, transcript, result }: ReplayResultProps) {
  const { t } = useTranslation();
  const { turn } = trace;
  const before = useStore(transcript.store, ({ messages }) => {
    const answer = messages.find(({ id }) => id !== undefined && id === turn.answerId);
    return answer ? textOf(answer) : turn.answer;
  });
  const diff = useMemo(() => diffWords(before, result.text), [before, result.text]);
  const beforeMs = turn.finishedAt === undefined ? undefined : turn.finishedAt - turn.createdAt;
  return (
    <div className={styles['sides']}>
      <Side
        title={t('inspect.original')}
        figures={{ ...turn, durationMs: beforeMs }}
        text={before}
        parts={diff?.left}
      />
      <Side title={t('inspect.replayed')} figures={result} text={result.text} parts={diff?.right}>
        {result.toolCalls.map((call, index) => (
          <div key={index}>
            <p className={styles['figures']}>{t('inspect.wouldCall', { tool: call.name })}</p>
            <CodeText
              label={t('tools.arguments')}
              text={JSON.stringify(call.arguments, null, 2)}
              wraps
            />
          </div>
        ))}
      </Side>
    </div>
  );
}

interface SideProps {
  readonly title: string;
  readonly figures: {
    readonly model?: string | undefined;
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly costMicros: number;
    readonly durationMs?: number | undefined;
  };
  readonly text: string;
  readonly parts: readonly DiffPart[] | undefined;
  readonly children?: ReactNode;
}

function Side({ title, figures: values, text, parts, children }: SideProps) {
  const { t } = useTranslation();
  const figures = useFigures();
  const facts = [
    values.model,
    values.durationMs === undefined ? undefined : figures.duration(values.durationMs),
    t('inspect.tokens', {
      input: figures.number(values.inputTokens),
      output: figures.number(values.outputTokens),
    }),
    figures.money(values.costMicros),
  ];
  return (
    <section className={styles['side']} aria-label={title}>
      <h3 className={styles['title']}>{title}</h3>
      <p className={styles['figures']}>{facts.filter((fact) => fact !== undefined).join(' · ')}</p>
      <DiffText parts={parts ?? [{ text, isShared: true }]} />
      {text === '' && <p className={styles['figures']}>{t('inspect.noWords')}</p>}
      {children}
    </section>
  );
}
