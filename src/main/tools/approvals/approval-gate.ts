import type { ToolCall } from '../../providers/provider.ts';
import type { Ask, Tool, ToolContext } from '../tool.ts';

/** A call of a tool that may run, if the owner and the rules let it. */
export interface GateQuestion {
  readonly call: ToolCall;
  readonly tool: Tool;
  readonly args: Readonly<Record<string, unknown>>;
  readonly context: ToolContext;
  /**
   * `first`: the call has not begun. `again`: it had begun when the program was cut off and can't be
   * repeated safely; that always asks.
   */
  readonly occasion: 'first' | 'again';
  /** What the turn has cost so far, in millionths of a dollar. */
  readonly turnCostMicros: number;
}

/** All a model learns of it is whether the call was allowed. */
export type GateVerdict = 'allowed' | 'denied';

/**
 * Decides whether a call runs. Rules of the config, then stored rules, then the tool's own `ask`; what asks
 * is stored and waits, durably, until somebody answers or it expires.
 */
export interface ApprovalGate {
  /**
   * What is decided without asking anybody: by a rule, by the tool, or by an answer that was given
   * to this very call (turn and call id) before a crash. Undefined: it has to be asked.
   */
  decideAtOnce(question: GateQuestion): GateVerdict | undefined;
  /**
   * Asks and waits. Stored before it resolves to anybody; asking again for the same call (turn, call
   * id, occasion) goes on with the stored question. Rejects with the signal's reason when the turn ends,
   * which withdraws the question unless the program is stopping.
   */
  ask(question: GateQuestion, why: Ask): Promise<GateVerdict>;
  /** How long a question waits, in milliseconds: the turn's deadline moves by that. */
  readonly waitMs: () => number;
}
