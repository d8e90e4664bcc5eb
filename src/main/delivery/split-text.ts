/**
 * Cuts a long Markdown text into parts that a messenger takes, at the best place it finds: between
 * paragraphs, else lines, else sentences, else words, else characters. A code fence that is cut is
 * closed in one part and opened again in the next, so that each part reads well alone.
 *
 * @param limit the longest part in UTF-16 units, as messengers count
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const { part, remainder } = cut(rest, limit);
    parts.push(part);
    rest = remainder;
  }
  if (rest.trim() !== '' || parts.length === 0) parts.push(rest);
  return parts;
}

const fenceLine = /^(`{3,}|~{3,})[^\n]*$/gm;

function cut(text: string, limit: number): { part: string; remainder: string } {
  // Room for the closing fence, should the cut fall into code.
  const room = Math.max(1, limit - longestFence(text) - 1);
  const end = findEnd(text, room);
  const head = text.slice(0, end).trimEnd() || text.slice(0, end);
  const fence = openFence(head);
  const tail = text.slice(end);
  if (fence === undefined) return { part: head, remainder: tail.trimStart() };
  const mark = /^(`+|~+)/.exec(fence)?.[0] ?? '```';
  return { part: `${head}\n${mark}`, remainder: reopen(fence, tail, limit) };
}

/** A fence line so long that no code would fit behind it is not repeated with its info string. */
function reopen(fence: string, tail: string, limit: number): string {
  const line = fence.length * 2 < limit ? fence : fence.slice(0, 3);
  return `${line}\n${tail.replace(/^\n/, '')}`;
}

function longestFence(text: string): number {
  return Math.max(0, ...[...text.matchAll(fenceLine)].map((match) => match[1]?.length ?? 0));
}

/** The fence that is open at the end of a text, as its whole line. */
function openFence(text: string): string | undefined {
  let open: string | undefined;
  for (const match of text.matchAll(fenceLine)) {
    const mark = match[1] ?? '';
    if (open === undefined) open = match[0];
    else if (open.startsWith(mark.slice(0, 3)) && match[0].trim() === mark) open = undefined;
  }
  return open;
}

const breaks = [/\n\s*\n/g, /\n/g, /[.!?…]\s/g, /\s/g];

function findEnd(text: string, room: number): number {
  const window = text.slice(0, room);
  for (const pattern of breaks) {
    const last = [...window.matchAll(pattern)].at(-1);
    const end = last ? last.index + last[0].length : 0;
    // A break near the beginning would make a tiny part; then a weaker break is better.
    if (end > room / 2) return end;
  }
  return keepPairs(text, room);
}

/** Never cuts between the two halves of a surrogate pair. */
function keepPairs(text: string, end: number): number {
  const code = text.charCodeAt(end - 1);
  return code >= 0xd800 && code <= 0xdbff && end > 1 ? end - 1 : end;
}
