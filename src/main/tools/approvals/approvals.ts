import type {
  ApprovalRow,
  ApprovalRuleRow,
  ApprovalState,
} from '../../../shared/protocol/approvals.ts';
import type { Sql } from '../../storage/database.ts';
import type { ApprovalGate } from './approval-gate.ts';
import type { Answer, AnswerOutcome } from './close-question.ts';

export interface NewRuleInput {
  readonly tool: string;
  readonly agentId?: string | undefined;
  readonly channel?: string | undefined;
  readonly isForOwner: boolean;
  readonly when: Readonly<Record<string, string>>;
  readonly exact: readonly string[];
  readonly action: 'allow' | 'deny';
}

/** Where somebody answers. */
export interface AnswerPlace {
  readonly sessionId: string;
  readonly channel: string;
  readonly chat: { readonly kind: string; readonly id: string };
  readonly threadId?: string | undefined;
}

/** A question that waits in a chat. */
export interface WaitingQuestion {
  readonly code: string;
  /** UTC milliseconds. */
  readonly askedAt: number;
  /** The assistant has said something else there since: one word may answer that. */
  readonly isCovered: boolean;
}

export type ChatOutcome = AnswerOutcome | { readonly kind: 'unknown' };

/** Answers in chats. Whoever calls it has made sure that an owner answers. */
export interface ChatAnswers {
  /** The questions that were asked in this very chat and wait, the oldest first. */
  waitingIn(sql: Sql, place: AnswerPlace): readonly WaitingQuestion[];
  /** Part of the caller's transaction; call `after` when that is on disk. */
  answer(
    sql: Sql,
    code: string,
    answer: Answer,
  ): { readonly outcome: ChatOutcome; readonly after: () => void };
}

/** Questions to the owner whether a tool may run, and the rules that answer some of them. */
export interface Approvals extends ApprovalGate {
  readonly chat: ChatAnswers;
  list(state?: ApprovalState): ApprovalRow[];
  /** By its id or code. @throws AppError APPROVAL_UNKNOWN */
  get(id: string): ApprovalRow;
  history(page: { readonly limit: number; readonly before?: string | undefined }): {
    approvals: ApprovalRow[];
    hasMore: boolean;
  };
  /** @throws AppError APPROVAL_UNKNOWN, APPROVAL_DECIDED, APPROVAL_NOT_ALWAYS, APPROVAL_RULES_FULL */
  resolve(
    id: string,
    answer: Answer,
  ): Promise<{ approval: ApprovalRow; rule: ApprovalRuleRow | undefined }>;
  rules(): ApprovalRuleRow[];
  /** @throws AppError APPROVAL_RULES_FULL */
  addRule(input: NewRuleInput, by: string | undefined): Promise<ApprovalRuleRow>;
  /** @throws AppError APPROVAL_RULE_UNKNOWN */
  removeRule(id: string): Promise<void>;
  /** Before turns are taken up: closes what expired or lost its turn; the rest waits on. */
  recover(): Promise<void>;
  /** Lets go of the timer; what waits stays stored. */
  stop(): void;
}
