import { listTokens, type LooseToken } from '../../shared/json5/list-tokens.ts';

/** What agents are told and what people are called is the owner's; that there is something is enough. */
const ownWords: ReadonlySet<string> = new Set(['systemPrompt', 'prompt', 'say', 'name']);

/**
 * A text of the configuration without what its owner wrote in words of their own. Comments go too: a
 * setting that was switched off by one may be a secret, and nobody can tell.
 */
export function hideOwnWords(raw: string): string {
  const tokens = listTokens(raw);
  const said = tokens.filter(({ kind }) => kind !== 'comment');
  const hidden = new Set(said.filter((_, index) => isOwnWords(said, index)));
  let shown = '';
  let at = 0;
  for (const token of tokens) {
    const instead = token.kind === 'comment' ? '/* … */' : hidden.has(token) ? '"…"' : undefined;
    if (instead === undefined) continue;
    shown += raw.slice(at, token.start) + instead;
    at = token.end;
  }
  return shown + raw.slice(at);
}

/** The value of one of those settings. */
function isOwnWords(tokens: readonly LooseToken[], index: number): boolean {
  const [key, colon] = [tokens[index - 2], tokens[index - 1]];
  return (
    tokens[index]?.kind === 'string' &&
    colon?.kind === ':' &&
    key !== undefined &&
    ownWords.has(key.value)
  );
}
