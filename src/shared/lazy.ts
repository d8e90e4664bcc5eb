/**
 * Builds a value on first use and keeps it. Schemas are declared this way: building a hundred of
 * them costs 30 ms at start, and most programs use only a few.
 */
export function lazy<T>(build: () => T): () => T {
  let built: { readonly value: T } | undefined;
  return () => (built ??= { value: build() }).value;
}
