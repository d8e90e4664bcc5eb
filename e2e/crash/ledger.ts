/** What a question makes the model do. */
export const questionKinds = ['echo', 'slow', 'tool'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** Something a user asked, and what is to come of it. */
export interface Question {
  /** Stands in the text and nowhere else. */
  readonly token: string;
  readonly via: 'web' | 'telegram';
  /** The chat's number, or the session's key. */
  readonly place: string;
  readonly kind: QuestionKind;
  readonly text: string;
  /** What the complete answer holds. */
  readonly expected: string;
  /** Nothing else was asked in this place meanwhile, so that the answer is to this alone. */
  readonly isAlone: boolean;
}

/** Everything the users asked. */
export interface Ledger {
  /** `words` replaces what the kind would say: the rest of the text, and what it is to bring. */
  ask(
    question: Pick<Question, 'via' | 'place' | 'kind' | 'isAlone'>,
    words?: Pick<Question, 'text' | 'expected'>,
  ): Question;
  readonly questions: readonly Question[];
}

/** The tool that questions of kind `tool` have called; it may be repeated after a crash. */
export const toolName = 'calculate';
/** A tool that must never run a second time by itself. */
export const toolOnceName = 'wait_once';

const tokenPattern = /\bq\d+z\b/g;

/** Makes an empty ledger. Tokens are unique within it and begin with `prefix`. */
export function createLedger(prefix = 0): Ledger {
  const questions: Question[] = [];
  return {
    questions,
    ask(wanted, words) {
      const number = prefix * 1_000_000 + questions.length + 1;
      const token = `q${number}z`;
      const earlier = questions.filter((question) => question.place === wanted.place).length;
      const written = words
        ? { ...words, text: `${words.text} ${token}` }
        : write(wanted.kind, token, earlier);
      const question = { ...wanted, token, ...written };
      questions.push(question);
      return question;
    },
  };
}

/** The tokens of all questions in a text. */
export function findTokens(text: string): readonly string[] {
  return text.match(tokenPattern) ?? [];
}

/** What the Telegram channel adds for English readers; see its notes. */
const duplicateNote = 'This message may have been sent twice.';

/** Whether a message says that it may have arrived before. */
export function isMarked(text: string): boolean {
  return text.includes(duplicateNote);
}

/** Whether a text is the whole answer to a question, marked or not. */
export function isAnswerTo({ kind, expected }: Question, text: string): boolean {
  const answer = text.replace(duplicateNote, '').trim();
  // A tool says more than was foreseen: its result.
  return kind === 'tool' ? answer.startsWith(expected) : answer === expected;
}

function write(
  kind: QuestionKind,
  token: string,
  index: number,
): Pick<Question, 'text' | 'expected'> {
  switch (kind) {
    case 'echo': {
      const text = `model:echo ${token}`;
      return { text, expected: `echo: ${text}` };
    }
    case 'slow': {
      // Neighbours in a place differ in length, so that one answer cannot pass for another.
      const words = 24 + (index % 13);
      const answer = Array.from({ length: words }, (_, at) => `word${at + 1}`).join(' ');
      return { text: `model:slow words:${words} wordMs:30 ${token}`, expected: answer };
    }
    case 'tool': {
      // The sum is as much its own as the token is.
      const sum = `${token.slice(1, -1)}+5`;
      const text = `model:tool tool:${toolName} args:{"expression":"${sum}"} ${token}`;
      return { text, expected: `tool said: ${sum} = ` };
    }
  }
}
