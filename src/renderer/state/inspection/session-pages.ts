import type { SessionRow } from '../../../shared/protocol/sessions.ts';

/** Pages of a list, by their number. */
export type SessionPages = ReadonlyMap<number, readonly SessionRow[]>;

/** Some screens up and down; a hundred thousand conversations are never all in memory. */
export const keptPages = 24;

/** Lets pages go that are far from those in sight. */
export function keepNear(
  pages: SessionPages,
  [first, last]: readonly [number, number],
): SessionPages {
  if (pages.size <= keptPages) return pages;
  const middle = (first + last) / 2;
  const near = [...pages].sort(([a], [b]) => Math.abs(a - middle) - Math.abs(b - middle));
  return new Map(near.slice(0, keptPages));
}

/** A row as it is now, where it stands; the same pages when it is not in memory. */
export function replaceRow(pages: SessionPages, row: SessionRow): SessionPages {
  for (const [page, rows] of pages) {
    const at = rows.findIndex(({ sessionId }) => sessionId === row.sessionId);
    if (at >= 0) return new Map(pages).set(page, rows.with(at, row));
  }
  return pages;
}
