import { useEffect, useRef } from 'react';
import { currentAddress, goTo } from '../../navigation/use-address.ts';
import { placeAddress, readPlace, toConversation, type Place } from './place.ts';

/** What is one step back from a place, and what leads from there to here again. */
interface Back {
  readonly address: string;
  readonly opener: string;
}

function backFrom(place: Place): Back | undefined {
  const { ref, turnId, compareId } = place;
  if (compareId !== undefined)
    return { address: placeAddress(place, { compareId: undefined }), opener: paneSelector };
  if (turnId !== undefined) {
    const address = placeAddress(place, { turnId: undefined });
    return { address, opener: `[data-turn="${CSS.escape(turnId)}"]` };
  }
  if (!ref) return undefined;
  const opener = `[data-session-key="${CSS.escape(ref.key)}"]`;
  return { address: toConversation(place, undefined), opener };
}

const paneSelector = '[data-pane]';
/** Something that was hidden is drawn within so many frames. */
const framesToDraw = 30;

/**
 * Esc goes back a step, and the focus with it to what had led further; nearer things take the key
 * first. Where the pane with the focus goes out of sight, the one that comes takes it.
 */
export function useStepBack(place: Place): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || isElsewhere(event.target)) return;
      if (isTyping(event.target)) {
        event.target.blur();
        return;
      }
      // Not from what was drawn last: a second press may come before the first is drawn.
      const back = backFrom(readPlace(currentAddress()));
      if (!back) return;
      event.preventDefault();
      goTo(back.address);
      focusWhenDrawn(back.opener, framesToDraw);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  useFocusInSight(place);
}

/** Narrow windows show one pane at a time: the focus must not stay in one that is gone. */
function useFocusInSight({ ref, turnId }: Place): void {
  const depth = ref === undefined ? 'list' : turnId === undefined ? 'conversation' : 'turn';
  const before = useRef(depth);
  useEffect(() => {
    if (before.current === depth) return;
    before.current = depth;
    const frame = requestAnimationFrame(() => {
      const active = document.activeElement;
      if (active && active !== document.body && active.checkVisibility()) return;
      document.querySelector<HTMLElement>(`[data-pane="${depth}"]`)?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [depth]);
}

/** A dialog or a menu closes by itself, wherever the focus is: what was pressed may be gone. */
function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]')) return true;
  return target instanceof Element && target.closest('[role="menu"]') !== null;
}

function isTyping(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function focusWhenDrawn(selector: string, framesLeft: number): void {
  const element = document.querySelector<HTMLElement>(selector);
  if (element?.checkVisibility()) element.focus();
  else if (framesLeft > 0) requestAnimationFrame(() => focusWhenDrawn(selector, framesLeft - 1));
}
