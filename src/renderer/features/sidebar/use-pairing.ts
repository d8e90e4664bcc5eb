import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairingRequest } from '../../../shared/protocol/people.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import { toClientError } from '../../transport/client-error.ts';

interface Pairing {
  readonly isBusy: boolean;
  readonly approve: () => void;
  readonly reject: () => void;
}

/** Lets a stranger in or turns them down, and says how it went. */
export function usePairing(request: PairingRequest): Pairing {
  const { t } = useTranslation();
  const { people, toasts } = useApp();
  const describe = useErrorWords();
  const [isBusy, setBusy] = useState(false);
  const name = request.name ?? t('notices.stranger');

  const decide = async (work: () => Promise<void>, text: string): Promise<void> => {
    setBusy(true);
    try {
      await work();
      toasts.show({ tone: 'plain', text });
    } catch (thrown) {
      const { message, hint } = describe(toClientError(thrown));
      toasts.show({ tone: 'bad', text: message, hint });
      setBusy(false);
    }
  };

  return {
    isBusy,
    approve: () => void decide(() => people.approve(request.code), t('notices.approved', { name })),
    reject: () => void decide(() => people.reject(request.code), t('notices.rejected', { name })),
  };
}
