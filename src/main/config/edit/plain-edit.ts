import { isRecord } from '../../../shared/is-record.ts';
import { formatPath, parsePath, type ConfigPath } from '../../../shared/config/path.ts';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { secretDots } from '../redact.ts';
import type { ConfigEditOp } from '../service-types.ts';

/** An edit with its path taken apart and its value checked. */
export type PlainEdit =
  | { readonly op: 'set' | 'append'; readonly path: ConfigPath; readonly value: unknown }
  | { readonly op: 'delete'; readonly path: ConfigPath }
  | { readonly op: 'rename'; readonly path: ConfigPath; readonly to: string }
  | { readonly op: 'copy'; readonly path: ConfigPath; readonly to: string };

/** @throws AppError CONFIG_PATH_INVALID, CONFIG_EDIT_INVALID or CONFIG_DOTS_LEFT. */
export function toPlainEdit(edit: ConfigEditOp): PlainEdit {
  const path = typeof edit.path === 'string' ? parsePath(edit.path) : edit.path;
  if (!path || path.length === 0 || path.length > limits.config.depth) {
    throw new AppError('CONFIG_PATH_INVALID', { path: String(edit.path) });
  }
  path.forEach(checkKey);
  switch (edit.op) {
    case 'delete':
      return { op: 'delete', path };
    case 'rename':
    case 'copy':
      checkKey(edit.to);
      return { op: edit.op, path, to: edit.to };
    case 'set':
    case 'append':
      return { op: edit.op, path, value: copyValue(edit.value, path.length) };
  }
}

function checkKey(key: string | number): void {
  if (key === '__proto__') throw new AppError('CONFIG_KEY_FORBIDDEN', { key });
  if (key === '$include') {
    const reason = '$include is not a setting';
    throw new AppError('CONFIG_EDIT_IMPOSSIBLE', { path: '$include', reason });
  }
}

/** A copy made of what JSON5 can say, so that what is written is what was asked for. */
function copyValue(value: unknown, depth: number): unknown {
  if (depth > limits.config.depth) {
    throw new AppError('CONFIG_TOO_DEEP', { limit: limits.config.depth });
  }
  // What is shown in place of a secret would be written over it.
  if (value === secretDots) throw new AppError('CONFIG_DOTS_LEFT');
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map((item) => copyValue(item, depth + 1));
  if (typeof value !== 'object') {
    throw new AppError('CONFIG_EDIT_INVALID', { reason: `a value cannot be ${typeof value}` });
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => {
      checkKey(key);
      return [key, copyValue(child, depth + 1)];
    }),
  );
}

/**
 * What an edit means, on plain values: the text is edited in another way and must come to the same.
 * @throws AppError CONFIG_PATH_MISSING or CONFIG_EDIT_INVALID.
 */
export function editPlain(root: unknown, edit: PlainEdit, depth = 0): unknown {
  const key = edit.path[depth];
  if (key === undefined) return editLeaf(root, edit);
  if (Array.isArray(root)) return editList(root, edit, depth);
  if (isRecord(root)) return editRecord(root, edit, depth);
  if (root !== undefined || !isMaking(edit)) throw missing(edit);
  return editRecord({}, edit, depth);
}

/** Whether the edit may make what is not there yet. */
function isMaking(edit: PlainEdit): boolean {
  return edit.op === 'set' || edit.op === 'append';
}

function editLeaf(value: unknown, edit: PlainEdit): unknown {
  if (edit.op === 'set') return edit.value;
  if (edit.op !== 'append') throw missing(edit);
  if (value === undefined) return [edit.value];
  if (Array.isArray(value)) return [...(value as unknown[]), edit.value];
  const reason = `${formatPath(edit.path)} is not a list`;
  throw new AppError('CONFIG_EDIT_INVALID', { reason });
}

function editList(list: readonly unknown[], edit: PlainEdit, depth: number): unknown {
  const index = toIndex(edit.path[depth] ?? '');
  if (index === undefined || index >= list.length) throw missing(edit);
  const isLast = depth === edit.path.length - 1;
  if (isLast && (edit.op === 'rename' || edit.op === 'copy')) throw missing(edit);
  if (isLast && edit.op === 'delete') return list.filter((_, each) => each !== index);
  return list.map((item, each) => (each === index ? editPlain(item, edit, depth + 1) : item));
}

/** A position as it is written: `Number` would also take an empty text. */
export function toIndex(key: string | number): number | undefined {
  return /^(?:0|[1-9]\d*)$/.test(String(key)) ? Number(key) : undefined;
}

function editRecord(
  record: Readonly<Record<string, unknown>>,
  edit: PlainEdit,
  depth: number,
): unknown {
  const key = String(edit.path[depth]);
  const isThere = Object.hasOwn(record, key);
  const entries = Object.entries(record);
  if (depth === edit.path.length - 1) {
    if (!isMaking(edit) && !isThere) throw missing(edit);
    if (edit.op === 'delete') return Object.fromEntries(entries.filter(([each]) => each !== key));
    if (edit.op === 'rename') return renameKey(entries, key, edit.to);
    if (edit.op === 'copy') return copyKey(entries, record[key], edit.to);
  }
  const value = editPlain(isThere ? record[key] : undefined, edit, depth + 1);
  if (!isThere) return Object.fromEntries([...entries, [key, value]]);
  return Object.fromEntries(entries.map(([each, old]) => [each, each === key ? value : old]));
}

function renameKey(
  entries: readonly (readonly [string, unknown])[],
  key: string,
  to: string,
): unknown {
  if (to !== key) refuseTaken(entries, to);
  return Object.fromEntries(entries.map(([each, old]) => [each === key ? to : each, old]));
}

function copyKey(
  entries: readonly (readonly [string, unknown])[],
  value: unknown,
  to: string,
): unknown {
  refuseTaken(entries, to);
  return Object.fromEntries([...entries, [to, value]]);
}

function refuseTaken(entries: readonly (readonly [string, unknown])[], to: string): void {
  if (!entries.some(([each]) => each === to)) return;
  throw new AppError('CONFIG_EDIT_INVALID', { reason: `there is a "${to}" already` });
}

function missing(edit: PlainEdit): AppError {
  return new AppError('CONFIG_PATH_MISSING', { path: formatPath(edit.path) });
}
