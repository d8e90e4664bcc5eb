import { Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { createLogView } from '../../state/log-view.ts';
import { useTopic } from '../../state/use-topic.ts';
import { StatusDot } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import styles from './logs.module.css';

/** Whether new lines come, and the way to hold them back. */
export function PauseButton() {
  const { t } = useTranslation();
  const view = useTopic(createLogView);
  const isPaused = useStore(view.store, (state) => state.isPaused);
  const count = useStore(view.store, (state) => state.pendingCount);
  const words = !isPaused
    ? t('logs.live')
    : count === 0
      ? t('logs.paused')
      : t('logs.pausedNew', { count });
  return (
    <>
      <span className={styles['live']}>
        <StatusDot tone={isPaused ? 'plain' : 'live'} />
        {words}
      </span>
      <Button
        icon={isPaused ? <Play size={15} aria-hidden /> : <Pause size={15} aria-hidden />}
        onClick={isPaused ? view.resume : view.pause}
      >
        {isPaused ? t('logs.go') : t('logs.pause')}
      </Button>
    </>
  );
}
