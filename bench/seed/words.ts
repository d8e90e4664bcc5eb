/** In two messages of three. */
export const everyWord = 'table';
/** In every tenth message. */
export const commonWord = 'weather';
/** In every thousandth message. */
export const frequentWord = 'dentist';
/** In a few messages each: of 20,000 such words, each message holds one. */
export function rareWord(number: number): string {
  return `topic${number % 20_000}`;
}

const fillers =
  'the a meeting with and about today tomorrow please remind me of plan trip book table train';
const fillerWords = fillers.split(' ');

/** The text of a message by its number: always the same. */
export function writeMessage(number: number): string {
  const words = [rareWord(Math.imul(number, 7_919) >>> 0)];
  if (number % 10 === 0) words.push(commonWord);
  if (number % 1_000 === 0) words.push(frequentWord);
  for (let at = 0; at < 12; at++)
    words.push(fillerWords[(number * (at + 3) + at) % fillerWords.length] ?? '');
  return words.join(' ');
}
