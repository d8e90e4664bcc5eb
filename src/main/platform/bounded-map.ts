/** A map that forgets what was set longest ago. */
export interface BoundedMap<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  delete(key: K): void;
}

/** Makes a map of at most `maxCount` entries. */
export function createBoundedMap<K, V>(maxCount: number): BoundedMap<K, V> {
  const entries = new Map<K, V>();
  return {
    get: (key) => entries.get(key),
    delete: (key) => void entries.delete(key),
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      const oldest = entries.keys().next();
      if (entries.size > maxCount && !oldest.done) entries.delete(oldest.value);
    },
  };
}
