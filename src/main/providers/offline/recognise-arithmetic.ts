import { functions } from '../../tools/calculate/functions.ts';
import type { Intent } from './intent.ts';
import { readNumbers } from './read-numbers.ts';
import { recogniseUnits } from './recognise-units.ts';
import type { Sentence } from './sentence.ts';

const questions =
  /^(?:(?:what|how much|how many)(?:'s| is| are|s)? ?(?:the )?(?:result of |value of |sum of )?|(?:please )?(?:calculate|compute|calc|work out|solve|evaluate)|(?:was|wie ?viel) (?:ist|sind|ergibt|macht|gibt)(?: denn)?(?: das ergebnis von)?|berechne|rechne|rechnen sie|=)[: ]*/;
const endings = / (?:aus|equal to|equals?|make|ergibt|macht|gleich|rechnen|ausrechnen|berechnen)$/;

/** Words that stand for a sign, longest first within each group. */
const words: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:the )?(?:square root|sqrt|(?:quadrat)?wurzel)(?: of| from| aus| von)? (?=[\d(])/g,
    'sqrt ',
  ],
  [/\b(?:the )?(?:cube root|kubikwurzel|dritte wurzel)(?: of| aus| von)? (?=[\d(])/g, 'cbrt '],
  [/\b(?:to the power of|raised to|power|hoch)\b/g, '^'],
  [/\b(?:squared|zum quadrat|im quadrat)\b/g, '^2'],
  [/\bcubed\b/g, '^3'],
  [/\b(?:multiplied by|multipliziert mit|times|mal)\b/g, '*'],
  [/\b(?:divided by|geteilt durch|dividiert durch|durch|over)\b/g, '/'],
  [/\b(?:plus|and|und)\b/g, '+'],
  [/\b(?:minus|less|weniger)\b/g, '-'],
  [/\b(?:modulo|mod)\b/g, ' mod '],
  [/\s*\b(?:percent|per cent|prozent)\b/g, '%'],
  [/%\s*(?:of|von|vom|from|off of|on|auf)\b/g, '% of'],
  [/\b(?:half|die haelfte|haelfte)(?: of| von)\b/g, '1/2 of'],
  [/\b(?:a |one |ein )?(?:third|drittel)(?: of| von)\b/g, '1/3 of'],
  [/\b(?:a |one |ein )?(?:quarter|viertel)(?: of| von)\b/g, '1/4 of'],
  [/\b(?:twice|double|das doppelte von|doppelt so viel wie)\b/g, '2 *'],
  [/\b(?:factorial of|fakultaet von) (\d+)/g, '$1!'],
  [/(\d+) (?:factorial|fakultaet)\b/g, '$1!'],
  [/[€$£]|\b(?:euros?|eur|dollars?|usd|francs?|franken)\b/g, ' '],
  [/(?<=[\d)%]) ?x ?(?=[\d(])/g, '*'],
];

const numberWords: ReadonlyMap<string, number> = new Map([
  ...[
    'zero',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
  ].map((word, value) => [word, value] as const),
  ...[
    'null',
    'eins',
    'zwei',
    'drei',
    'vier',
    'fuenf',
    'sechs',
    'sieben',
    'acht',
    'neun',
    'zehn',
    'elf',
    'zwoelf',
  ].map((word, value) => [word, value] as const),
  ['twenty', 20],
  ['zwanzig', 20],
  ['fifty', 50],
  ['fuenfzig', 50],
  ['hundred', 100],
  ['hundert', 100],
  ['thousand', 1_000],
  ['tausend', 1_000],
]);

/** Finds a calculation in a sentence, in words or signs. */
export function recogniseArithmetic(sentence: Sentence): Intent | undefined {
  const asked = questions.test(sentence.text);
  const bare = sentence.text
    .replace(questions, '')
    .replace(endings, '')
    .replace(/^(?:the|die|der|das) /, '');
  const unit = recogniseUnits(bare, sentence.language);
  if (unit) return unit;
  const expression = translate(addTax(bare), sentence.language);
  if (!looksLikeCalculation(expression, asked)) return undefined;
  return { kind: 'calculate', expression };
}

/** "add 19% to 100", "19% auf 100 drauf", "take 20% off 50". */
function addTax(text: string): string {
  return text
    .replace(/^add (\S+ ?(?:%|percent)) (?:to|on) (.+)$/, '$2 + $1')
    .replace(/^addiere (\S+ ?(?:%|prozent)) (?:zu|auf) (.+)$/, '$2 + $1')
    .replace(/^take (\S+ ?(?:%|percent)) off (.+)$/, '$2 - $1')
    .replace(/^(\S+ ?(?:%|percent)) off(?: of)? (.+)$/, '$2 - $1')
    .replace(/^(?:a )?(?:tip of )?(\S+ ?(?:%|percent)) tip on (.+)$/, '$1 of $2')
    .replace(/^(\S+ ?(?:%|prozent)) rabatt auf (.+)$/, '$2 - $1')
    .replace(/^add (\S+) (?:to|and) (\S+)$/, '$2 + $1')
    .replace(/^addiere (\S+) (?:zu|und) (\S+)$/, '$2 + $1')
    .replace(/^(?:subtract) (\S+) from (\S+)$/, '$2 - $1')
    .replace(/^(?:multiply) (\S+) (?:by|with|and) (\S+)$/, '$1 * $2')
    .replace(/^(?:divide) (\S+) by (\S+)$/, '$1 / $2');
}

function translate(text: string, language: Sentence['language']): string {
  let result = readNumbers(text, language);
  result = result.replace(/[a-z]+/g, (word) => String(numberWords.get(word) ?? word));
  for (const [pattern, sign] of words) result = result.replace(pattern, sign);
  return result.replace(/\s+/g, ' ').trim();
}

const knownNames = new Set([...functions.keys(), 'pi', 'e', 'of', 'mod', 'tau']);

/** Only what a calculation may hold, and something to work out. */
function looksLikeCalculation(expression: string, asked: boolean): boolean {
  if (!/\d|\bpi\b/.test(expression)) return false;
  if (/[^\w\s.,;:+\-*/^%!()[\]×·÷−–√²³π]/.test(expression)) return false;
  const names = expression.match(/[a-z_]+/g) ?? [];
  if (!names.every((name) => knownNames.has(name))) return false;
  if (isDateLike(expression)) return false;
  const hasSign = /[+*/^!()×·÷√²³]|[-−–]\s*[\d(]|\d\s*%\s*(?:of\b|\d)/.test(expression);
  const hasFunction = names.some((name) => functions.has(name) || name === 'mod' || name === 'of');
  return hasSign || hasFunction || (asked && /\bpi\b|%/.test(expression));
}

/** 2026-12-24, 24.12.2026 and telephone numbers are not to be worked out. */
function isDateLike(expression: string): boolean {
  return (
    /^\d{4}-\d{1,2}-\d{1,2}$/.test(expression) ||
    /^\d{1,2}[./]\d{1,2}[./](?:\d{2}|\d{4})$/.test(expression) ||
    /^\+?\d[\d ]{6,}$/.test(expression)
  );
}
