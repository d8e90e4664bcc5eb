/**
 * Where the reader is, kept in the fragment: `#/chat/<conversation>?message=<id>`. The parts are
 * decoded; an address that can't be read is the start.
 */
export interface Address {
  readonly page: string;
  readonly parts: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

/** Reads a fragment, with or without its `#`. */
export function parseAddress(hash: string): Address {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const [page = '', ...parts] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decode);
  return { page, parts, query: Object.fromEntries(new URLSearchParams(search)) };
}

/** Writes the fragment that `parseAddress` reads back. */
export function formatAddress(
  page: string,
  parts: readonly string[] = [],
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) search.set(name, value);
  const path = ['#', page, ...parts.map(encodeURIComponent)].join('/');
  return search.size > 0 ? `${path}?${search.toString()}` : path;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a conversation, of an archived one, or of one of its messages. */
export function chatAddress(
  key: string,
  query: { readonly session?: string | undefined; readonly message?: string | undefined } = {},
): string {
  return formatAddress('chat', [key], query);
}
