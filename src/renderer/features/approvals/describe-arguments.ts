/** One argument of a call, in a text that shows everything that is in it. */
export interface ArgumentWords {
  readonly name: string;
  readonly text: string;
}

/** So much can be read at a glance in a narrow place. */
const glanceChars = 160;

/** The arguments of a call as they are read: texts as they are, the rest as JSON. */
export function describeArguments(
  args: Readonly<Record<string, unknown>>,
): readonly ArgumentWords[] {
  return Object.entries(args).map(([name, value]) => ({
    name,
    text: typeof value === 'string' ? value : JSON.stringify(value, undefined, 1),
  }));
}

/**
 * Why it is asked, without the words that stand among the arguments anyway: a reason that ends with
 * a whole argument, as in "Run on this computer: ls", only says what is done.
 */
export function shortenReason(reason: string, args: readonly ArgumentWords[]): string {
  const line = oneLine(reason);
  const repeated = args
    .map(({ text }) => oneLine(text))
    .find((text) => text.length > 1 && line.endsWith(text));
  return repeated === undefined ? reason : line.slice(0, -repeated.length).trimEnd();
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * Whether all of it can be read where there is little room. What can't be read whole must not be
 * allowed there.
 */
export function fitsAtGlance(args: readonly ArgumentWords[]): boolean {
  const chars = args.reduce((sum, { name, text }) => sum + name.length + text.length, 0);
  const lines = args.reduce((sum, { text }) => sum + text.split('\n').length, 0);
  return chars <= glanceChars && lines <= 4;
}
