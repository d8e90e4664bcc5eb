import { useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react';

/**
 * Keeps the focus somewhere sensible when the card that had it goes: on the next card as a whole,
 * never on one of its buttons, so that a key that is still held down answers nothing; else where one
 * writes.
 * @param layout differs whenever a card comes or goes
 * @returns to be called when the focus moves within the cards
 */
export function useFocusAfterAnswer(
  section: RefObject<HTMLElement | null>,
  layout: string,
): (event: FocusEvent) => void {
  const wasInside = useRef(false);
  useLayoutEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (!wasInside.current || !isLost) return;
    wasInside.current = false;
    const next = section.current?.querySelector<HTMLElement>('[data-approval]');
    (next ?? document.getElementById('message-field'))?.focus();
  }, [section, layout]);
  return ({ type, relatedTarget }) => {
    // Nothing gets the focus when its element goes; anything else was somebody's choice.
    if (type === 'focus') wasInside.current = true;
    else if (relatedTarget !== null) wasInside.current = false;
  };
}
