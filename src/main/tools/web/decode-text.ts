/**
 * Turns a body into text: a byte-order mark decides, then what the server says, then what stands in
 * the first 1024 bytes of a page (HTML standard, "prescan"), then UTF-8. Never fails: what can't be
 * read becomes the replacement character.
 */
export function decodeText(
  bytes: Uint8Array,
  charset: string | undefined,
  isMarkup: boolean,
): string {
  const label = byMark(bytes) ?? charset ?? (isMarkup ? prescan(bytes) : undefined) ?? 'utf-8';
  return makeDecoder(label).decode(bytes);
}

function byMark([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0xff && b === 0xfe ? 'utf-16le' : undefined;
}

function prescan(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const found =
    /<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(head) ??
    /^<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/i.exec(head);
  const label = found?.[1]?.toLowerCase();
  // A page that says so in ASCII letters is not in UTF-16.
  return label?.startsWith('utf-16') ? 'utf-8' : label;
}

function makeDecoder(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder('utf-8');
  }
}
