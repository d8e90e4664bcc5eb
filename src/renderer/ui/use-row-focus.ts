import { useEffect, useRef, type RefObject } from 'react';

type Wanted =
  | { readonly kind: 'moved'; readonly place: number; readonly by: 1 | -1 }
  | { readonly kind: 'removed'; readonly index: number };

export interface RowFocus {
  readonly list: RefObject<HTMLOListElement | null>;
  /** Called with the place a row is moved to. */
  readonly followMoved: (place: number, by: 1 | -1) => void;
  /** Called with the number of a row that is taken out, counted as they are shown. */
  readonly followRemoved: (index: number) => void;
}

/**
 * Rows stand for places, so a button keeps the focus and belongs to another entry after a move: pressed
 * once more it would undo it. The focus goes along with the entry; when one is taken out it goes to the
 * next one. Rows carry `data-row` with their place, their buttons `data-move` with the direction and
 * `data-remove`.
 */
export function useRowFocus(): RowFocus {
  const list = useRef<HTMLOListElement>(null);
  const wanted = useRef<Wanted>(undefined);
  useEffect(() => {
    if (!wanted.current) return;
    const button = list.current && findButton(list.current, wanted.current);
    wanted.current = undefined;
    button?.focus();
  });
  return {
    list,
    followMoved(place, by) {
      wanted.current = { kind: 'moved', place, by };
    },
    followRemoved(index) {
      wanted.current = { kind: 'removed', index };
    },
  };
}

function findButton(list: HTMLElement, wanted: Wanted): HTMLElement | null | undefined {
  if (wanted.kind === 'removed') {
    const rows = [...list.querySelectorAll('[data-row]')];
    const row = rows[wanted.index] ?? rows.at(-1);
    return row?.querySelector<HTMLElement>('[data-remove]');
  }
  const row = list.querySelector(`[data-row="${wanted.place}"]`);
  // At the end of its way only the other direction is left.
  return (
    row?.querySelector<HTMLElement>(`[data-move="${wanted.by}"]:enabled`) ??
    row?.querySelector<HTMLElement>('[data-move]:enabled')
  );
}
