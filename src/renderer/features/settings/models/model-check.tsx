import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../shared/protocol/contract.ts';
import { useFormats } from '../../../i18n/use-words.ts';
import { createProviders, type ModelRow } from '../../../state/providers.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { StatusDot } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Select } from '../../../ui/select.tsx';
import { useTask } from '../../actions/use-task.ts';
import styles from '../settings.module.css';

/** Asks one model a short question and says how that went. */
export function ModelCheck({ models }: { readonly models: readonly ModelRow[] }) {
  const { t } = useTranslation();
  const topic = useTopic(createProviders);
  const task = useTask();
  const [chosen, setChosen] = useState<string>();
  const [answer, setAnswer] = useState<ResultOf<'models.test'>>();
  const model = models.find(({ id }) => id === chosen) ?? models[0];
  if (!model) return null;
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
          aria-disabled={task.isBusy}
          onClick={() => void task.run(async () => setAnswer(await topic.check(model.id)))}
        >
          {task.isBusy ? t('settings.models.checking') : t('settings.models.check')}
        </Button>
      </div>
      <div role="status">{answer && <CheckResult answer={answer} />}</div>
    </>
  );
}

function CheckResult({ answer }: { readonly answer: ResultOf<'models.test'> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (answer.error) return <ErrorNotice {...answer.error} />;
  const ms = formats.number(Math.round(answer.durationMs));
  return (
    <p className={styles['result']}>
      <span>
        <StatusDot tone={answer.works ? 'ok' : 'warn'} />
      </span>
      {answer.works
        ? t('settings.models.answered', { text: answer.text.trim(), ms })
        : t('settings.models.silent', { ms })}
    </p>
  );
}
