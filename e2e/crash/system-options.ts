import type { KillPoint } from '../../src/main/platform/kill-points.ts';
import type { Protection } from '../../src/main/platform/protections.ts';

/** What is to go wrong in a system, and how it is laid out. */
export interface SystemOptions {
  /** Dies there once, at the n-th pass: `name` or `name:n`. */
  readonly killPoint?: KillPoint | `${KillPoint}:${number}`;
  readonly disable?: Protection;
  /** The messenger runs on a node of its own, which stays up when the gateway dies. */
  readonly isRemote?: boolean;
  /** What goes before the gateway's program, such as a tracer; may keep files in `root`. */
  readonly wrapper?: (root: string) => readonly string[];
}
