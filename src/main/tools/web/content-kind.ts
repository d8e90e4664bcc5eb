/** What can be done with a body: `other` is described and not read. */
export type ContentKind = 'html' | 'text' | 'json' | 'xml' | 'other';

export interface ContentType {
  readonly kind: ContentKind;
  /** As the server says it, without parameters; empty when it says nothing. */
  readonly name: string;
  readonly charset: string | undefined;
}

/** Reads a Content-Type. What is not said is `undefined` as kind, to be told from the body. */
export function readContentType(
  header: string | undefined,
): Omit<ContentType, 'kind'> & { readonly kind: ContentKind | undefined } {
  const [name = '', ...parameters] = (header ?? '').toLowerCase().split(';');
  const charset = parameters
    .map((part) => /^\s*charset\s*=\s*"?([\w.:-]+)"?\s*$/.exec(part)?.[1])
    .find((value) => value !== undefined);
  return { name: name.trim(), charset, kind: kindOf(name.trim()) };
}

function kindOf(name: string): ContentKind | undefined {
  if (name === '') return undefined;
  if (name === 'text/html' || name === 'application/xhtml+xml') return 'html';
  if (name.endsWith('/json') || name.endsWith('+json') || name === 'application/x-ndjson')
    return 'json';
  // A drawing is no text to read, though it is XML.
  if (name.endsWith('/xml') || (name.endsWith('+xml') && name !== 'image/svg+xml')) return 'xml';
  if (name.startsWith('text/')) return 'text';
  return /^application\/(javascript|x-javascript|yaml|x-yaml|toml|x-sh|sql)$/.test(name)
    ? 'text'
    : 'other';
}

/** Tells the kind from the beginning of a body, as far as it matters here. */
export function sniffKind(bytes: Uint8Array): ContentKind {
  const head = bytes.subarray(0, 1024);
  if (head.includes(0)) return 'other';
  const text = new TextDecoder('latin1').decode(head).trimStart().toLowerCase();
  if (text.startsWith('<!doctype html') || /^<(html|head|body|!--)/.test(text)) return 'html';
  if (text.startsWith('<?xml')) return 'xml';
  return text.startsWith('{') || text.startsWith('[') ? 'json' : 'text';
}
