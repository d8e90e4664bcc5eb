import type { ChatRef } from '../../shared/model/envelope.ts';
import type { Sql } from '../storage/database.ts';

/** A chat the assistant can write into by itself. */
export interface ChatAddress {
  readonly channel: string;
  readonly chat: ChatRef;
  readonly threadId?: string | undefined;
  /** The conversation it belongs to, where that is known already. */
  readonly sessionKey?: string | undefined;
}

/** A button below a message; pressing it is as if the person had written `text`. */
export interface ChatButton {
  readonly label: string;
  readonly text: string;
}

export interface Saying {
  readonly to: ChatAddress;
  /** Whose conversation it goes into; whom the chat is routed to when absent. */
  readonly agentId?: string | undefined;
  readonly text: string;
  readonly buttons?: readonly ChatButton[] | undefined;
  /** A name by which it is found again, to say something else in its place. */
  readonly ref?: string | undefined;
  /** The person who says it in the assistant's place. */
  readonly by?: { readonly id: string; readonly name?: string | undefined } | undefined;
  /** False for what no model needs to know, such as a question to the owner. */
  readonly isForModel: boolean;
}

export interface Spoken {
  readonly sessionId: string;
  readonly sessionKey: string;
  /** Call it when the transaction is on disk. */
  readonly after: () => void;
}

/** Says something in a chat without having been asked: reminders, alerts, questions to the owner. */
export interface SpeakUp {
  /**
   * Part of the caller's transaction: the message in the conversation and the outbox together. Where a
   * person has taken over, what is not theirs and no question is held until they let it go.
   */
  speak(sql: Sql, saying: Saying): Spoken;
  /**
   * Says something else in place of what was said under a `ref`; its buttons go. Part of the caller's
   * transaction; call the result when that is on disk. Undefined where nothing can be changed any more.
   */
  rewrite(sql: Sql, ref: string, text: string): (() => void) | undefined;
  /**
   * Reads an address as people write it: `telegram:direct:42`, `telegram:group:-100:thread:7`, `web`,
   * or the key of a conversation. Throws CHAT_ADDRESS_UNKNOWN.
   */
  parse(sql: Sql, text: string): ChatAddress;
  /** Where the owner is reached: `tools.approvals.chat`, else their last direct chat on a messenger, else the page. */
  ownerChat(sql: Sql): ChatAddress;
}
