import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ParamsOf, ResultOf } from '../../../../shared/protocol/contract.ts';
import { useApp } from '../../../state/app-context.ts';
import type { Trace } from '../../../state/inspection/traces.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormButtons, FormGrid } from '../../../ui/form-grid.tsx';
import { Select } from '../../../ui/select.tsx';
import { useTask } from '../../actions/use-task.ts';
import { useAgentNames } from '../../naming/use-agent-names.ts';
import { ReplayResult } from './replay-result.tsx';
import styles from './replay.module.css';

interface ReplayDialogProps {
  readonly trace: Trace;
  readonly transcript: Transcript;
  readonly onClose: () => void;
}

/** A model may think for minutes. */
const replayMs = 300_000;

/** Asks another agent or model the same; nothing is sent, stored or run. */
export function ReplayDialog({ trace, transcript, onClose }: ReplayDialogProps) {
  const { t } = useTranslation();
  const { client, gateway } = useApp();
  const { isBusy, run } = useTask();
  const { turn } = trace;
  const { options: agents, nameOf } = useAgentNames();
  const models = useStore(gateway, (state) => state.models);
  const [agentId, setAgentId] = useState(turn.agentId);
  const [model, setModel] = useState('');
  const [result, setResult] = useState<ResultOf<'turns.replay'>>();
  const replay = (): void => {
    const params: ParamsOf<'turns.replay'> = { turnId: turn.id, agentId };
    if (model !== '') params.model = model;
    void run(async () => {
      setResult(await client.request('turns.replay', params, { timeoutMs: replayMs }));
    });
  };
  return (
    <Dialog
      title={t('inspect.replayTitle')}
      closeLabel={t('common.close')}
      onClose={onClose}
      isWide
    >
      <div className={styles['replay']}>
        <p className={styles['note']}>{t('inspect.replayHint')}</p>
        <FormGrid>
          <Select
            label={t('inspect.agent')}
            value={agentId}
            options={
              agents.some(({ value }) => value === turn.agentId)
                ? agents
                : [...agents, { value: turn.agentId, label: nameOf(turn.agentId) }]
            }
            onChoose={setAgentId}
          />
          <Select
            label={t('inspect.model')}
            value={model}
            options={[
              { value: '', label: t('inspect.agentsModel') },
              ...models.map(({ id, available }) => ({
                value: id,
                label: id,
                isDisabled: available === false,
              })),
            ]}
            onChoose={setModel}
          />
        </FormGrid>
        <FormButtons>
          <Button look="primary" disabled={isBusy} onClick={replay}>
            {isBusy ? t('inspect.replaying') : t('inspect.replayNow')}
          </Button>
        </FormButtons>
        <div role="status">
          {result && <ReplayResult trace={trace} transcript={transcript} result={result} />}
        </div>
      </div>
    </Dialog>
  );
}
