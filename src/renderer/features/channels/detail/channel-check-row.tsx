import { useTranslation } from 'react-i18next';
import { isRecord } from '../../../../shared/is-record.ts';
import type { Draft } from '../../../state/config-draft/draft.ts';
import { Button } from '../../../ui/button.tsx';
import { useDraftState } from '../../editing/use-draft.ts';
import styles from '../channels.module.css';
import { CheckResult } from '../check-result.tsx';
import { useChannelCheck } from '../use-channel-check.ts';

interface ChannelCheckRowProps {
  readonly draft: Draft;
  readonly type: string;
}

/** Looks whether the messenger would let one in with the settings as they stand in the form. */
export function ChannelCheckRow({ draft, type }: ChannelCheckRowProps) {
  const { t } = useTranslation();
  const value = useDraftState(draft, (state) => state.value);
  const { state, run } = useChannelCheck();
  const channel = String(draft.path.at(-1));
  return (
    <div className={styles['checkRow']}>
      <Button
        disabled={state.kind === 'asking'}
        onClick={() => void run({ type, settings: isRecord(value) ? value : {}, channel })}
      >
        {t('channelsPage.check')}
      </Button>
      <CheckResult state={state} />
    </div>
  );
}
