import { formatPath, parsePath, type ConfigPath } from '../../shared/config/path.ts';
import type { ConfigProblem } from '../../shared/config/problem.ts';
import { toIndex, type PlainEdit } from './edit/plain-edit.ts';

type KnownError = Pick<ConfigProblem, 'code'> & { readonly path: ConfigPath };

/**
 * Errors that a change would bring. Those that are there already do not count, nor do those that an
 * entry takes along when it is copied, gets another name or moves up in its list: nothing is worse
 * than it was, and what is broken can be cloned before it is mended.
 */
export function newErrors(
  before: readonly ConfigProblem[],
  after: readonly ConfigProblem[],
  edits: readonly PlainEdit[],
): readonly ConfigProblem[] {
  const there = before.map(({ code, path }) => ({ code, path: parsePath(path) ?? [] }));
  const known = new Set(
    edits
      .reduce<readonly KnownError[]>(takeAlong, there)
      .map(({ code, path }) => `${code} ${formatPath(path)}`),
  );
  return after.filter(
    ({ severity, code, path }) => severity === 'error' && !known.has(`${code} ${path}`),
  );
}

function takeAlong(known: readonly KnownError[], edit: PlainEdit): readonly KnownError[] {
  const parent = edit.path.slice(0, -1);
  const within = (root: ConfigPath) =>
    known.filter(({ path }) => root.every((key, index) => String(key) === String(path[index])));
  switch (edit.op) {
    case 'copy':
    case 'rename': {
      const taken = within(edit.path).map(({ code, path }) => ({
        code,
        path: [...parent, edit.to, ...path.slice(edit.path.length)],
      }));
      return [...known, ...taken];
    }
    case 'delete': {
      const gone = toIndex(edit.path.at(-1) ?? '');
      if (gone === undefined) return known;
      const moved = within(parent).flatMap(({ code, path }) => {
        const index = toIndex(path[parent.length] ?? '');
        if (index === undefined || index <= gone) return [];
        return [{ code, path: [...parent, index - 1, ...path.slice(parent.length + 1)] }];
      });
      return [...known, ...moved];
    }
    case 'set':
    case 'append':
      return known;
  }
}
