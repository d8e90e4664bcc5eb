import { useTranslation } from 'react-i18next';
import {
  costSteps,
  countFilters,
  shownStates,
  type InspectFilters,
  type ShownState,
} from '../../../state/inspection/filters.ts';
import { useFigures } from '../../../i18n/use-figures.ts';
import { Button } from '../../../ui/button.tsx';
import { Select, type Option } from '../../../ui/select.tsx';
import styles from './filter-bar.module.css';
import { useFilterOptions } from './use-filter-options.ts';

interface FilterFormProps {
  readonly filters: InspectFilters;
  readonly onChange: (changes: Partial<InspectFilters>) => void;
}

/** Channel, person, agent, state, cost and order. */
export function FilterForm({ filters, onChange }: FilterFormProps) {
  const { t } = useTranslation();
  const figures = useFigures();
  const { channels, people, agents } = useFilterOptions(filters);
  const any: Option<string> = { value: '', label: t('inspect.any') };
  const states: readonly Option<ShownState | ''>[] = [
    { value: '', label: t('inspect.state.live') },
    ...shownStates.map((value) => ({ value, label: t(`inspect.state.${value}`) })),
  ];
  const costs = costSteps.map((micros) => ({
    value: String(micros),
    label: t('inspect.atLeast', { cost: figures.money(micros) }),
  }));
  return (
    <div className={styles['form']}>
      <Select
        label={t('inspect.stateLabel')}
        value={filters.state ?? ''}
        options={states}
        onChoose={(state) => onChange({ state: state === '' ? undefined : state })}
      />
      <Select
        label={t('inspect.channel')}
        value={filters.channel ?? ''}
        options={[any, ...channels]}
        onChoose={(channel) => onChange({ channel: channel || undefined })}
      />
      <Select
        label={t('inspect.person')}
        value={filters.personId ?? ''}
        options={[any, ...people]}
        onChoose={(personId) => onChange({ personId: personId || undefined })}
      />
      <Select
        label={t('inspect.agent')}
        value={filters.agentId ?? ''}
        options={[any, ...agents]}
        onChoose={(agentId) => onChange({ agentId: agentId || undefined })}
      />
      <Select
        label={t('inspect.cost')}
        value={filters.minCostMicros?.toString() ?? ''}
        options={[any, ...costs]}
        onChoose={(cost) => onChange({ minCostMicros: cost === '' ? undefined : Number(cost) })}
      />
      <Select
        label={t('inspect.order')}
        value={filters.order ?? ''}
        options={[
          { value: '', label: t('inspect.orderRecent') },
          { value: 'cost', label: t('inspect.orderCost') },
        ]}
        onChoose={(order) => onChange({ order: order === 'cost' ? 'cost' : undefined })}
      />
      {countFilters(filters) > 0 && (
        <div className={styles['foot']}>
          <Button look="quiet" size="small" onClick={() => onChange(noFilters)}>
            {t('inspect.clearFilters')}
          </Button>
        </div>
      )}
    </div>
  );
}

const noFilters: Partial<InspectFilters> = {
  channel: undefined,
  personId: undefined,
  agentId: undefined,
  state: undefined,
  minCostMicros: undefined,
};
