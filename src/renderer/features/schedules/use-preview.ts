import { useEffect, useState } from 'react';
import { useApp } from '../../state/app-context.ts';
import { createSchedules, type PlanPreview } from '../../state/schedules.ts';
import { useTopic } from '../../state/use-topic.ts';
import { toClientError, type ClientError } from '../../transport/client-error.ts';
import { whenOf, type ScheduleDraft } from './schedule-draft.ts';

export interface Preview {
  readonly plan: PlanPreview | undefined;
  readonly error: ClientError | undefined;
}

const typingPauseMs = 250;
const shownTimes = 5;
const nothing: Preview = { plan: undefined, error: undefined };

/** When a draft would be due, a moment after the last key; a newer question ends an older one. */
export function usePreview(draft: Pick<ScheduleDraft, 'kind' | 'when' | 'timeZone'>): Preview {
  const { clock } = useApp();
  const { preview } = useTopic(createSchedules);
  const when = whenOf(draft);
  const key = when ? JSON.stringify(when) : '';
  const [found, setFound] = useState<Preview & { readonly key: string }>();
  useEffect(() => {
    if (!when) return undefined;
    const own = new AbortController();
    const ask = async (): Promise<void> => {
      try {
        const plan = await preview({ ...when, count: shownTimes }, own.signal);
        setFound({ key, plan, error: undefined });
      } catch (thrown) {
        if (!own.signal.aborted) setFound({ key, plan: undefined, error: toClientError(thrown) });
      }
    };
    const timer = clock.after(typingPauseMs, () => void ask());
    return () => {
      timer.cancel();
      own.abort();
    };
    // The key says all of it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, clock, preview]);
  return found?.key === key && when ? found : nothing;
}
