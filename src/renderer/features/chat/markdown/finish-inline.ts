/**
 * Completes what the last line of growing Markdown has begun, so that half a link or an open `**`
 * does not flicker as signs until its other half comes. Only what is drawn is changed.
 */
export function finishInline(block: string): string {
  if (endsInsideFence(block)) return block;
  const cut = block.lastIndexOf('\n') + 1;
  const line = block.slice(cut);
  return block.slice(0, cut) + closeMarks(cutHalfLink(line));
}

function endsInsideFence(block: string): boolean {
  const fences = block.match(/^[ \t>]*(`{3,}|~{3,})/gm) ?? [];
  return fences.length % 2 === 1;
}

/** `[text](addr` is drawn as its text until the address is there; a lone `![` not at all. */
function cutHalfLink(line: string): string {
  return line
    .replace(/!\[[^\]]*(?:\](?:\([^)]*)?)?$/, '')
    .replace(/\[([^\]]*)\]\([^)]*$/, '$1')
    .replace(/\[([^\]]*)\]?$/, '$1');
}

function closeMarks(line: string): string {
  const ticks = line.match(/`+/g) ?? [];
  const isInCode = ticks.length % 2 === 1;
  if (isInCode) {
    const open = ticks.at(-1) ?? '';
    return line.endsWith(open) ? line.slice(0, -open.length) : line + open;
  }
  const plain = line.replace(/`[^`]*`/g, '');
  return ['**', '~~'].reduce((done, mark) => closeMark(done, plain, mark), line);
}

function closeMark(line: string, plain: string, mark: string): string {
  if (plain.split(mark).length % 2 === 1) return line;
  const end = line.trimEnd();
  return end.endsWith(mark) ? end.slice(0, -mark.length) : end + mark;
}
