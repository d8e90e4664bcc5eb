import {
  Archive,
  Brain,
  ChevronRight,
  CircleDollarSign,
  FileText,
  ListOrdered,
  LifeBuoy,
  Route,
  Send,
  ShieldQuestion,
  Sparkles,
  Wrench,
  type LucideIcon,
} from 'lucide-react';
import { useState, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { TraceKind } from '../../../../shared/model/turn-state.ts';
import { useFigures } from '../../../i18n/use-figures.ts';
import { useApp } from '../../../state/app-context.ts';
import type { Trace } from '../../../state/inspection/traces.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { layOutWaterfall, type Bar } from './lay-out-waterfall.ts';
import { StepDetail } from './step-detail.tsx';
import styles from './waterfall.module.css';

interface WaterfallProps {
  readonly trace: Trace;
  readonly transcript: Transcript;
}

/**
 * The steps of a turn over its time: a list that says in words what the bars show, each entry opens
 * to what it was about.
 */
export function Waterfall({ trace, transcript }: WaterfallProps) {
  const { t } = useTranslation();
  const { clock } = useApp();
  const bars = layOutWaterfall(trace.steps, clock.now());
  if (bars.length === 0) return <p className={styles['none']}>{t('inspect.noSteps')}</p>;
  return (
    <ol className={styles['list']}>
      {bars.map((bar) => (
        <Step key={bar.step.id} bar={bar} trace={trace} transcript={transcript} />
      ))}
    </ol>
  );
}

interface StepProps extends WaterfallProps {
  readonly bar: Bar;
}

function Step({ bar, trace, transcript }: StepProps) {
  const { t } = useTranslation();
  const figures = useFigures();
  const [isOpen, setOpen] = useState(false);
  const { step, start, length, afterMs, tookMs } = bar;
  const Icon = icons[step.kind];
  const place = { '--start': start, '--length': length } as CSSProperties;
  return (
    <li className={styles['step']} data-state={step.state} data-kind={step.kind}>
      <button
        type="button"
        className={styles['line']}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight className={styles['chevron']} size={13} aria-hidden />
        <Icon className={styles['icon']} size={13} aria-hidden />
        <span className={styles['words']}>
          <span className={styles['kind']}>{t(`inspect.kind.${step.kind}`)}</span>{' '}
          <code className={styles['name']}>{step.name}</code>
        </span>
        <span className={styles['took']}>
          {step.state === 'running' ? t('inspect.runningStep') : figures.duration(tookMs)}
        </span>
        <span className="visually-hidden">
          {t(`inspect.stepState.${step.state}`)},{' '}
          {t('inspect.startsAfter', { time: figures.duration(afterMs) })}
        </span>
        <span className={styles['track']} aria-hidden>
          <span className={styles['bar']} style={place} />
        </span>
      </button>
      {isOpen && <StepDetail step={step} trace={trace} transcript={transcript} />}
    </li>
  );
}

const icons: Readonly<Record<TraceKind, LucideIcon>> = {
  route: Route,
  prompt: FileText,
  model: Sparkles,
  tool: Wrench,
  approval: ShieldQuestion,
  memory: Brain,
  compaction: Archive,
  budget: CircleDollarSign,
  queue: ListOrdered,
  delivery: Send,
  recovery: LifeBuoy,
};
