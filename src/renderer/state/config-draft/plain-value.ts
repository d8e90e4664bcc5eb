import { isRecord } from '../../../shared/is-record.ts';
import type { ConfigPath } from '../../../shared/config/path.ts';

/** The value at a path; undefined when there is none. */
export function valueAt(root: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>(childOf, root);
}

function childOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[])[Number(key)];
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** `root` with `value` at `path`; missing objects on the way are made. A way through a text leads nowhere. */
export function withValue(root: unknown, path: ConfigPath, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(root)) {
    return (root as readonly unknown[]).map((item, index) =>
      index === Number(key) ? withValue(item, rest, value) : item,
    );
  }
  if (root !== undefined && !isRecord(root)) return root;
  const old = childOf(root, key);
  return { ...root, [key]: withValue(old, rest, value) };
}

/** `root` without what stands at `path`. */
export function withoutValue(root: unknown, path: ConfigPath): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return undefined;
  if (rest.length > 0) {
    const child = childOf(root, key);
    return child === undefined ? root : withValue(root, [key], withoutValue(child, rest));
  }
  if (Array.isArray(root)) {
    return (root as readonly unknown[]).filter((_, index) => index !== Number(key));
  }
  if (!isRecord(root)) return root;
  return Object.fromEntries(Object.entries(root).filter(([each]) => each !== String(key)));
}

/** Whether two plain values say the same; the order of keys does not count. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSameValue(item, b[index]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSameValue(a[key], b[key]))
  );
}

/** Whether `path` is `parent` or lies below it. */
export function isWithin(path: ConfigPath, parent: ConfigPath): boolean {
  return (
    path.length >= parent.length &&
    parent.every((key, index) => String(key) === String(path[index]))
  );
}
