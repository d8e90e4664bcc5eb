import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { VirtuosoHandle } from 'react-virtuoso';

interface StickToEnd {
  /** Whether the list is kept at its end. */
  readonly isStuck: boolean;
  readonly scrollerRef: (element: HTMLElement | Window | null) => void;
  /** Something grew: goes along if it is to be kept at the end. */
  readonly follow: () => void;
  /** Goes to the end and stays there. */
  readonly goToEnd: () => void;
}

/** Closer to the end than this counts as at the end. */
const slackPx = 40;
/** What else a reader moves a list with, and how long the move may last, in milliseconds. */
const inputs = ['touchmove', 'keydown', 'pointerdown'] as const;
const readerMs = 1_000;

/**
 * Keeps a list at its end while its last row grows. Only the reader ends that, by scrolling up, and
 * only the reader begins it anew, by scrolling down to the end or asking for it.
 */
export function useStickToEnd(
  list: RefObject<VirtuosoHandle | null>,
  beginsAtEnd: boolean,
): StickToEnd {
  const [isStuck, setStuck] = useState(beginsAtEnd);
  const stuck = useRef(beginsAtEnd);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);

  const stick = useCallback((next: boolean): void => {
    stuck.current = next;
    setStuck(next);
  }, []);
  const scrollerRef = useCallback((element: HTMLElement | Window | null): void => {
    setScroller(element instanceof HTMLElement ? element : null);
  }, []);
  const scroll = useCallback((): void => {
    list.current?.scrollToIndex({ index: 'LAST', align: 'end' });
  }, [list]);
  const follow = useCallback((): void => {
    if (stuck.current) scroll();
  }, [scroll]);
  const goToEnd = useCallback((): void => {
    stick(true);
    scroll();
  }, [stick, scroll]);

  useEffect(() => {
    if (!scroller) return;
    let touchedAt = -Infinity;
    const touch = (): void => {
      touchedAt = performance.now();
    };
    // The wheel is heard by itself: a list that grows may have been put back before it is seen to move.
    let isLeaving = false;
    const turn = ({ deltaY }: WheelEvent): void => {
      touch();
      isLeaving = deltaY < 0 && scroller.scrollTop > 0;
      if (isLeaving) stick(false);
    };
    let lastTop = scroller.scrollTop;
    let lastHeight = scroller.scrollHeight;
    const look = (): void => {
      const { scrollTop, scrollHeight, clientHeight } = scroller;
      const isAtEnd = scrollHeight - scrollTop - clientHeight <= slackPx;
      // A list that shrinks moves up, and so does one that learns how high its rows really are. Where
      // its height stays the reader has moved it, or where they have just used key or finger.
      const isReader = performance.now() - touchedAt < readerMs;
      const isSteady = isReader ? scrollHeight >= lastHeight : scrollHeight === lastHeight;
      const wentUp = scrollTop < lastTop && isSteady;
      // Turned up, but not moved yet: what is heard is the list's own move to its end from before.
      if (wentUp || !isAtEnd) isLeaving = false;
      if (isAtEnd && !isLeaving) stick(true);
      else if (wentUp) stick(false);
      lastTop = scrollTop;
      lastHeight = scrollHeight;
    };
    // What appears below the list takes its room: the end stays in sight for those who are there.
    // The list itself learns of its new height only later, so it can't be asked to scroll.
    const resized = new ResizeObserver(() => {
      if (stuck.current) scroller.scrollTop = scroller.scrollHeight;
    });
    scroller.addEventListener('scroll', look, { passive: true });
    scroller.addEventListener('wheel', turn, { passive: true });
    for (const name of inputs) scroller.addEventListener(name, touch, { passive: true });
    resized.observe(scroller);
    return () => {
      scroller.removeEventListener('scroll', look);
      scroller.removeEventListener('wheel', turn);
      for (const name of inputs) scroller.removeEventListener(name, touch);
      resized.disconnect();
    };
  }, [scroller, stick]);

  return { isStuck, scrollerRef, follow, goToEnd };
}
