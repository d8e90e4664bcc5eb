import { Play, Square } from 'lucide-react';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToolRow } from '../../../../shared/protocol/tools.ts';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { FormButtons, FormGrid, FormWide } from '../../../ui/form-grid.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { useAgentNames } from '../../naming/use-agent-names.ts';
import { ArgumentInput } from './argument-input.tsx';
import { TrialResult } from './trial-result.tsx';
import { useTrial, type Trial } from './use-trial.ts';

/** Runs a tool by hand: with a form made of its schema, or with JSON, as an agent or as the owner. */
export function TryOut({ tool }: { readonly tool: ToolRow }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const [agentId, setAgentId] = useState('');
  const trial = useTrial(tool, agentId === '' ? undefined : agentId);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    trial.start();
  };
  return (
    <form onSubmit={submit} noValidate>
      <FormGrid>
        <FormWide>
          <Segmented
            label={t('toolsPage.try.how')}
            value={trial.mode}
            options={[
              { value: 'form', label: t('toolsPage.try.form'), isDisabled: !trial.hasForm },
              { value: 'json', label: t('toolsPage.try.json') },
            ]}
            onChoose={trial.setMode}
          />
        </FormWide>
        <Arguments trial={trial} />
        <AgentChoice agentId={agentId} onChoose={setAgentId} />
        <FormWide>
          <FormButtons>
            <Button
              type="submit"
              look="primary"
              icon={<Play size={14} aria-hidden />}
              disabled={trial.isRunning}
            >
              {t(trial.isRunning ? 'toolsPage.try.running' : 'toolsPage.try.run')}
            </Button>
            {trial.isRunning && (
              <Button icon={<Square size={14} aria-hidden />} onClick={trial.stop}>
                {t('toolsPage.try.stop')}
              </Button>
            )}
          </FormButtons>
        </FormWide>
        <FormWide>
          <div role="status">
            {trial.failure && (
              <ErrorNotice title={t('toolsPage.try.failed')} {...describe(trial.failure)} />
            )}
            {trial.outcome && <TrialResult outcome={trial.outcome} />}
          </div>
        </FormWide>
      </FormGrid>
    </form>
  );
}

function Arguments({ trial }: { readonly trial: Trial }) {
  const { t } = useTranslation();
  if (trial.mode === 'json') {
    return (
      <FormWide>
        <TextArea
          label={t('toolsPage.try.jsonLabel')}
          isMono
          spellCheck={false}
          value={trial.json}
          error={trial.isJsonWrong ? t('toolsPage.fault.object') : undefined}
          onChange={({ target }) => trial.setJson(target.value)}
        />
      </FormWide>
    );
  }
  return trial.fields.map((field) => (
    <ArgumentInput
      key={field.name}
      field={field}
      value={trial.values[field.name] ?? ''}
      fault={trial.faults[field.name]}
      onChange={(value) => trial.setValue(field.name, value)}
    />
  ));
}

interface AgentChoiceProps {
  readonly agentId: string;
  readonly onChoose: (agentId: string) => void;
}

function AgentChoice({ agentId, onChoose }: AgentChoiceProps) {
  const { t } = useTranslation();
  const { options: agents } = useAgentNames();
  return (
    <Select
      label={t('toolsPage.try.as')}
      help={t('toolsPage.try.asHelp')}
      value={agentId}
      options={[{ value: '', label: t('toolsPage.try.asOwner') }, ...agents]}
      onChoose={onChoose}
    />
  );
}
