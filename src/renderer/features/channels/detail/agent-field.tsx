import { useTranslation } from 'react-i18next';
import { Select } from '../../../ui/select.tsx';
import type { FieldEditing } from '../../editing/use-field.tsx';
import { useAgentNames } from '../../naming/use-agent-names.ts';

/** Which agent answers; nothing chosen means the default one. */
export function AgentField({ editing }: { readonly editing: FieldEditing }) {
  const { value, set, reset, label, help, error, aside } = editing;
  return (
    <AgentSelect
      label={label}
      help={help}
      error={error}
      aside={aside}
      agent={typeof value === 'string' ? value : ''}
      onChoose={(agent) => {
        if (agent === '') reset();
        else set(agent);
      }}
    />
  );
}

interface AgentSelectProps extends Pick<FieldEditing, 'label' | 'help' | 'error'> {
  readonly aside?: FieldEditing['aside'];
  /** Empty: the default agent. */
  readonly agent: string;
  readonly onChoose: (agent: string) => void;
}

/** One of the agents, or whichever is the default. */
export function AgentSelect({ agent, onChoose, ...labelled }: AgentSelectProps) {
  const { t } = useTranslation();
  const { options, defaultId, nameOf } = useAgentNames();
  const known = options.some(({ value }) => value === agent) || agent === '' ? [] : [agent];
  return (
    <Select
      {...labelled}
      value={agent}
      options={[
        {
          value: '',
          label: t('channelsPage.defaultAgent', {
            name: defaultId === undefined ? t('channelsPage.nobody') : nameOf(defaultId),
          }),
        },
        ...known.map((id) => ({ value: id, label: nameOf(id) })),
        ...options,
      ]}
      onChoose={onChoose}
    />
  );
}
