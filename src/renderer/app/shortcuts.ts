import { useEffect, useRef } from 'react';
import type { en } from '../i18n/en.ts';

/** One entry of the list under `?`. */
export interface ShortcutEntry {
  readonly titleKey: keyof (typeof en)['shortcuts'];
  readonly keys: readonly string[];
}

/** Every shortcut, as it is listed. */
export const shortcutList: readonly ShortcutEntry[] = [
  { titleKey: 'palette', keys: ['Ctrl', 'K'] },
  { titleKey: 'overview', keys: ['Alt', 'O'] },
  { titleKey: 'config', keys: ['Alt', 'C'] },
  { titleKey: 'newConversation', keys: ['Alt', 'N'] },
  { titleKey: 'search', keys: ['Alt', 'S'] },
  { titleKey: 'compose', keys: ['Alt', 'M'] },
  { titleKey: 'question', keys: ['Alt', 'A'] },
  { titleKey: 'previous', keys: ['Alt', '↑'] },
  { titleKey: 'next', keys: ['Alt', '↓'] },
  { titleKey: 'send', keys: ['Enter'] },
  { titleKey: 'newLine', keys: ['Shift', 'Enter'] },
  { titleKey: 'stop', keys: ['Esc'] },
  { titleKey: 'listMove', keys: ['J', 'K'] },
  { titleKey: 'listBack', keys: ['Esc'] },
  { titleKey: 'saveText', keys: ['Ctrl', 'S'] },
  { titleKey: 'leaveEditor', keys: ['Esc', 'Tab'] },
  { titleKey: 'show', keys: ['?'] },
];

export type ShortcutName =
  | 'palette'
  | 'overview'
  | 'config'
  | 'newConversation'
  | 'search'
  | 'compose'
  | 'question'
  | 'previous'
  | 'next'
  | 'show';

const codes: Readonly<Record<string, ShortcutName>> = {
  KeyO: 'overview',
  KeyC: 'config',
  KeyN: 'newConversation',
  KeyS: 'search',
  KeyM: 'compose',
  KeyA: 'question',
  ArrowUp: 'previous',
  ArrowDown: 'next',
};

/** Which shortcut a key press is. `?` counts only where nobody types. */
export function shortcutOf(
  event: Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey' | 'code' | 'key' | 'target'>,
): ShortcutName | undefined {
  if (event.ctrlKey || event.metaKey)
    return event.code === 'KeyK' && !event.altKey ? 'palette' : undefined;
  if (event.altKey) return writesSign(event) ? undefined : codes[event.code];
  return event.key === '?' && !isTyping(event.target) ? 'show' : undefined;
}

/** On a Mac, Alt and a letter write a sign of its own (~ on a German one), or begin one. */
function writesSign({ key, target }: Pick<KeyboardEvent, 'key' | 'target'>): boolean {
  return isTyping(target) && (key === 'Dead' || (key.length === 1 && !/^[a-z]$/i.test(key)));
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || 'value' in target);
}

/** Listens for shortcuts on the whole page. */
export function useShortcuts(handlers: Readonly<Record<ShortcutName, () => void>>): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const name = shortcutOf(event);
      if (!name || event.defaultPrevented) return;
      // What stands behind a dialog is out of reach: to go elsewhere would take along what was typed.
      if (name !== 'palette' && document.querySelector('dialog[open]')) return;
      event.preventDefault();
      latest.current[name]();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
