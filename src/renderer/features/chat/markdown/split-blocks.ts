/**
 * Cuts Markdown into blocks that stay as they are while more is written, so that only the last one
 * is drawn anew. The blocks joined give the text back. A cut is made only before a line that, by
 * CommonMark, can't belong to what stands before it: it follows a blank line, is not indented,
 * does not go on a list, and no code fence is open.
 */
export function splitBlocks(text: string): readonly string[] {
  const blocks: string[] = [];
  let state: BlockState = freshBlock;
  let block = '';
  for (const line of linesOf(text)) {
    if (block !== '' && startsBlock(line, state)) {
      blocks.push(block);
      block = '';
      state = freshBlock;
    }
    block += line;
    state = takeLine(line, state);
  }
  return block === '' ? blocks : [...blocks, block];
}

interface BlockState {
  readonly fence: { readonly mark: string; readonly indent: number } | undefined;
  readonly hasList: boolean;
  readonly isAfterBlank: boolean;
}

const freshBlock: BlockState = { fence: undefined, hasList: false, isAfterBlank: false };
const listMarker = /^ {0,3}(?:[-+*]|\d{1,9}[.)])(?:[ \t]|\r?\n|$)/;
/** An unfinished line of which nobody can say yet whether it will be a list item. */
const perhapsListMarker = /^(?:[-+*]|\d{1,9}[.)]?)$/;

/** Whether a whole text must be drawn as one: references work across blocks. */
export function hasReferences(text: string): boolean {
  return /^ {0,3}\[[^\]\n]+\]:/m.test(text);
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function startsBlock(line: string, { fence, hasList, isAfterBlank }: BlockState): boolean {
  if (fence || !isAfterBlank || isBlank(line) || /^[ \t]/.test(line)) return false;
  if (!hasList) return true;
  return !listMarker.test(line) && !perhapsListMarker.test(line);
}

function takeLine(line: string, state: BlockState): BlockState {
  const isAfterBlank = isBlank(line);
  if (state.fence) {
    return closesFence(line, state.fence)
      ? { ...state, fence: undefined, isAfterBlank }
      : { ...state, isAfterBlank };
  }
  return {
    fence: openFence(line),
    hasList: state.hasList || listMarker.test(line),
    isAfterBlank,
  };
}

function openFence(line: string): BlockState['fence'] {
  const match = /^([ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*)(`{3,}|~{3,})(.*)$/s.exec(line);
  const [, before = '', mark = '', info = ''] = match ?? [];
  if (!match || (mark.startsWith('`') && info.includes('`'))) return undefined;
  return { mark, indent: before.length };
}

/** Stricter than CommonMark where in doubt: a fence that stays open only delays a cut. */
function closesFence(
  line: string,
  fence: { readonly mark: string; readonly indent: number },
): boolean {
  const match = /^([ \t>]*)(`{3,}|~{3,})[ \t]*\r?\n?$/.exec(line);
  const [, before = '', mark = ''] = match ?? [];
  return mark.startsWith(fence.mark) && before.length <= fence.indent + 3;
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}
