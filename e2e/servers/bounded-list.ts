/** A list that keeps its newest entries. */
export interface BoundedList<T> {
  push(value: T): void;
  /** Oldest first. */
  readonly values: readonly T[];
}

/** Makes a list of at most `maxCount` entries; it drops a tenth at once, so that pushing is cheap. */
export function createBoundedList<T>(maxCount: number): BoundedList<T> {
  const values: T[] = [];
  const slack = Math.max(1, Math.floor(maxCount / 10));
  return {
    values,
    push: (value) => {
      values.push(value);
      if (values.length > maxCount + slack) values.splice(0, values.length - maxCount);
    },
  };
}
