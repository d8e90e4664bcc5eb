import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { createModels } from '../../state/models.ts';
import { useTopic } from '../../state/use-topic.ts';
import { StatusDot } from '../../ui/badge.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Section } from '../../ui/section.tsx';
import { ConnectForm } from './connect-form.tsx';
import { FoundModels } from './found-models.tsx';
import styles from './setup.module.css';
import { StepFoot } from './step-foot.tsx';
import { useDoneSteps } from './use-done-steps.ts';
import { useDefaultModel } from './use-default-model.ts';

/** A model: one that was found, or one that is connected here. */
export function ModelStep() {
  const { t } = useTranslation();
  const isDone = useDoneSteps().includes('model');
  const model = useDefaultModel();
  const models = useStore(useTopic(createModels).list.store, ({ value }) => value);
  const found = (models ?? []).filter(
    ({ provider, available }) => provider !== 'offline' && available !== false,
  );
  return (
    <>
      <Section title={t('setup.model.title')} lead={t('setup.model.lead')}>
        {isDone && model !== undefined && (
          <p className={styles['fact']}>
            <StatusDot tone="ok" />
            {t('setup.model.inUse', { model })}
          </p>
        )}
        {found.length > 0 && <FoundModels models={found} />}
        {isDone ? (
          <Disclosure key={model} summary={t('setup.model.connectOther')}>
            <ConnectForm />
          </Disclosure>
        ) : (
          <ConnectForm />
        )}
      </Section>
      <StepFoot step="model" isDone={isDone} />
    </>
  );
}
