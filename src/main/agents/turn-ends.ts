import type { TurnState } from '../../shared/model/turn-state.ts';

/** How a turn ended, for those who wait for it: schedules, and agents that asked another. */
export interface EndedTurn {
  readonly runId: string;
  readonly turnId: string;
  readonly sessionId: string;
  readonly sessionKey: string;
  readonly agentId: string;
  readonly state: Exclude<TurnState, 'running'>;
  /** What was answered last. */
  readonly text: string;
  /** The code of what went wrong. */
  readonly error: string | undefined;
}

/** Tells of ends once they are on disk. What ended before a crash is read from the table of turns. */
export interface TurnEnds {
  subscribe(listener: (ended: EndedTurn) => void): () => void;
}

export interface TurnEndsTeller extends TurnEnds {
  tell(ended: EndedTurn): void;
}

/** @param onError hears of a listener that failed; the others are told all the same */
export function createTurnEnds(onError: (error: unknown) => void): TurnEndsTeller {
  const listeners = new Set<(ended: EndedTurn) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(ended) {
      for (const listener of listeners) {
        try {
          listener(ended);
        } catch (error) {
          onError(error);
        }
      }
    },
  };
}
