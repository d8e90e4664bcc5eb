import type { Move } from './move.ts';
import { moveAgent } from './move-agent.ts';
import { moveWorkspace } from './move-workspace.ts';

/** Moves all that hangs on an agent. */
export function createAgentMove(stateDir: string): Move {
  return {
    kind: 'agent',
    section: 'agents',
    move: moveAgent,
    moveBack: (sql, from, to) => void moveAgent(sql, to, from),
    settle: () => undefined,
    moveFiles: (from, to) => moveWorkspace(stateDir, from, to),
    reload: () => undefined,
  };
}
