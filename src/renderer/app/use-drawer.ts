import { useEffect, useState, type RefObject } from 'react';

interface Drawer {
  readonly isOpen: boolean;
  /** Does nothing in a wide window, where the sidebar always stands. */
  readonly open: () => void;
  readonly close: () => void;
}

/** As in shell.module.css. */
const narrowQuery = '(max-width: 47.5rem)';

/** In a narrow window the sidebar is a drawer: it takes the focus, and leaves when there is room. */
export function useDrawer(element: RefObject<HTMLElement | null>): Drawer {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    element.current?.querySelector<HTMLElement>('button, a')?.focus();
    const narrow = window.matchMedia(narrowQuery);
    const widen = (): void => setOpen(narrow.matches);
    narrow.addEventListener('change', widen);
    return () => narrow.removeEventListener('change', widen);
  }, [element, isOpen]);
  return {
    isOpen,
    open: () => setOpen(window.matchMedia(narrowQuery).matches),
    close: () => setOpen(false),
  };
}
