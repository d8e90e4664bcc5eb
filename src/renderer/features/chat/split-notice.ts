/**
 * The first line of a text that is read as Markdown, as plain words, and whether there is more of it.
 * A backslash before a mark is one that was put there to keep it from being one.
 */
export function splitNotice(text: string): { readonly line: string; readonly hasMore: boolean } {
  const [first = '', ...rest] = text.trim().split('\n');
  const line = first.replace(/\\([\\`*_{}[\]<>()#+!|~&])|[*`]/g, '$1').trim();
  return { line, hasMore: rest.some((part) => part.trim() !== '') };
}
