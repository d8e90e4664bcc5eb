/**
 * Whether a path fits a pattern: `*` for anything within a name, `?` for one character, `**` for any
 * folders. A pattern without "/" is held against the last name alone. Time grows with the product of
 * the two lengths at most: a pattern from a model can't explode.
 */
export function matchGlob(pattern: string, path: string): boolean {
  const names = path.split('/');
  if (!pattern.includes('/')) return matchName(pattern, names.at(-1) ?? '');
  const parts = pattern.replace(/^\.?\//, '').split('/');
  return matchRun(parts, names, (part) => part === '**', matchName);
}

function matchName(pattern: string, name: string): boolean {
  return matchRun(
    Array.from(pattern),
    Array.from(name),
    (sign) => sign === '*',
    (sign, letter) => sign === '?' || sign === letter,
  );
}

/** Goes on from the last wildcard when something does not fit; earlier ones never need another look. */
function matchRun<T>(
  pattern: readonly T[],
  items: readonly T[],
  isWild: (part: T) => boolean,
  fits: (part: T, item: T) => boolean,
): boolean {
  let at = 0;
  let wildAt = -1;
  let resumeAt = 0;
  let index = 0;
  while (index < items.length) {
    const part = pattern[at];
    const item = items[index];
    if (part !== undefined && isWild(part)) {
      wildAt = at;
      resumeAt = index;
      at += 1;
    } else if (part !== undefined && item !== undefined && fits(part, item)) {
      at += 1;
      index += 1;
    } else if (wildAt >= 0) {
      resumeAt += 1;
      index = resumeAt;
      at = wildAt + 1;
    } else return false;
  }
  return pattern.slice(at).every(isWild);
}
