import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelRow } from '../../../state/models.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/select.tsx';
import { ModelCheck } from '../../agents/model-check.tsx';
import { useModelCheck } from '../../agents/use-model-check.ts';
import styles from '../settings.module.css';

/** Asks one model a short question and says how that went. */
export function TryModel({ models }: { readonly models: readonly ModelRow[] }) {
  const { t } = useTranslation();
  const check = useModelCheck();
  const [chosen, setChosen] = useState<string>();
  const model = models.find(({ id }) => id === chosen) ?? models[0];
  if (!model) return null;
  const isBusy = check.state.kind === 'asking';
  return (
    <>
      <div className={styles['check']}>
        <Select
          label={t('settings.models.model')}
          value={model.id}
          options={models.map(({ id, name }) => ({ value: id, label: name }))}
          onChoose={setChosen}
        />
        <Button
          aria-disabled={isBusy}
          onClick={() => {
            if (!isBusy) void check.ask(model.id);
          }}
        >
          {t('settings.models.check')}
        </Button>
      </div>
      <ModelCheck state={check.state} />
    </>
  );
}
