import { limits } from '../../shared/config/limits.ts';
import type { Sql } from '../storage/database.ts';

interface Words {
  readonly whole: readonly string[];
  /** The word that is still being typed, if there is one. */
  readonly unfinished: string | undefined;
}

function readWords(query: string): Words {
  const words = (query.match(/[\p{L}\p{N}_]+/gu) ?? []).slice(0, limits.search.words);
  const isUnfinished = /[\p{L}\p{N}_]$/u.test(query);
  return isUnfinished
    ? { whole: words.slice(0, -1), unfinished: words.at(-1) }
    : { whole: words, unfinished: undefined };
}

/**
 * Turns what a person typed into a query of the index: all words must occur, the last one may be
 * unfinished. Quotes keep the index's own operators from meaning anything.
 */
export function toMatch(query: string): string {
  const { whole, unfinished } = readWords(query);
  return join(whole, unfinished === undefined ? undefined : beginsWith(unfinished));
}

/**
 * The same for the messages, where a word may be in each of a million. The index knows beginnings of
 * two and three letters; for others it would first collect every message with any word that begins
 * so. These words are looked up instead (of one letter: the beginnings of two), and each of them is
 * read from the newest message on, as far as needed. Where they are too many
 * (limits.search.spelledOut), the index collects.
 */
export function toMessageMatch(sql: Sql, query: string): string {
  const { whole, unfinished } = readWords(query);
  if (unfinished === undefined) return join(whole);
  return join(whole, spellOut(sql, unfinished) ?? beginsWith(unfinished));
}

const quote = (word: string): string => `"${word}"`;
const beginsWith = (word: string): string => `${quote(word)}*`;

function join(whole: readonly string[], last?: string): string {
  return [...whole.map(quote), ...(last === undefined ? [] : [last])].join(' AND ');
}

function spellOut(sql: Sql, word: string): string | undefined {
  const terms = toTerms(sql, word);
  const [beginning] = terms;
  if (beginning === undefined || terms.length > 1) return undefined;
  const letters = beginning.match(/./gsu)?.length ?? 0;
  if (letters === 2 || letters === 3) return undefined;
  const words = letters === 1 ? beginnings(sql, beginning) : wordsThatBegin(sql, beginning);
  return words.length === 0 || words.length > limits.search.spelledOut
    ? undefined
    : `(${words.join(' OR ')})`;
}

/** A word as the index would keep it: small letters, no accents. Only the index itself knows. */
function toTerms(sql: Sql, word: string): string[] {
  sql.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.typed_word USING fts5 (
      text, tokenize = 'unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.typed_term USING fts5vocab (temp, typed_word, row);
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.message_term USING fts5vocab (main, message_text, instance)`);
  sql
    .statement<[string]>('INSERT OR REPLACE INTO temp.typed_word (rowid, text) VALUES (1, ?)')
    .run(word);
  return sql
    .statement<[], { term: string }>('SELECT term FROM temp.typed_term')
    .all()
    .map(({ term }) => term);
}

/** The first word of the messages, in the order of the alphabet, that does not come before this. */
function firstFrom(sql: Sql, place: string): string | undefined {
  return sql
    .statement<[string], { term: string }>(
      'SELECT term FROM temp.message_term WHERE term >= ? LIMIT 1',
    )
    .get(place)?.term;
}

/** One more than may be spelled out, at most: then they are too many. */
function walk(sql: Sql, beginning: string, next: (found: string) => string): string[] {
  const found: string[] = [];
  let term = firstFrom(sql, beginning);
  while (term?.startsWith(beginning) && found.length <= limits.search.spelledOut) {
    found.push(term);
    term = firstFrom(sql, next(term));
  }
  return found;
}

/** No word stands between a word and this. */
const rightAfter = (term: string): string => `${term}\u0000`;
/** Behind all words that begin so. */
const behind = (beginning: string): string => `${beginning}\u{10ffff}`;

function wordsThatBegin(sql: Sql, beginning: string): string[] {
  return walk(sql, beginning, rightAfter).map(quote);
}

function beginnings(sql: Sql, letter: string): string[] {
  const twoOf = (term: string): string => /^.{1,2}/su.exec(term)?.[0] ?? term;
  const found = walk(sql, letter, (term) =>
    term === letter ? rightAfter(term) : behind(twoOf(term)),
  );
  return found.map((term) => (term === letter ? quote(term) : beginsWith(twoOf(term))));
}
