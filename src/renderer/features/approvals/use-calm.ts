import { useEffect, useState } from 'react';
import { useApp } from '../../state/app-context.ts';

/** Longer than it takes to notice that something else is under the pointer now. */
const calmAfterMs = 600;

/**
 * Whether nothing has moved for a moment.
 * @param layout differs whenever something appears, goes or moves
 */
export function useCalm(layout: string): boolean {
  const { clock } = useApp();
  const [calmLayout, setCalmLayout] = useState<string>();
  useEffect(() => {
    const timer = clock.after(calmAfterMs, () => setCalmLayout(layout));
    return () => timer.cancel();
  }, [clock, layout]);
  return calmLayout === layout;
}
