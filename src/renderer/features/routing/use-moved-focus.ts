import { useEffect, useRef, type RefObject } from 'react';

interface Moved {
  readonly position: number;
  readonly by: 1 | -1;
}

/**
 * Rows stand for places, so a button keeps the focus and belongs to another rule after a move: pressed
 * once more it would undo it. The focus goes along with the rule.
 */
export function useMovedFocus(): {
  readonly list: RefObject<HTMLOListElement | null>;
  /** Called with the place a rule is moved to. */
  readonly follow: (position: number, by: 1 | -1) => void;
} {
  const list = useRef<HTMLOListElement>(null);
  const moved = useRef<Moved>(undefined);
  useEffect(() => {
    if (!moved.current) return;
    const { position, by } = moved.current;
    moved.current = undefined;
    const row = list.current?.querySelector(`[data-rule="${position}"]`);
    // At the end of its way only the other direction is left.
    const button =
      row?.querySelector<HTMLElement>(`[data-move="${by}"]:enabled`) ??
      row?.querySelector<HTMLElement>('[data-move]:enabled');
    button?.focus();
  });
  return {
    list,
    follow(position, by) {
      moved.current = { position, by };
    },
  };
}
