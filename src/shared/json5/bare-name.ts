import { syntaxFault } from './fault.ts';
import { skipTrivia } from './scan.ts';

/** A run of what people put into names, followed by a colon; longer ones are no name. */
const nameBeforeColon =
  /(?:[$_\u200C\u200D\p{ID_Continue}@.+-]|\/(?![/*])){1,64}(?=[\s\uFEFF]{0,64}:)/uy;
const plainName = /^[$_\p{ID_Start}][$_\u200C\u200D\p{ID_Continue}]*$/u;
const notInPlainName = /[^$_\u200C\u200D\p{ID_Continue}]/u;

/**
 * Refuses a name such as `agent-1` or `123` that stands without the quotes it needs, where the name
 * of a setting is read. It looks before the scanner does, which would take it for several things.
 * @throws AppError CONFIG_KEY_UNQUOTED at the name.
 */
export function refuseBareName(text: string, offset: number): void {
  const start = skipTrivia(text, offset);
  nameBeforeColon.lastIndex = start;
  const key = nameBeforeColon.exec(text)?.[0];
  if (key === undefined || plainName.test(key)) return;
  const sign = notInPlainName.exec(key)?.[0] ?? String.fromCodePoint(key.codePointAt(0) ?? 0x20);
  throw syntaxFault(text, start, 'CONFIG_KEY_UNQUOTED', { key, sign });
}
