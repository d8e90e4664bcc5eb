/** Where a command writes. Results go to `out`, everything that is said about them to `err`. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** True when a person reads `out`, not a program. */
  readonly isTerminal: boolean;
  /** Width of the terminal; Infinity when nobody looks. */
  readonly columns: number;
  /** Reads all of standard input; undefined when it is a terminal. */
  readInput(): Promise<string | undefined>;
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
}

/** The terminal this process runs in. */
export function createProcessIo(): Io {
  const interrupt = new AbortController();
  let isListening = false;
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stdout.isTTY,
    columns: process.stdout.isTTY ? process.stdout.columns : Infinity,
    async readInput() {
      if (process.stdin.isTTY) return undefined;
      let text = '';
      for await (const chunk of process.stdin.setEncoding('utf8')) text += String(chunk);
      return text;
    },
    get interrupted() {
      // Only a command that asks for it takes Ctrl-C over.
      if (!isListening) process.once('SIGINT', () => interrupt.abort());
      isListening = true;
      return interrupt.signal;
    },
  };
}
