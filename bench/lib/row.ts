import type { ModelServer } from '../../e2e/servers/openai/control.ts';
import type { Summary } from './measure.ts';

/** One line of the result. */
export interface Reading {
  /** The key of its budget. */
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly ours: Summary | undefined;
  /** The same done by bare parts, in the same run. */
  readonly floor?: Summary;
  /** What is compared with the budget; undefined where there is nothing to measure yet. */
  readonly judged: number | undefined;
  readonly note?: string;
}

/** What a row gets to work with. */
export interface Bench {
  /** An empty directory of its own on a real disk. */
  makeDir(name: string): Promise<string>;
  readonly model: ModelServer;
  readonly isQuick: boolean;
  /** Flags for the gateway's Node, such as those of a profiler. */
  readonly nodeFlags: readonly string[];
  say(text: string): void;
}

export interface Row {
  /** What `--only` takes; a row may give several readings. */
  readonly name: string;
  measure(bench: Bench): Promise<readonly Reading[]>;
}
