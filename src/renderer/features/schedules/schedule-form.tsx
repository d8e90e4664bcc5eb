import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { limits } from '../../../shared/config/limits.ts';
import { missedPolicies } from '../../../shared/config/schedules.ts';
import type { ScheduleRow } from '../../../shared/protocol/schedules.ts';
import { formatAddress } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { createSchedules } from '../../state/schedules.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { DetailPane } from '../../ui/detail-pane.tsx';
import { Field } from '../../ui/field.tsx';
import { FormButtons, FormGrid, FormWide } from '../../ui/form-grid.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { useTask } from '../actions/use-task.ts';
import { useAgentNames } from '../naming/use-agent-names.ts';
import { toChange, toDraft, toWish, type ScheduleDraft } from './schedule-draft.ts';
import { TargetField } from './target-field.tsx';
import { usePreview } from './use-preview.ts';
import { WhenFields } from './when-fields.tsx';

interface ScheduleFormProps {
  /** The one that is changed; a new one when absent. */
  readonly schedule?: ScheduleRow;
}

/** Makes or changes a schedule; when it would be due is said while one types. */
export function ScheduleForm({ schedule }: ScheduleFormProps) {
  const { t } = useTranslation();
  const [before] = useState(() => toDraft(schedule));
  const [draft, setDraft] = useState(before);
  const [hasTried, setHasTried] = useState(false);
  const preview = usePreview(draft);
  const save = useSave(schedule, before);
  const change = (parts: Partial<ScheduleDraft>): void => setDraft((old) => ({ ...old, ...parts }));
  const isEmpty = draft.text.trim() === '';
  const hasNoTime = draft.when[draft.kind].trim() === '';
  const back = formatAddress('schedules', schedule ? [schedule.id] : []);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setHasTried(true);
    if (!isEmpty && !hasNoTime) save.run(draft);
  };
  return (
    <DetailPane
      title={
        schedule ? t('schedulesPage.editTitle', { name: schedule.name }) : t('schedulesPage.add')
      }
      lead={t('schedulesPage.formLead')}
      backHref={back}
      backLabel={schedule ? schedule.name : t('nav.schedules')}
    >
      <form onSubmit={submit} noValidate>
        <FormGrid>
          <FormWide>
            <Segmented
              label={t('schedulesPage.what')}
              value={draft.action}
              options={[
                { value: 'say', label: t('schedulesPage.sayIt') },
                { value: 'prompt', label: t('schedulesPage.askIt') },
              ]}
              onChoose={(action) => change({ action })}
            />
          </FormWide>
          <FormWide>
            <TextArea
              label={t(`schedulesPage.textOf.${draft.action}`)}
              help={t(`schedulesPage.textHelp.${draft.action}`)}
              error={hasTried && isEmpty ? t('toolsPage.fault.required') : undefined}
              autoFocus={!schedule}
              maxLength={
                draft.action === 'say' ? limits.schedule.sayChars : limits.schedule.promptChars
              }
              value={draft.text}
              onChange={({ target }) => change({ text: target.value })}
            />
          </FormWide>
          <FormWide>
            <WhenFields
              draft={draft}
              preview={preview}
              isMissing={hasTried && hasNoTime}
              isPaused={schedule?.state === 'paused'}
              onChange={change}
            />
          </FormWide>
          <Details draft={draft} isNew={!schedule} onChange={change} />
          <FormWide>
            <FormButtons>
              <Button type="submit" look="primary" disabled={save.isBusy}>
                {t(schedule ? 'schedulesPage.save' : 'schedulesPage.make')}
              </Button>
              <Button onClick={() => goTo(back)}>{t('toolsPage.cancel')}</Button>
            </FormButtons>
          </FormWide>
        </FormGrid>
      </form>
    </DetailPane>
  );
}

function useSave(
  schedule: ScheduleRow | undefined,
  before: ScheduleDraft,
): { readonly isBusy: boolean; readonly run: (draft: ScheduleDraft) => void } {
  const schedules = useTopic(createSchedules);
  const task = useTask();
  const save = async (draft: ScheduleDraft): Promise<void> => {
    await task.run(async () => {
      const id = schedule
        ? await schedules.update(schedule.id, toChange(draft, before)).then(() => schedule.id)
        : (await schedules.add(toWish(draft))).id;
      goTo(formatAddress('schedules', [id]));
    });
  };
  return { isBusy: task.isBusy, run: (draft) => void save(draft) };
}

interface DetailsProps {
  readonly draft: ScheduleDraft;
  readonly isNew: boolean;
  readonly onChange: (parts: Partial<ScheduleDraft>) => void;
}

function Details({ draft, isNew, onChange }: DetailsProps) {
  const { t } = useTranslation();
  const { options: agents } = useAgentNames();
  return (
    <>
      <Field
        label={t('schedulesPage.name')}
        help={t('schedulesPage.nameHelp')}
        maxLength={limits.schedule.nameChars}
        value={draft.name}
        onChange={({ target }) => onChange({ name: target.value })}
      />
      {isNew && (
        <Select
          label={t('schedulesPage.agent')}
          help={t('schedulesPage.agentHelp')}
          value={draft.agentId}
          options={[{ value: '', label: t('schedulesPage.defaultAgent') }, ...agents]}
          onChoose={(agentId) => onChange({ agentId })}
        />
      )}
      <TargetField value={draft.to} onChange={(to) => onChange({ to })} />
      <Select
        label={t('schedulesPage.missed')}
        help={t('schedulesPage.missedHelp')}
        value={draft.missed}
        options={missedPolicies.map((value) => ({
          value,
          label: t(`schedulesPage.missedPolicy.${value}`),
        }))}
        onChoose={(missed) => onChange({ missed })}
      />
    </>
  );
}
