import { useTranslation } from 'react-i18next';
import { CodeText } from '../../../ui/code-text.tsx';
import { ArgumentList } from '../../approvals/argument-list.tsx';
import { describeArguments } from '../../approvals/describe-arguments.ts';
import { ApprovalWords } from './approval-words.tsx';
import { recordIn, textIn } from './read-detail.ts';
import type { StepDetailProps } from './step-detail-props.ts';
import styles from './step-detail.module.css';

/** One call of a tool: with what, what came of it, and who allowed it. */
export function ToolStep({ step, trace }: StepDetailProps) {
  const { t } = useTranslation();
  const { detail } = step;
  const args = describeArguments(recordIn(detail, 'arguments') ?? {});
  const result = textIn(detail, 'result');
  const callId = textIn(detail, 'callId');
  const approval = trace.approvals.find((entry) => entry.callId === callId);
  return (
    <>
      {approval && <ApprovalWords approval={approval} />}
      <p className={styles['label']}>{t('tools.arguments')}</p>
      {args.length > 0 ? (
        <ArgumentList args={args} />
      ) : (
        <p className={styles['quiet']}>{t('inspect.noArguments')}</p>
      )}
      {result !== undefined && (
        <>
          <p className={styles['label']}>{t('tools.result')}</p>
          <CodeText label={t('tools.result')} text={result} wraps />
        </>
      )}
    </>
  );
}
