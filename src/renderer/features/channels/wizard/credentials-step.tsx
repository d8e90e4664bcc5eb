import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { findGuide, type GuideStep } from '../../../../shared/config/channel-guides.ts';
import type { Wizard, WizardDraft } from '../../../state/channel-wizard.ts';
import { Button } from '../../../ui/button.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { FormButtons } from '../../../ui/form-grid.tsx';
import styles from '../channels.module.css';
import { CheckResult } from '../check-result.tsx';
import { useChannelCheck } from '../use-channel-check.ts';
import { GuideField } from './guide-field.tsx';
import { guideText } from './guide-text.ts';
import { useKeepTyped } from './use-keep-typed.ts';

interface StepProps {
  readonly draft: WizardDraft;
  readonly wizard: Wizard;
}

/** What to do at the messenger, what to bring from there, and whether it works. */
export function CredentialsStep({ draft, wizard }: StepProps) {
  const { t } = useTranslation();
  const secrets = useStore(wizard.store, (state) => state.secrets);
  const { state, run, forget } = useChannelCheck();
  const keepTyped = useKeepTyped(wizard);
  const steps = findGuide(draft.type)?.steps ?? [];
  const values = { ...draft.settings, ...secrets };
  const isFilled = steps.every((step) => !isNeeded(step) || (values[step.setting] ?? '') !== '');
  const hasNothingToCheck = steps.length === 0;

  const check = async (): Promise<void> => {
    const answer = await run({ type: draft.type, settings: values });
    if (!answer.works) return;
    wizard.change({ account: answer.account ?? '' });
    await keepTyped();
  };
  const change = (part: Partial<WizardDraft>): void => {
    forget();
    wizard.change({ ...part, account: '' });
  };
  return (
    <>
      {hasNothingToCheck && <p>{t('channelsPage.nothingNeeded')}</p>}
      <Guide {...{ steps, draft, wizard, change }} />
      <CheckResult
        state={
          state.kind === 'none' && draft.account !== ''
            ? {
                kind: 'answered',
                check: { works: true, account: draft.account, durationMs: 0 },
              }
            : state
        }
      />
      <StepButtons
        hasCheck={!hasNothingToCheck}
        isChecked={draft.account !== ''}
        isFilled={isFilled}
        isAsking={state.kind === 'asking'}
        onCheck={() => void check()}
        onNext={() =>
          void keepTyped().then((isKept) => isKept && wizard.change({ step: 'answers' }))
        }
      />
    </>
  );
}

interface StepButtonsProps {
  readonly hasCheck: boolean;
  readonly isChecked: boolean;
  readonly isFilled: boolean;
  readonly isAsking: boolean;
  readonly onCheck: () => void;
  readonly onNext: () => void;
}

/** The way on is offered quietly while it was not checked. */
function StepButtons(props: StepButtonsProps) {
  const { hasCheck, isChecked, isFilled, isAsking, onCheck, onNext } = props;
  const { t } = useTranslation();
  const isReady = isChecked || !hasCheck;
  return (
    <FormButtons>
      {hasCheck && (
        <Button
          look={isChecked ? 'outline' : 'primary'}
          disabled={!isFilled || isAsking}
          onClick={onCheck}
        >
          {t('channelsPage.check')}
        </Button>
      )}
      <Button look={isReady ? 'primary' : 'quiet'} disabled={!isFilled} onClick={onNext}>
        {isReady ? t('channelsPage.next') : t('channelsPage.nextUnchecked')}
      </Button>
    </FormButtons>
  );
}

function isNeeded(step: GuideStep): step is GuideStep & { readonly kind: 'field' } {
  return step.kind === 'field' && step.isAdvanced !== true;
}

function isFolded(step: GuideStep): boolean {
  return step.kind === 'field' && step.isAdvanced === true;
}

interface GuideProps extends StepProps {
  readonly steps: readonly GuideStep[];
  readonly change: (part: Partial<WizardDraft>) => void;
}

/** What most people need, step by step; the rest is folded. */
function Guide({ steps, ...rest }: GuideProps) {
  const { t } = useTranslation();
  return (
    <>
      <ol className={styles['guide']}>
        {steps
          .filter((step) => !isFolded(step))
          .map((step) => (
            <li key={step.id} className={styles['guideStep']}>
              <GuideItem step={step} {...rest} />
            </li>
          ))}
      </ol>
      {steps.some(isFolded) && (
        <Disclosure summary={t('editing.advanced')}>
          {steps.filter(isFolded).map((step) => (
            <GuideItem key={step.id} step={step} {...rest} />
          ))}
        </Disclosure>
      )}
    </>
  );
}

interface GuideItemProps extends Omit<GuideProps, 'steps'> {
  readonly step: GuideStep;
}

function GuideItem({ step, draft, wizard, change }: GuideItemProps) {
  const { t } = useTranslation();
  switch (step.kind) {
    case 'read':
      return (
        <p>
          {guideText(t, step.id)}
          {step.address !== undefined && (
            <>
              {' '}
              <a className={styles['link']} href={step.address} target="_blank" rel="noreferrer">
                {step.address}
              </a>
            </>
          )}
        </p>
      );
    case 'field':
      return <GuideField {...{ step, draft, wizard, change }} />;
    case 'qr':
      // No messenger of this program logs in so yet; its place is here.
      return null;
  }
}
