import { matchesPattern } from './match-pattern.ts';

/** What one argument must look like. */
export interface ArgumentPattern {
  readonly pattern: string;
  /** The argument must be exactly that: `*` stands for itself. */
  readonly isExact: boolean;
}

export type ArgumentPatterns = Readonly<Record<string, ArgumentPattern>>;

/** One call, as rules look at it. */
export interface CallOfRule {
  readonly tool: string;
  readonly agentId: string;
  readonly channel: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** For which calls a rule holds. What is absent holds for any. */
export interface RuleScope {
  /** A name, or `name*` for all that begin so. */
  readonly tool: string;
  readonly agentId: string | undefined;
  readonly channel: string | undefined;
  readonly patterns: ArgumentPatterns;
}

/** Whether a rule holds for a call. One that names an argument the call does not have never does. */
export function ruleFits(rule: RuleScope, call: CallOfRule): boolean {
  return (
    matchesPattern(rule.tool, call.tool) &&
    (rule.agentId === undefined || rule.agentId === call.agentId) &&
    (rule.channel === undefined || rule.channel === call.channel) &&
    Object.entries(rule.patterns).every(([name, wanted]) => argumentFits(wanted, call.args, name))
  );
}

function argumentFits(
  { pattern, isExact }: ArgumentPattern,
  args: CallOfRule['args'],
  name: string,
): boolean {
  if (!Object.hasOwn(args, name) || args[name] === undefined) return false;
  const text = argumentText(args[name]);
  return isExact ? text === pattern : matchesPattern(pattern, text);
}

/** An argument as patterns see it: numbers and the like as they are written, the rest as JSON. */
export function argumentText(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/**
 * What "always for this" holds for. What the tool names literally stays literal: a `*` in a command
 * must not become a placeholder. Undefined when it would not even hold for this call, or is too large.
 */
export function readAlways(
  always: Readonly<Record<string, string>> | undefined,
  call: CallOfRule,
  bounds: { readonly patterns: number; readonly patternChars: number },
): ArgumentPatterns | undefined {
  const entries = Object.entries(always ?? {});
  const isTooLarge =
    entries.length > bounds.patterns ||
    entries.some(([, pattern]) => pattern.length > bounds.patternChars);
  if (isTooLarge) return undefined;
  const patterns = Object.fromEntries(
    entries.map(([name, pattern]) => {
      const isExact = Object.hasOwn(call.args, name) && argumentText(call.args[name]) === pattern;
      return [name, { pattern, isExact }];
    }),
  );
  const scope = { tool: call.tool, agentId: undefined, channel: undefined, patterns };
  return ruleFits(scope, call) ? patterns : undefined;
}
