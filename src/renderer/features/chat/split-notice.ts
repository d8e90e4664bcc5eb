/**
 * The first line of a text that is read as Markdown, as plain words without the sign some begin with,
 * and whether there is more of it.
 * A backslash before a mark is one that was put there to keep it from being one.
 */
export function splitNotice(text: string): { readonly line: string; readonly hasMore: boolean } {
  const [first = '', ...rest] = text.trim().split('\n');
  const plain = first.replace(/^\p{Extended_Pictographic}\uFE0F?\s*/u, '');
  const line = plain.replace(/\\([\\`*_{}[\]<>()#+!|~&])|[*`]/g, '$1').trim();
  return { line, hasMore: rest.some((part) => part.trim() !== '') };
}
