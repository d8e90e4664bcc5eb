/**
 * Whom a note is about, and so who may see it: one agent's notes about one person (in direct chats),
 * or about one group's conversation. Nothing is remembered across them.
 */
export interface NoteSubject {
  readonly agentId: string;
  /** `person:<id>` or `chat:<session key>`. */
  readonly about: string;
}

export interface Note {
  readonly id: string;
  readonly text: string;
  readonly createdAt: number;
}

/** What the turn asks of memory. */
export interface Recall {
  /**
   * The notes that fit a text best (it is read only where there are notes), the best first. Never throws: what can't be searched, or takes
   * too long by meaning, is searched by words.
   */
  recall(
    subject: NoteSubject,
    readText: () => string,
    signal: AbortSignal,
  ): Promise<readonly Note[]>;
}
