import { useTranslation } from 'react-i18next';
import { usageGroups, type UsageGroup } from '../../../shared/protocol/usage.ts';
import type { UsageReport } from '../../state/usage-report.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { periods, type UsagePlace } from './usage-address.ts';
import styles from './usage.module.css';

interface UsageToolbarProps {
  readonly place: UsagePlace;
  readonly report: UsageReport | undefined;
  readonly onChange: (change: Partial<UsagePlace>) => void;
}

/** Which days, and by what they are summed up. */
export function UsageToolbar({ place, report, onChange }: UsageToolbarProps) {
  const { t } = useTranslation();
  return (
    <>
      <Segmented
        label={t('usage.period')}
        value={place.period}
        options={periods.map((value) => ({ value, label: t(`usage.periods.${value}`) }))}
        onChoose={(period) =>
          onChange(
            // One's own period begins as the one that was shown.
            period === 'custom' ? { period, from: report?.from, to: report?.to } : { period },
          )
        }
      />
      {place.period === 'custom' && (
        <span className={styles['days']}>
          <DayField
            label={t('usage.from')}
            value={place.from ?? report?.from}
            onChange={(from) => onChange({ from })}
          />
          <DayField
            label={t('usage.to')}
            value={place.to ?? report?.to}
            onChange={(to) => onChange({ to })}
          />
        </span>
      )}
      <span className={styles['by']}>
        <Select<UsageGroup>
          label={t('usage.groupBy')}
          value={place.by}
          options={usageGroups.map((value) => ({ value, label: t(`usage.groups.${value}`) }))}
          onChoose={(by) => onChange({ by })}
        />
      </span>
    </>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string) => void;
}

function DayField({ label, value, onChange }: DayFieldProps) {
  return (
    <label className={styles['day']}>
      <span>{label}</span>
      <input
        className={styles['day-input']}
        type="date"
        value={value ?? ''}
        onChange={(event) => {
          if (event.target.value !== '') onChange(event.target.value);
        }}
      />
    </label>
  );
}
