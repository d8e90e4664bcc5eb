import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatAddress, type Address } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { createSetup, setupSteps, type SetupStep } from '../../state/setup.ts';
import { useTopic } from '../../state/use-topic.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { AgentStep } from './agent-step.tsx';
import { HelloStep } from './hello-step.tsx';
import { MessengerStep } from './messenger-step.tsx';
import { ModelStep } from './model-step.tsx';
import styles from './setup.module.css';
import { StepList } from './step-list.tsx';
import { useDoneSteps, useIsKnown } from './use-done-steps.ts';

/** From nothing to a working assistant, step by step; it can be left at any of them. */
export function SetupPage({ address }: { readonly address: Address }) {
  const { t } = useTranslation();
  const done = useDoneSteps();
  const passed = useStore(useTopic(createSetup).store, (state) => state.passed);
  const named = setupSteps.find((step) => step === address.parts[0]);
  const next = setupSteps.find((step) => !done.includes(step) && !passed.includes(step));
  const current = named ?? next ?? 'hello';
  const isKnown = useIsKnown();
  // The step stays while it is worked on, also when that makes it a step that is done.
  useEffect(() => {
    if (named === undefined && isKnown) goTo(formatAddress('setup', [current]), { replace: true });
  }, [named, isKnown, current]);
  return (
    <PageFrame
      title={t('nav.setup')}
      lead={t('setup.lead')}
      actions={
        <LinkButton look="quiet" href={formatAddress('overview')}>
          {t('setup.later')}
        </LinkButton>
      }
    >
      <div className={styles['columns']}>
        <StepList current={current} done={done} />
        <div className={styles['step']}>
          <Step key={current} step={current} />
        </div>
      </div>
    </PageFrame>
  );
}

function Step({ step }: { readonly step: SetupStep }) {
  switch (step) {
    case 'model':
      return <ModelStep />;
    case 'agent':
      return <AgentStep />;
    case 'messenger':
      return <MessengerStep />;
    case 'hello':
      return <HelloStep />;
  }
}
