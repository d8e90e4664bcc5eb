import { uuidv7 } from 'uuidv7';

/** A new id: unique, and sorting by it sorts by time of creation. */
export function newId(): string {
  return uuidv7();
}
