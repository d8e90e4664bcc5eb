import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { createPlanAhead } from '../../../state/config-editor/plan-ahead.ts';
import { fileText } from '../../../state/config-editor/file-texts.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { PlanList } from '../../editing/plan-list.tsx';
import { SecretOffer } from '../secret-offer.tsx';
import { problemsOf } from '../problems-of.ts';
import { nameOfFile, useTextEditor } from '../use-config-files.ts';
import styles from './effects.module.css';
import type { GoToPlace } from './go-to-place.ts';
import { HappeningList } from './happening-list.tsx';
import { PanelSection } from './panel-section.tsx';
import { ProblemList } from './problem-list.tsx';
import { SettingCard } from './setting-card.tsx';

interface EffectsPanelProps {
  readonly file: string;
  readonly isUnsaved: boolean;
  readonly onGo: GoToPlace;
}

/**
 * What saving would do, what is wrong, what happened, and what the cursor stands on. Always in this
 * order: the part that changes with every step of the cursor is the last, so that it moves nothing.
 */
export function EffectsPanel({ file, isUnsaved, onGo }: EffectsPanelProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { text } = useStore(useTextEditor().store);
  const { plan, error, file: planned } = useStore(useTopic(createPlanAhead).store);
  const mendable = useMendableText(file);
  // Without a text there is nothing to plan: what was planned before is gone.
  const hasText = useHasText(file);
  const current = planned === file && hasText ? plan : undefined;
  const problems = current?.problems ?? text?.problems ?? [];
  const secrets = current?.openSecrets.filter((secret) => secret.file === file) ?? [];
  return (
    <section className={styles['panel']} tabIndex={0} role="region" aria-label={t('config.panel')}>
      <PanelSection title={t('config.plan.title')}>
        <div aria-live="polite">
          <PlanWords file={file} isUnsaved={isUnsaved} />
        </div>
        {error && planned === file && <ErrorNotice {...describe(error)} />}
      </PanelSection>
      <PanelSection title={t('config.problems')}>
        <ProblemList
          problems={problems}
          nameOf={(problem) => (text ? nameOfFile(text, problem.file) : file)}
          onGo={onGo}
          textOf={(name) => (name === file ? mendable : undefined)}
        />
      </PanelSection>
      {secrets.length > 0 && (
        <PanelSection title={t('config.secret.title')}>
          <p className={styles['quiet']}>{t('config.secret.text')}</p>
          <ul className={styles['problems']}>
            {secrets.map((secret) => (
              <SecretOffer
                key={secret.path}
                file={file}
                secret={secret}
                onShow={() => onGo(secret.file, secret)}
              />
            ))}
          </ul>
        </PanelSection>
      )}
      <PanelSection title={t('config.happened.title')}>
        <HappeningList />
      </PanelSection>
      <PanelSection title={t('config.setting.title')}>
        <SettingCard onGo={onGo} />
      </PanelSection>
    </section>
  );
}

/** The text that the newest problems were found in; undefined while it is another one, or read-only. */
function useMendableText(file: string): string | undefined {
  const state = useStore(useTextEditor().store);
  const plan = useStore(useTopic(createPlanAhead).store);
  if (!problemsOf(file, state, plan).areOfText) return undefined;
  const { text, drafts } = state;
  const known = text?.files.find(({ path }) => path === file);
  return known?.isReadOnly === true ? undefined : (drafts[file]?.text ?? known?.raw);
}

function useHasText(file: string): boolean {
  const { text, drafts } = useStore(useTextEditor().store);
  return Object.hasOwn(drafts, file) || fileText(text, file) !== undefined;
}

function PlanWords({ file, isUnsaved }: { readonly file: string; readonly isUnsaved: boolean }) {
  const { t } = useTranslation();
  const { plan, file: planned } = useStore(useTopic(createPlanAhead).store);
  if (!isUnsaved) return <p className={styles['quiet']}>{t('config.plan.saved')}</p>;
  if (!plan || planned !== file)
    return <p className={styles['quiet']}>{t('config.plan.checking')}</p>;
  if (!plan.isApplicable) return <p>{t('config.plan.notApplicable')}</p>;
  if (plan.effects.length === 0) return <p>{t('config.plan.nothing')}</p>;
  return (
    <>
      <PlanList effects={plan.effects} />
      <p className={styles['quiet']}>
        {t('config.plan.changed', { count: plan.changedPaths.length })}
      </p>
    </>
  );
}
