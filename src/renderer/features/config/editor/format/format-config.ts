import { listTokens } from '../../../../../shared/json5/list-tokens.ts';
import { parseSyntax } from '../../../../../shared/json5/parse.ts';
import { printLayout } from './print-layout.ts';
import { readLayout } from './read-layout.ts';

const byteOrderMark = '\uFEFF';

/**
 * Formats a text: two spaces a level, one setting a line where it was written so, comments kept.
 * Keys, values and quotes stay as they are written. Formatting twice changes nothing more.
 * @returns the text itself when it does not parse
 */
export function formatConfig(text: string): string {
  const body = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  if (!parses(body)) return text;
  const formatted = printLayout(readLayout(body), {
    lineEnd: body.includes('\r\n') ? '\r\n' : '\n',
    hasTrailingCommas: !isPlainJson(body),
  });
  // What is written is read back: it has to say the same, word for word.
  if (wordsOf(formatted) !== wordsOf(body)) return text;
  return text === body ? formatted : byteOrderMark + formatted;
}

function parses(text: string): boolean {
  try {
    parseSyntax(text);
    return true;
  } catch {
    return false;
  }
}

/** Programs that read JSON only would stumble over a comma before a closing bracket. */
function isPlainJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Everything but spaces, comments and commas. */
function wordsOf(text: string): string {
  return listTokens(text)
    .filter(({ kind }) => kind !== 'comment' && kind !== ',')
    .map(({ start, end }) => text.slice(start, end))
    .join('\n');
}
