import type { Config } from '../../shared/config/schema.ts';
import type { ConfigProblem } from '../../shared/protocol/config.ts';
import type { MethodHandlers } from '../platform/connection.ts';
import type { Approvals } from '../tools/approvals/approvals.ts';

/** Which handlers a conversation needs. */
export type ChatHandlers = Pick<
  MethodHandlers,
  'chat.send' | 'chat.retry' | 'chat.history' | 'chat.abort'
>;

/** The message path of one test chat. */
export interface DraftPath {
  readonly chat: ChatHandlers;
  readonly approvals: Pick<Approvals, 'list' | 'get' | 'resolve'>;
  /** The settings changed: the next turn uses them. */
  configChanged(): void;
  close(): Promise<void>;
}

/** The configuration a test chat runs on. */
export interface DraftConfig {
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
}
