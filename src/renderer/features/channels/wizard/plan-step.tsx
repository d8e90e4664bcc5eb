import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../shared/protocol/contract.ts';
import { goTo } from '../../../navigation/use-address.ts';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { useApp } from '../../../state/app-context.ts';
import type { Wizard, WizardDraft } from '../../../state/channel-wizard.ts';
import { toClientError, type ClientError } from '../../../transport/client-error.ts';
import { Button } from '../../../ui/button.tsx';
import { CodeText } from '../../../ui/code-text.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { FormButtons } from '../../../ui/form-grid.tsx';
import { PlanList } from '../../editing/plan-list.tsx';
import { useDrafts } from '../../editing/use-draft.ts';
import { useUnreadable } from '../../editing/use-unreadable.ts';
import { useWayBack } from '../../editing/use-way-back.ts';
import { addChannelAddress } from '../addresses.ts';
import { describeAccess } from '../channel-words.ts';
import styles from '../channels.module.css';
import { useAgentNames } from '../../naming/use-agent-names.ts';
import { makeEntry, makeEntryEdits } from './wizard-entry.ts';

interface StepProps {
  readonly draft: WizardDraft;
  readonly wizard: Wizard;
}

/** What will be written and what it does, before it is saved. */
export function PlanStep({ draft, wizard }: StepProps) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const { nameOf, defaultId } = useAgentNames();
  const { plan, error: planError } = usePlan(draft);
  const { save, isSaving, error } = useSave(draft, wizard);
  const isLocked = useUnreadable(['channels']) !== undefined;
  const entry = makeEntry(draft);
  const agent = draft.agent === '' ? defaultId : draft.agent;
  const problems = (plan?.problems ?? []).filter(({ path }) =>
    path.startsWith(`channels.${draft.name}`),
  );
  const failed = error ?? planError;
  return (
    <>
      <ul className={styles['sentences']}>
        {draft.account !== '' && (
          <li>{t('channelsPage.planAccount', { account: draft.account })}</li>
        )}
        <li>
          {t('channelsPage.planAgent', {
            agent: agent === undefined ? t('channelsPage.nobody') : nameOf(agent),
          })}
        </li>
        {draft.type !== 'web' &&
          describeAccess(t, entry).map((sentence) => <li key={sentence}>{sentence}</li>)}
      </ul>
      <div aria-live="polite">{plan && <PlanList effects={plan.effects} />}</div>
      <CodeText
        label={t('channelsPage.text')}
        text={`${draft.name}: ${JSON.stringify(entry, undefined, 2)}`}
      />
      {problems.map((problem) => (
        <ErrorNotice
          key={`${problem.code} ${problem.path}`}
          tone={problem.severity === 'error' ? 'bad' : 'warn'}
          {...words(problem)}
        />
      ))}
      {failed && !isLocked && <ErrorNotice title={t('editing.notSaved')} {...words(failed)} />}
      <FormButtons>
        <Button onClick={() => wizard.change({ step: 'answers' })}>
          {t('channelsPage.previous')}
        </Button>
        <Button look="primary" disabled={isSaving || isLocked} onClick={() => void save()}>
          {t('channelsPage.saveAndStart')}
        </Button>
      </FormButtons>
    </>
  );
}

function usePlan(draft: WizardDraft): {
  readonly plan: ResultOf<'config.plan'> | undefined;
  readonly error: ClientError | undefined;
} {
  const { client } = useApp();
  const [plan, setPlan] = useState<ResultOf<'config.plan'>>();
  const [error, setError] = useState<ClientError>();
  useEffect(() => {
    let isWanted = true;
    client.request('config.plan', { edits: makeEntryEdits(draft) }).then(
      (answer) => isWanted && setPlan(answer),
      (thrown: unknown) => isWanted && setError(toClientError(thrown)),
    );
    return () => {
      isWanted = false;
    };
  }, [client, draft]);
  return { plan, error };
}

function useSave(
  draft: WizardDraft,
  wizard: Wizard,
): {
  readonly save: () => Promise<void>;
  readonly isSaving: boolean;
  readonly error: ClientError | undefined;
} {
  const { t } = useTranslation();
  const drafts = useDrafts();
  const offerWayBack = useWayBack();
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<ClientError>();
  const save = async (): Promise<void> => {
    setSaving(true);
    try {
      const written = await drafts.write(() => makeEntryEdits(draft));
      offerWayBack(t('channelsPage.added', { id: draft.name }), written);
      wizard.end();
      goTo(addChannelAddress(draft.type, { live: draft.name }), { replace: true });
    } catch (thrown) {
      setError(toClientError(thrown));
      setSaving(false);
    }
  };
  return { save, isSaving, error };
}
