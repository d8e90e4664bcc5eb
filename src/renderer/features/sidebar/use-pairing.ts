import { useTranslation } from 'react-i18next';
import type { PairingRequest } from '../../../shared/protocol/people.ts';
import { useApp } from '../../state/app-context.ts';
import { useTask } from '../actions/use-task.ts';

interface Pairing {
  readonly isBusy: boolean;
  readonly approve: () => void;
  readonly reject: () => void;
}

/** Lets a stranger in or turns them down, and says how it went. */
export function usePairing(request: PairingRequest): Pairing {
  const { t } = useTranslation();
  const { people, toasts } = useApp();
  const { isBusy, run } = useTask();
  const name = request.name ?? t('notices.stranger');

  const decide = async (work: () => Promise<void>, text: string): Promise<void> => {
    if (await run(work)) toasts.show({ tone: 'plain', text });
  };

  return {
    isBusy,
    approve: () => void decide(() => people.approve(request.code), t('notices.approved', { name })),
    reject: () => void decide(() => people.reject(request.code), t('notices.rejected', { name })),
  };
}
