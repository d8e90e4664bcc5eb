import { CircleAlert, CircleCheck, CircleDashed, CircleX, Stethoscope } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AgentCheck } from '../../../shared/protocol/agents.ts';
import { useErrorWords, useFormats } from '../../i18n/use-words.ts';
import { createAgentChecks, type CheckRun } from '../../state/agents/agent-checks.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Section } from '../../ui/section.tsx';
import { useDraftState } from '../editing/use-draft.ts';
import styles from './agents.module.css';
import type { TabProps } from './tab-props.ts';
import { useFindingWords } from './use-finding-words.ts';

/** Tries the whole agent out and shows what was found, in words. */
export function CheckTab({ agent, draft }: TabProps) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const checks = useTopic(createAgentChecks);
  const run = useStore(checks.store, ({ runs }) => runs[agent.id]);
  const hasEdits = useDraftState(draft, ({ edits }) => edits.length > 0);
  const isRunning = run?.isRunning === true;
  return (
    <Section
      title={t('agentsPage.tab.check')}
      lead={t('agentsPage.check.lead')}
      actions={
        <Button
          look="primary"
          icon={<Stethoscope size={14} aria-hidden />}
          disabled={isRunning}
          onClick={() => void checks.run(agent.id)}
        >
          {t(run?.result ? 'agentsPage.check.again' : 'agentsPage.check.run')}
        </Button>
      }
    >
      {hasEdits && <p className={styles['quiet']}>{t('agentsPage.check.saved')}</p>}
      <div aria-live="polite">
        {isRunning && <p className={styles['quiet']}>{t('agentsPage.check.running')}</p>}
        {run?.result && !isRunning && <Verdict run={run} />}
      </div>
      {run?.error && <ErrorNotice {...words(run.error)} />}
      {run?.result && (
        <ul className={styles['findings']} aria-label={t('agentsPage.check.result')}>
          {run.result.checks.map((check, index) => (
            <Finding key={index} check={check} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Verdict({ run }: { readonly run: CheckRun }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (!run.result) return null;
  const { works, checks } = run.result;
  const count = checks.filter(({ state }) => state === 'warn').length;
  const words = !works
    ? t('agentsPage.check.worksNot')
    : count > 0
      ? t('agentsPage.check.worksWith', { count })
      : t('agentsPage.check.works');
  return (
    <p className={styles['verdict']} data-works={works}>
      {works ? <CircleCheck size={16} aria-hidden /> : <CircleX size={16} aria-hidden />}
      <strong>{words}</strong>
      <span className={styles['quiet']}>
        {t('agentsPage.check.at', { time: formats.time(run.at) })}
      </span>
    </p>
  );
}

const marks = { ok: CircleCheck, warn: CircleAlert, fail: CircleX, skipped: CircleDashed } as const;

function Finding({ check }: { readonly check: AgentCheck }) {
  const { t } = useTranslation();
  const words = useFindingWords();
  const Mark = marks[check.state];
  const { found, hint } = words(check);
  return (
    <li className={styles['finding']} data-state={check.state}>
      <Mark size={15} role="img" aria-label={t(`agentsPage.check.state.${check.state}`)} />
      <span className={styles['findingName']}>{t(`agentsPage.check.name.${check.name}`)}</span>
      <span className={styles['findingWords']}>
        {check.subject !== undefined && <span className={styles['mono']}>{check.subject} </span>}
        {found}
        {hint !== undefined && <span className={styles['findingHint']}>{hint}</span>}
      </span>
    </li>
  );
}
