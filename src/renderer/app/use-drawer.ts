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
    const drawer = element.current;
    const opener = document.activeElement;
    drawer?.querySelector<HTMLElement>('button, a')?.focus();
    const narrow = window.matchMedia(narrowQuery);
    const widen = (): void => setOpen(narrow.matches);
    narrow.addEventListener('change', widen);
    return () => {
      narrow.removeEventListener('change', widen);
      // Who chose where to go is there already; who only closed it is where they were.
      const { activeElement } = document;
      const isLost = activeElement === document.body || drawer?.contains(activeElement) === true;
      if (isLost && opener instanceof HTMLElement) opener.focus();
    };
  }, [element, isOpen]);
  return {
    isOpen,
    open: () => setOpen(window.matchMedia(narrowQuery).matches),
    close: () => setOpen(false),
  };
}
