import { toAppError } from '../../shared/errors/index.ts';
import type { AgentCheck } from '../../shared/protocol/agents.ts';

type Name = AgentCheck['name'];
type State = AgentCheck['state'];

/** One finding without a failure. */
export function finding(
  name: Name,
  state: State,
  found: AgentCheck['found'],
  more: Partial<AgentCheck> = {},
): AgentCheck {
  return { name, state, found, values: {}, ...more };
}

/** A finding that is an error, in its own words. */
export function failedCheck(
  name: Name,
  thrown: unknown,
  more: Partial<AgentCheck> = {},
): AgentCheck {
  const { code, message, hint } = toAppError(thrown);
  return {
    name,
    state: 'fail',
    found: 'failed',
    values: {},
    problem: { code, message, hint },
    ...more,
  };
}
