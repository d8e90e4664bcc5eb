import { useCallback, useRef, type KeyboardEvent, type RefObject } from 'react';
import type { VirtuosoHandle } from 'react-virtuoso';

interface RowKeys {
  readonly press: (event: KeyboardEvent<HTMLElement>) => void;
  /** Another list: begins at this row again. */
  readonly resetTo: (index: number) => void;
}

const steps: Readonly<Record<string, number | 'first' | 'last'>> = {
  j: 1,
  ArrowDown: 1,
  k: -1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: 'first',
  End: 'last',
};
/** A row that comes into sight is read and drawn within so many frames: some seconds. */
const framesToDraw = 299;
/** Now and then it is seen whether it is still wanted, and leapt to once more. */
const framesALeap = 20;

/** Moves the focus along the rows of a virtual list: j and k, arrows, a page, both ends. */
export function useRowKeys(list: RefObject<VirtuosoHandle | null>, total: number): RowKeys {
  const current = useRef(0);
  const resetTo = useCallback((index: number): void => {
    current.current = index;
  }, []);

  const press = (event: KeyboardEvent<HTMLElement>): void => {
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const row = rowOf(event.target);
    if (row !== undefined) current.current = row;
    const to = { first: 0, last: total - 1 };
    const wanted = typeof step === 'string' ? to[step] : current.current + step;
    const next = Math.min(total - 1, Math.max(0, wanted));
    event.preventDefault();
    current.current = next;
    list.current?.scrollIntoView({ index: next, behavior: 'auto' });
    // In a very long list the first leap may end a little short of its aim.
    const leap = (): void => list.current?.scrollToIndex({ index: next, align: 'center' });
    focusRow(event.currentTarget, next, framesToDraw, () => {
      if (current.current !== next) return false;
      leap();
      return true;
    });
  };
  return { press, resetTo };
}

function rowOf(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest('[data-index]') : null;
  const index = Number(row?.getAttribute('data-index'));
  return row && Number.isInteger(index) ? index : undefined;
}

function focusRow(
  container: HTMLElement,
  index: number,
  framesLeft: number,
  goOn: () => boolean,
): void {
  const link = container.querySelector<HTMLElement>(`[data-index="${index}"] a`);
  if (link) {
    link.focus({ preventScroll: true });
    return;
  }
  // The row that had the focus may be gone by now: the list has it meanwhile, so that keys still count.
  if (!container.contains(document.activeElement))
    container.querySelector<HTMLElement>('[data-virtuoso-scroller]')?.focus();
  if (framesLeft > 0 && (framesLeft % framesALeap > 0 || goOn()))
    requestAnimationFrame(() => focusRow(container, index, framesLeft - 1, goOn));
}
