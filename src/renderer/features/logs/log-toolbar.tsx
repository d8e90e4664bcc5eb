import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogFilter } from '../../../shared/model/log-line.ts';
import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { components, levelChoices } from './log-address.ts';
import styles from './logs.module.css';

/** One types a word before it is searched. */
const typingMs = 250;

interface LogToolbarProps {
  readonly filter: LogFilter;
  readonly isWrapped: boolean;
  readonly onToggleWrap: () => void;
  readonly onChange: (change: Partial<LogFilter>) => void;
}

/** Which lines are shown, and how. */
export function LogToolbar({ filter, isWrapped, onToggleWrap, onChange }: LogToolbarProps) {
  const { t } = useTranslation();
  const parts = filter.component === undefined ? components : withOwn(filter.component);
  return (
    <>
      <span className={styles['search']}>
        <TextFilter
          key={filter.turnId ?? ''}
          text={filter.text ?? ''}
          onChange={(text) => onChange({ text: text === '' ? undefined : text })}
        />
      </span>
      <Segmented
        label={t('logs.level')}
        value={filter.level ?? 'debug'}
        options={levelChoices.map((value) => ({ value, label: t(`logs.levels.${value}`) }))}
        onChoose={(level) => onChange({ level: level === 'debug' ? undefined : level })}
      />
      <span className={styles['part']}>
        <Select
          label={t('logs.component')}
          isLabelHidden
          value={filter.component ?? ''}
          options={[
            { value: '', label: t('logs.allComponents') },
            ...parts.map((value) => ({ value, label: value })),
          ]}
          onChoose={(part) => onChange({ component: part === '' ? undefined : part })}
        />
      </span>
      <Switch label={t('logs.wrap')} isOn={isWrapped} onSwitch={onToggleWrap} />
      {filter.turnId !== undefined && (
        <Button
          size="small"
          icon={<X size={14} aria-hidden />}
          aria-label={`${t('logs.turn')}: ${t('logs.clearTurn')}`}
          onClick={() => onChange({ turnId: undefined })}
        >
          {t('logs.turn')}
        </Button>
      )}
    </>
  );
}

function withOwn(own: string): readonly string[] {
  return components.some((part) => part === own) ? components : [own, ...components];
}

interface TextFilterProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

function TextFilter({ text, onChange }: TextFilterProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(text);
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => onChange(typed), typingMs);
    return () => clearTimeout(timer);
  }, [typed, text, onChange]);
  return (
    <SearchField
      label={t('logs.search')}
      clearLabel={t('logs.clearSearch')}
      value={typed}
      onChange={setTyped}
    />
  );
}
