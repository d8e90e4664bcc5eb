import { useCallback, useState, type KeyboardEvent, type RefObject } from 'react';
import type { VirtuosoHandle } from 'react-virtuoso';
import type { LogLine } from '../../state/log-view.ts';

interface LineFocus {
  /** The line that Tab leads to. */
  readonly currentId: number | undefined;
  readonly note: (id: number) => void;
  readonly move: (event: KeyboardEvent) => void;
}

/** So far go the keys for a page. */
const pageLines = 20;

/** One of thousands of lines is reached with Tab; arrows, page keys, Home and End go to the others. */
export function useLineFocus(
  list: RefObject<VirtuosoHandle | null>,
  lines: readonly LogLine[],
): LineFocus {
  const [noted, setNoted] = useState<number>();
  const index = lines.findIndex(({ id }) => id === noted);
  const currentId = index < 0 ? lines.at(-1)?.id : noted;

  const goTo = useCallback(
    (target: number) => {
      const line = lines[target];
      if (!line) return;
      setNoted(line.id);
      list.current?.scrollIntoView({
        index: target,
        done: () => document.getElementById(`log-line-${line.id}`)?.focus(),
      });
    },
    [lines, list],
  );

  return {
    currentId,
    note: setNoted,
    move(event) {
      const isLine = event.target instanceof HTMLElement && event.target.id.startsWith('log-line-');
      if (!isLine) return;
      const from = index < 0 ? lines.length - 1 : index;
      const target = targetOf(event.key, from, lines.length - 1);
      if (target === undefined) return;
      event.preventDefault();
      goTo(target);
    },
  };
}

function targetOf(key: string, from: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return Math.max(0, from - 1);
    case 'ArrowDown':
      return Math.min(last, from + 1);
    case 'PageUp':
      return Math.max(0, from - pageLines);
    case 'PageDown':
      return Math.min(last, from + pageLines);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
