import type { TraceStep } from '../../../../shared/protocol/inspect.ts';

/** Where the bar of a step stands, in parts of the whole turn. */
export interface Bar {
  readonly step: TraceStep;
  /** 0 to 1. */
  readonly start: number;
  /** 0 to 1; what took no time still has a mark. */
  readonly length: number;
  /** Milliseconds from the beginning of the turn. */
  readonly afterMs: number;
  readonly tookMs: number;
}

/** A bar that is shorter could not be seen. */
const leastLength = 0.006;

/**
 * Lays the steps of a turn out over its time.
 * @param now UTC milliseconds; a step that runs reaches to it
 */
export function layOutWaterfall(steps: readonly TraceStep[], now: number): readonly Bar[] {
  if (steps.length === 0) return [];
  const endOf = (step: TraceStep): number =>
    step.durationMs === undefined
      ? step.state === 'running'
        ? Math.max(now, step.startedAt)
        : step.startedAt
      : step.startedAt + step.durationMs;
  const from = Math.min(...steps.map(({ startedAt }) => startedAt));
  const until = Math.max(...steps.map(endOf));
  const whole = Math.max(1, until - from);
  return steps.map((step) => {
    const afterMs = step.startedAt - from;
    const tookMs = endOf(step) - step.startedAt;
    const length = Math.min(1, Math.max(leastLength, tookMs / whole));
    return { step, afterMs, tookMs, length, start: Math.min(afterMs / whole, 1 - length) };
  });
}
