import type { Config } from '../../../shared/config/schema.ts';
import type { Phrase } from '../../delivery/phrases.ts';
import type { ModelRegistry } from '../../providers/model-registry-types.ts';
import type { KnownPerson } from '../../sessions/people-store.ts';
import type { SessionRecord } from '../../sessions/session-store.ts';
import type { Sql } from '../../storage/database.ts';
import type { AnswerPlace, ChatAnswers } from '../../tools/approvals/approvals.ts';
import type { BudgetKeeper } from '../budget.ts';

/** What a slash command works with. It runs inside the transaction that took the message in. */
export interface CommandInput {
  readonly sql: Sql;
  readonly session: SessionRecord;
  /** What follows the name, trimmed. */
  readonly argument: string;
  readonly person: KnownPerson | undefined;
  readonly isOwner: boolean;
  /** An owner on a messenger, or a connection with operator.admin. */
  readonly mayMakeRules: boolean;
  /** The chat the command was given in. */
  readonly place: AnswerPlace;
  /** When it was written, by the clock of the messenger; UTC milliseconds. */
  readonly sentAt: number;
  readonly now: number;
}

export interface CommandDeps {
  readonly config: () => Config;
  readonly models: ModelRegistry;
  readonly budget: BudgetKeeper;
  /** Answers to questions whether a tool may run. */
  readonly answers: ChatAnswers;
  /** Lets a stranger in; `after` is called when that is on disk. */
  readonly approve: (
    sql: Sql,
    code: string,
  ) => { readonly name: string; readonly after: () => void } | undefined;
}

export interface CommandResult {
  readonly reply: Phrase;
  /** The conversation the reply belongs to, where it is a fresh one. */
  readonly session?: SessionRecord;
  /** End the running turn of the conversation the command was given in. */
  readonly stopsTurn?: boolean;
  /** What else to do when it is on disk. */
  readonly after?: () => void;
}

/** One slash command. Undefined means that it is none for this person; then it is plain text. */
export type Command = (input: CommandInput, deps: CommandDeps) => CommandResult | undefined;
