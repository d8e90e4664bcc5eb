/**
 * Whether a whole text looks like a pattern in which `*` stands for anything, also nothing and line
 * breaks; everything else stands for itself. Time grows with the two lengths added, whatever they hold.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return text === pattern;
  if (text.length < first.length + last.length) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = findFrom(text, part, from, end);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}

/** Knuth, Morris and Pratt: unlike `indexOf` it has no bad case. -1 when it is not there. */
function findFrom(text: string, part: string, from: number, end: number): number {
  if (part === '') return from;
  const fallback = makeFallback(part);
  let matched = 0;
  for (let at = from; at < end; at += 1) {
    while (matched > 0 && text[at] !== part[matched]) matched = fallback[matched - 1] ?? 0;
    if (text[at] === part[matched]) matched += 1;
    if (matched === part.length) return at + 1 - part.length;
  }
  return -1;
}

/** For each beginning of a part, how much of it is also its end. */
function makeFallback(part: string): Uint32Array {
  const fallback = new Uint32Array(part.length);
  let matched = 0;
  for (let at = 1; at < part.length; at += 1) {
    while (matched > 0 && part[at] !== part[matched]) matched = fallback[matched - 1] ?? 0;
    if (part[at] === part[matched]) matched += 1;
    fallback[at] = matched;
  }
  return fallback;
}
