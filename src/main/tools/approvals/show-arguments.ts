import { limits } from '../../../shared/config/limits.ts';

/** Names under which secrets travel. */
const secretName =
  /token|passw|passphrase|secret|authori[sz]ation|cookie|credential|api[-_ ]?key|private[-_ ]?key|^auth$/i;
const blot = '•••';
const deepest = 8;

/**
 * Arguments as they may be shown: secrets blotted out by their name, long texts cut in the middle,
 * and nothing in them that a screen hides.
 */
export function showableArguments(args: Readonly<Record<string, unknown>>): {
  readonly shown: Readonly<Record<string, unknown>>;
  readonly isCut: boolean;
} {
  const budget = { left: limits.approvals.argumentChars, isCut: false };
  const shown = showEntries(Object.entries(args), budget, 0);
  return { shown, isCut: budget.isCut };
}

interface Budget {
  left: number;
  isCut: boolean;
}

function showEntries(
  entries: readonly (readonly [string, unknown])[],
  budget: Budget,
  depth: number,
): Record<string, unknown> {
  const shown: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [index, [name, value]] of entries.entries()) {
    budget.left -= name.length;
    if (budget.left <= 0) {
      shown['…'] = `${entries.length - index} more`;
      budget.isCut = true;
      break;
    }
    shown[makeVisible(name)] = secretName.test(name) ? blot : showValue(value, budget, depth + 1);
  }
  return shown;
}

function showValue(value: unknown, budget: Budget, depth: number): unknown {
  if (typeof value === 'string') {
    const whole = makeVisible(value);
    const text = cutMiddle(whole, Math.max(40, budget.left));
    budget.left -= text.length;
    if (text !== whole) budget.isCut = true;
    return text;
  }
  if (typeof value !== 'object' || value === null) {
    budget.left -= 8;
    return value;
  }
  if (depth > deepest || budget.left <= 0) {
    budget.isCut = true;
    return '…';
  }
  if (!Array.isArray(value)) return showEntries(Object.entries(value), budget, depth);
  const items: readonly unknown[] = value;
  const shown: unknown[] = [];
  for (const item of items) {
    if (budget.left <= 0) {
      budget.isCut = true;
      return [...shown, `… ${items.length - shown.length} more`];
    }
    shown.push(showValue(item, budget, depth + 1));
  }
  return shown;
}

/** Beginning and end of a text: what is cut out is in the middle, and it is said how much. */
export function cutMiddle(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const room = Math.max(0, maxChars - 40);
  const head = Math.ceil(room * 0.7);
  const tail = room - head;
  const end = tail === 0 ? '' : text.slice(-tail);
  return `${text.slice(0, head)} … (${text.length - room} more characters) … ${end}`;
}

/**
 * Control characters, marks that turn text round, blanks that are letters, and selectors of variants, in
 * which whole messages can be hidden; the one that makes a coloured sign of an emoji may stay behind it.
 */
const hidden =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0e\uffa0\u{e0100}-\u{e01ef}]|(?<!\p{Emoji})\ufe0f/gu;

/** What a terminal or a messenger would not show, or would show in another order, is written out. */
export function makeVisible(text: string): string {
  return text.replaceAll(hidden, (char) =>
    char === '\n' || char === '\t' ? char : `\\u{${codeOf(char)}}`,
  );
}

function codeOf(char: string): string {
  return (char.codePointAt(0) ?? 0).toString(16);
}

/** One argument a line, for people; a text of several lines is marked at each of them. */
export function argumentsInWords(
  shown: Readonly<Record<string, unknown>>,
  maxChars: number,
): { readonly text: string; readonly isCut: boolean } {
  const whole = Object.entries(shown)
    .map(([name, value]) => `${makeVisible(oneLine(name))}: ${valueInWords(value)}`)
    .join('\n');
  return { text: cutMiddle(whole, maxChars), isCut: whole.length > maxChars };
}

function valueInWords(value: unknown): string {
  const text = makeVisible(typeof value === 'string' ? value : JSON.stringify(value));
  const lines = text.split('\n');
  return lines.length === 1 ? text : ['', ...lines.map((line) => `  | ${line}`)].join('\n');
}

/** A text that must not break out of its line. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
