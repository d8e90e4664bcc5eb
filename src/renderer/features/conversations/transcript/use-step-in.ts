import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../../state/app-context.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { createRepeatable } from '../../../state/repeatable.ts';
import { useTask } from '../../actions/use-task.ts';

interface StepIn {
  readonly isBusy: boolean;
  readonly takeOver: (isOn: boolean) => void;
  readonly stop: () => void;
  readonly retry: () => void;
  /** Says it as the assistant; false: it was not said. */
  readonly answer: (text: string) => Promise<boolean>;
  /** Asks again from an earlier message with other words. */
  readonly edit: (messageId: string, text: string) => Promise<boolean>;
  /** Lets the conversation go on from another branch. */
  readonly choose: (headId: string) => Promise<boolean>;
}

/** Everything one can do in a conversation that is looked at. What fails says why in a toast. */
export function useStepIn({ ref, refresh }: Pick<Transcript, 'ref' | 'refresh'>): StepIn {
  const { t } = useTranslation();
  const { client, newKey, toasts } = useApp();
  const { isBusy, run } = useTask();
  const [once] = useState(() => createRepeatable(newKey));
  const place = { sessionKey: ref.key };
  const say = (text: string): void => void toasts.show({ tone: 'plain', text });
  return {
    isBusy,
    takeOver: (isOn) => void run(() => client.request('sessions.takeOver', { key: ref.key, isOn })),
    stop: () => void run(() => client.request('chat.abort', place)),
    retry: () =>
      void run(() => client.request('chat.retry', { ...place, idempotencyKey: newKey() })),
    answer: (message) =>
      run(() =>
        once(`answer ${message}`, (idempotencyKey) =>
          client.request('chat.answer', { ...place, message, idempotencyKey }),
        ),
      ),
    edit: (messageId, message) =>
      run(() =>
        once(`edit ${messageId} ${message}`, (idempotencyKey) =>
          client.request('chat.edit', { ...place, messageId, message, idempotencyKey }),
        ),
      ),
    choose: (headId) =>
      run(async () => {
        await client.request('chat.choose', { ...place, headId });
        refresh();
        say(t('inspect.branchChosen'));
      }),
  };
}
