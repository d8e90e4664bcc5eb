const byteOrderMark = '\uFEFF';

/**
 * Gives a new text the byte-order mark and the line ends of the file it replaces: an editor in a
 * browser knows neither.
 */
export function keepFormat(text: string, before: string | undefined): string {
  if (before === undefined || before === '') return text;
  const hasMark = before.startsWith(byteOrderMark);
  const bare = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  const isCrlf = /\r\n/.test(before) && !/(?<!\r)\n/.test(before);
  const lines = isCrlf && !bare.includes('\r') ? bare.replaceAll('\n', '\r\n') : bare;
  return hasMark ? byteOrderMark + lines : lines;
}
