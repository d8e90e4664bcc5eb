/** One code block of a guide. */
export interface GuideBlock {
  readonly line: number;
  readonly language: string;
  /** The words after the language: `exit=2`, `save`, `shown`, `output`. */
  readonly words: readonly string[];
  readonly text: string;
}

const knownWords = ['shown', 'save', 'broken', 'output'];

/**
 * Finds the code blocks of a Markdown text.
 * @throws Error for a block that is not closed, or that says something nobody understands.
 */
export function readGuide(markdown: string): readonly GuideBlock[] {
  const blocks: GuideBlock[] = [];
  let open: { line: number; info: string; lines: string[] } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = /^```(.*)$/.exec(line);
    if (!fence) open?.lines.push(line);
    else if (open === undefined) open = { line: index + 1, info: fence[1] ?? '', lines: [] };
    else {
      blocks.push(toBlock(open));
      open = undefined;
    }
  }
  if (open) throw new Error(`line ${open.line}: the code block is not closed`);
  return blocks;
}

/** The value of a word such as `exit=2`. */
export function wordValue(block: GuideBlock, name: string): string | undefined {
  const word = block.words.find((candidate) => candidate.startsWith(`${name}=`));
  return word?.slice(name.length + 1);
}

function toBlock(open: { line: number; info: string; lines: string[] }): GuideBlock {
  const [language = '', ...words] = open.info.trim().split(/\s+/);
  const odd = words.find((word) => !knownWords.includes(word) && !/^(exit|file)=\S+$/.test(word));
  if (odd !== undefined) throw new Error(`line ${open.line}: nobody understands "${odd}"`);
  return { line: open.line, language, words, text: open.lines.join('\n') };
}

/** The commands of a `sh` block: the lines that begin with `openclaw`, split into arguments. */
export function commandsOf(block: GuideBlock): readonly (readonly string[])[] {
  return block.text
    .split('\n')
    .filter((line) => line.startsWith('openclaw '))
    .map((line) => splitWords(line).slice(1));
}

/** Splits as a shell does, as far as guides need it: blanks and quotes. */
export function splitWords(line: string): readonly string[] {
  const words = line.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? [];
  return words.map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
}

/**
 * The first wanted line that does not appear, in order, in what was said. `…` stands for anything,
 * and how many blanks there are does not count.
 */
export function findMissingLine(wanted: string, said: string): string | undefined {
  const lines = said.split('\n').map(squeeze);
  let at = 0;
  for (const line of wanted.split('\n').map(squeeze)) {
    if (line === '') continue;
    const pattern = new RegExp(line.split(/ ?… ?/).map(escapeText).join('.*'));
    const found = lines.findIndex((candidate, index) => index >= at && pattern.test(candidate));
    if (found < 0) return line;
    at = found + 1;
  }
  return undefined;
}

function squeeze(line: string): string {
  return line.trim().replaceAll(/\s+/g, ' ');
}

function escapeText(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
