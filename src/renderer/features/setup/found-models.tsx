import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelRow } from '../../state/models.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { useTask } from '../actions/use-task.ts';
import { ModelCheck } from '../agents/model-check.tsx';
import { useModelCheck } from '../agents/use-model-check.ts';
import styles from './setup.module.css';
import { useChooseModel, useDefaultModel } from './use-default-model.ts';

/** Models that are there without doing anything: a key in the environment, a server on this machine. */
export function FoundModels({ models }: { readonly models: readonly ModelRow[] }) {
  const { t } = useTranslation();
  const inUse = useDefaultModel();
  const choose = useChooseModel();
  const task = useTask();
  const check = useModelCheck();
  const [chosen, setChosen] = useState<string>();
  const id = chosen ?? models.find((model) => model.id === inUse)?.id ?? models[0]?.id;
  if (id === undefined) return null;
  const use = async (): Promise<void> => {
    if (await task.run(() => choose(id))) await check.ask(id);
  };
  return (
    <>
      <div className={styles['row']}>
        <Select
          label={t('setup.model.found')}
          value={id}
          options={models.map((model) => ({ value: model.id, label: model.id }))}
          onChoose={setChosen}
        />
        <Button aria-disabled={task.isBusy} onClick={() => void use()}>
          {t('setup.model.use')}
        </Button>
      </div>
      <ModelCheck state={check.state} />
    </>
  );
}
