import { useTranslation } from 'react-i18next';
import type { TraceStep } from '../../../../shared/protocol/inspect.ts';
import { CodeText } from '../../../ui/code-text.tsx';
import { KeyValues } from '../../../ui/key-values.tsx';
import { ModelStep } from './model-step.tsx';
import { restOf } from './read-detail.ts';
import { ApprovalStep, MemoryStep, QueueStep, RouteStep } from './small-steps.tsx';
import type { StepDetailProps } from './step-detail-props.ts';
import styles from './step-detail.module.css';
import { ToolStep } from './tool-step.tsx';

/** What a step was about, by its kind. */
export function StepDetail(props: StepDetailProps) {
  return (
    <div className={styles['detail']}>
      <KindDetail {...props} />
    </div>
  );
}

function KindDetail(props: StepDetailProps) {
  const { step } = props;
  switch (step.kind) {
    case 'model':
      return <ModelStep {...props} />;
    case 'tool':
      return <ToolStep {...props} />;
    case 'route':
      return <RouteStep {...props} />;
    case 'approval':
      return <ApprovalStep {...props} />;
    case 'memory':
      return <MemoryStep {...props} />;
    case 'queue':
      return <QueueStep {...props} />;
    case 'prompt':
    case 'compaction':
    case 'budget':
    case 'delivery':
    case 'recovery':
      return <Facts detail={step.detail} />;
  }
}

/** A detail that has no words of its own: its parts by their names, as they are stored. */
function Facts({ detail }: { readonly detail: TraceStep['detail'] }) {
  const { t } = useTranslation();
  const flat = Object.entries(detail).filter(
    ([, value]) => typeof value !== 'object' && value !== undefined,
  );
  const rest = restOf(
    detail,
    flat.map(([name]) => name),
  );
  const hasRest = Object.values(rest).some((value) => value !== null);
  return (
    <>
      {flat.length > 0 && (
        <KeyValues entries={flat.map(([key, value]) => ({ key, value: String(value) }))} />
      )}
      {hasRest && (
        <CodeText label={t('inspect.details')} text={JSON.stringify(rest, null, 2)} wraps />
      )}
      {flat.length === 0 && !hasRest && <p className={styles['quiet']}>{t('inspect.noDetails')}</p>}
    </>
  );
}
