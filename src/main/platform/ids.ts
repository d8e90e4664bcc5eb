import { uuidv7 } from 'uuidv7';

/** A new id: unique, and sorting by it sorts by time of creation. */
export function newId(): string {
  return uuidv7();
}

/** The smallest id a moment can have: what was made from then on has one that is not smaller. */
export function firstIdAt(at: number): string {
  const hex = Math.max(0, Math.floor(at)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
