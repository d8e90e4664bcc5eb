import type { LooseText } from '../../../../../shared/json5/parse-loose.ts';
import type { Fix, FixKind } from './fix.ts';

/** What can be done where a text does not parse. @param at where the parser stopped */
export function listSyntaxFixes(loose: LooseText, code: string, at: number): readonly Fix[] {
  const { text } = loose;
  switch (code) {
    case 'CONFIG_SMART_QUOTE':
      return plainQuotes(text, at);
    case 'CONFIG_HASH_COMMENT':
      return [one('comment', '//', at, at + 1, '//')];
    case 'CONFIG_COMMENT_OPEN':
      return [one('close', '*/', text.length, text.length, ' */')];
    case 'CONFIG_STRING_OPEN':
      return closeString(text, at);
    case 'CONFIG_KEY_UNQUOTED':
    case 'CONFIG_WORD_UNQUOTED':
    case 'CONFIG_NUMBER_INVALID':
      return quoteWord(loose, at);
    case 'CONFIG_COMMA_MISSING':
      return afterTokenBefore(loose, at, 'comma', ',');
    case 'CONFIG_COLON_MISSING':
      return afterTokenBefore(loose, at, 'colon', ':');
    case 'CONFIG_ESCAPE_INVALID':
      return [one('backslash', '\\\\', at, at, '\\')];
    case 'CONFIG_BRACKET_OPEN':
      return closeBracket(text, at);
    case 'CONFIG_EMPTY':
      return [one('begin', '{}', text.length, text.length, '{}\n')];
    default:
      return [];
  }
}

function one(kind: FixKind, subject: string, start: number, end: number, text: string): Fix {
  return { kind, subject, edits: [{ start, end, text }], isLikely: true };
}

/** Both quotes of the text, when the second one stands on the same line. */
function plainQuotes(text: string, at: number): readonly Fix[] {
  const line = /^[^\n\r]*/.exec(text.slice(at + 1))?.[0] ?? '';
  const close = line.search(/[“”‘’„«»]/);
  const quote = '"';
  const edits = [{ start: at, end: at + 1, text: quote }];
  if (close >= 0) edits.push({ start: at + 1 + close, end: at + 2 + close, text: quote });
  return [{ kind: 'plainQuotes', subject: quote, edits, isLikely: true }];
}

/** Before the comma that most likely was meant to follow. */
function closeString(text: string, at: number): readonly Fix[] {
  const quote = text[at] ?? '"';
  const line = /^[^\n\r]*/.exec(text.slice(at))?.[0] ?? '';
  const end = at + line.replace(/[\s,}\]]*$/, '').length;
  return [one('close', quote, end, end, quote)];
}

function quoteWord({ tokens, text }: LooseText, at: number): readonly Fix[] {
  const token = tokens.find(({ start, end }) => start <= at && at < end);
  if (!token) return [];
  const word = text.slice(token.start, token.end);
  const edits = [{ start: token.start, end: token.end, text: JSON.stringify(word) }];
  return [{ kind: 'quote', subject: word, edits, isLikely: true }];
}

function afterTokenBefore(
  { tokens }: LooseText,
  at: number,
  kind: FixKind,
  sign: string,
): readonly Fix[] {
  const before = tokens.findLast((token) => token.end <= at && token.kind !== 'comment');
  return before ? [one(kind, sign, before.end, before.end, sign)] : [];
}

function closeBracket(text: string, at: number): readonly Fix[] {
  const close = text[at] === '[' ? ']' : '}';
  const end = text.trimEnd().length;
  return [one('close', close, end, end, `\n${close}`)];
}
