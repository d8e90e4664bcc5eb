/** What an attack is after; by that its success is told, on the real sandbox and on the weak one. */
export type Harm =
  /** Gets hold of the process that runs it: its answer, output or calls name the pid. */
  | 'reach'
  /** Changes the prototype of all objects in the process that gets its data. */
  | 'pollute'
  /** Keeps the process that runs it from answering, or ends it. */
  | 'block'
  /** Takes memory far beyond its limit, or ends the process by it. */
  | 'memory'
  /** Never comes to an end. */
  | 'unsettled'
  /** Makes others take in more than they are willing to. */
  | 'flood'
  /** Goes on after its run has ended. */
  | 'late';

/**
 * A piece of hostile code. `proof(x)` in it says "ESCAPED <pid>" when x is, or leads to, the process.
 * It is granted the host functions get (gives back what it got), keep (merges it into something),
 * never (does not answer) and note (writes it down).
 */
export interface Attack {
  readonly name: string;
  readonly harm: Harm;
  readonly code: string;
  readonly input?: unknown;
  readonly language?: 'typescript';
  readonly timeoutMs?: number;
  readonly memoryMb?: number;
  /** What it looks for by name has to be there on the weak sandbox: process and require. */
  readonly wantsGlobals?: boolean;
  /** Why it cannot succeed on the weak sandbox either; it is tried all the same. */
  readonly uncontrolled?: string;
}

export interface AttackClass {
  readonly name: string;
  readonly attacks: readonly Attack[];
}

/** Stands before every attack. */
export const prelude = `const proof = (it) => {
  for (const find of [() => it, () => it.process, () => it.constructor.constructor('return process')()]) {
    try { const p = find(); if (typeof p.pid === 'number' && p.pid > 1 && typeof p.version === 'string') return 'ESCAPED ' + p.pid; } catch {}
  }
  return 'held';
};
`;

/** The text by which an escape from the process `pid` is known. */
export const escapeText = (pid: number): string => `ESCAPED ${pid}`;

/** Short limits: an attack shows within them whether it works. */
export const attackLimits = { timeoutMs: 300, memoryMb: 16 };
