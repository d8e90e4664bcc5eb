import { useEffect, useState } from 'react';
import { useApp } from '../../state/app-context.ts';

const everyMs = 15_000;

/** The time, anew a few times a minute: for words such as "in 5 minutes". */
export function useNow(): number {
  const { clock } = useApp();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const timer = clock.after(everyMs, () => setNow(clock.now()));
    return () => timer.cancel();
  }, [clock, now]);
  return now;
}
