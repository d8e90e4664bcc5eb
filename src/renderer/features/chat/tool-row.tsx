import { Check, ChevronRight, LoaderCircle, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ToolView } from '../../state/conversation/types.ts';
import styles from './tool-row.module.css';

/** A tool that was used: one line, and what went in and came out on demand. */
export function ToolRow({ tool }: { readonly tool: ToolView }) {
  const { t } = useTranslation();
  const state = stateOf(tool);
  const hasArguments = Object.keys(tool.args).length > 0;
  return (
    <details className={styles['tool']}>
      <summary className={styles['line']}>
        <ChevronRight className={styles['chevron']} size={14} aria-hidden />
        <span className="visually-hidden">{t('tools.label')}</span>
        <code className={styles['name']}>{tool.name}</code>
        <span className={styles['brief']}>{briefly(tool.args)}</span>
        <span className={styles[state]}>
          <StateIcon state={state} />
          {t(`tools.${state}`)}
        </span>
      </summary>
      <div className={styles['detail']}>
        {hasArguments && (
          <Part label={t('tools.arguments')} text={JSON.stringify(tool.args, null, 2)} />
        )}
        {tool.result && <Part label={t('tools.result')} text={tool.result.text} />}
      </div>
    </details>
  );
}

function Part({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <>
      <p className={styles['label']}>{label}</p>
      <pre className={styles['text']} tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
    </>
  );
}

type ToolState = 'running' | 'done' | 'failed';

function stateOf({ result }: ToolView): ToolState {
  if (!result) return 'running';
  return result.isError ? 'failed' : 'done';
}

function StateIcon({ state }: { readonly state: ToolState }) {
  switch (state) {
    case 'running':
      return <LoaderCircle className={styles['spin']} size={13} aria-hidden />;
    case 'done':
      return <Check size={13} aria-hidden />;
    case 'failed':
      return <X size={13} aria-hidden />;
  }
}

/** The first argument that is a text or a number, for the closed row. */
function briefly(args: ToolView['args']): string {
  const first = Object.values(args).find(
    (value): value is string | number => typeof value === 'string' || typeof value === 'number',
  );
  return first === undefined ? '' : String(first).replace(/\s+/g, ' ').slice(0, 120);
}
