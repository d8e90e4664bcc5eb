import { Pause, Pencil, Play, SkipForward, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ScheduleRow } from '../../../shared/protocol/schedules.ts';
import { formatAddress } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { useApp } from '../../state/app-context.ts';
import { createSchedules } from '../../state/schedules.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { useTask } from '../actions/use-task.ts';
import { useUndoToast } from '../actions/use-undo-toast.ts';

/** Run now; and pause, change and remove, where it does not stand in the configuration. */
export function ScheduleActions({ schedule }: { readonly schedule: ScheduleRow }) {
  const { t } = useTranslation();
  const { toasts } = useApp();
  const schedules = useTopic(createSchedules);
  const task = useTask();
  const runNow = async (): Promise<void> => {
    if (await task.run(() => schedules.runNow(schedule.id)))
      toasts.show({ tone: 'plain', text: t('schedulesPage.begun', { name: schedule.name }) });
  };
  return (
    <>
      <Button
        icon={<SkipForward size={14} aria-hidden />}
        disabled={task.isBusy}
        onClick={() => void runNow()}
      >
        {t('schedulesPage.runNow')}
      </Button>
      {schedule.origin === 'config' ? (
        <a href={formatAddress('config', [], { path: configPath(schedule) })}>
          {t('schedulesPage.changeInConfig')}
        </a>
      ) : (
        <OwnActions schedule={schedule} />
      )}
    </>
  );
}

/** Where a schedule of the configuration stands. */
function configPath({ action, agentId, name }: ScheduleRow): string {
  return action === 'heartbeat' ? `agents.${agentId}.heartbeat` : `schedules.${name}`;
}

function OwnActions({ schedule }: { readonly schedule: ScheduleRow }) {
  const { t } = useTranslation();
  const schedules = useTopic(createSchedules);
  const task = useTask();
  const offerUndo = useUndoToast();
  const { id, name, isEnabled } = schedule;
  const remove = async (): Promise<void> => {
    if (!(await task.run(() => schedules.remove(id)))) return;
    goTo(formatAddress('schedules'));
    offerUndo(t('schedulesPage.removed', { name }), () => {
      void task.run(() => schedules.restore(id));
    });
  };
  return (
    <>
      <Button
        icon={isEnabled ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
        disabled={task.isBusy}
        onClick={() => void task.run(() => schedules.update(id, { enabled: !isEnabled }))}
      >
        {t(isEnabled ? 'schedulesPage.pause' : 'schedulesPage.resume')}
      </Button>
      <Button
        icon={<Pencil size={14} aria-hidden />}
        onClick={() => goTo(formatAddress('schedules', [id, 'edit']))}
      >
        {t('schedulesPage.edit')}
      </Button>
      <Button
        look="danger"
        icon={<Trash2 size={14} aria-hidden />}
        disabled={task.isBusy}
        onClick={() => void remove()}
      >
        {t('schedulesPage.remove')}
      </Button>
    </>
  );
}
