import { Check, ChevronRight, Hourglass, Image, LoaderCircle, Minus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';
import type { ToolView } from '../../state/conversation/types.ts';
import { MessagePictures } from '../pictures/message-pictures.tsx';
import styles from './tool-row.module.css';

interface ToolRowProps {
  readonly tool: ToolView;
  readonly sessionKey: string;
}

/** A tool that was used: one line, and what went in and came out on demand. */
export function ToolRow({ tool, sessionKey }: ToolRowProps) {
  const { t } = useTranslation();
  const state = useToolState(tool, sessionKey);
  const hasArguments = Object.keys(tool.args).length > 0;
  const pictures = tool.pictures ?? [];
  return (
    <details className={styles['tool']}>
      <summary className={styles['line']}>
        <ChevronRight className={styles['chevron']} size={14} aria-hidden />
        <span className="visually-hidden">{t('tools.label')}</span>
        <code className={styles['name']}>{tool.name}</code>
        <span className={styles['brief']}>{briefly(tool.args)}</span>
        {pictures.length > 0 && (
          <span className={styles['pictures']}>
            <Image size={13} aria-hidden />
            <span className="visually-hidden">
              {t('pictures.count', { count: pictures.length })}
            </span>
          </span>
        )}
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
        <MessagePictures pictures={pictures} />
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

type ToolState = 'running' | 'waiting' | 'done' | 'failed' | 'cutOff';

/** That it waits for an answer is known from the question itself, so it also shows after a reload. */
function useToolState({ id, result, isCutOff }: ToolView, sessionKey: string): ToolState {
  const { approvals } = useApp();
  const isAsked = useStore(
    approvals.store,
    ({ pending }) =>
      !result && pending.some((one) => one.callId === id && one.sessionKey === sessionKey),
  );
  if (isAsked) return 'waiting';
  if (result) return result.isError ? 'failed' : 'done';
  return isCutOff === true ? 'cutOff' : 'running';
}

function StateIcon({ state }: { readonly state: ToolState }) {
  switch (state) {
    case 'running':
      return <LoaderCircle className={styles['spin']} size={13} aria-hidden />;
    case 'waiting':
      return <Hourglass size={13} aria-hidden />;
    case 'done':
      return <Check size={13} aria-hidden />;
    case 'failed':
      return <X size={13} aria-hidden />;
    case 'cutOff':
      return <Minus size={13} aria-hidden />;
  }
}

/** The first argument that is a text or a number, for the closed row. */
function briefly(args: ToolView['args']): string {
  const first = Object.values(args).find(
    (value): value is string | number => typeof value === 'string' || typeof value === 'number',
  );
  return first === undefined ? '' : String(first).replace(/\s+/g, ' ').slice(0, 120);
}
