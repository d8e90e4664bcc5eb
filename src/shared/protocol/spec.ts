import type { z } from 'zod';

/** What a connection may do. As in the OpenClaw protocol; `node` is the role of a channel host. */
export const scopes = [
  'operator.read',
  'operator.write',
  'operator.admin',
  'operator.pairing',
  'node',
] as const;
export type Scope = (typeof scopes)[number];

export interface MethodSpec<P extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  readonly scope: Scope;
  /** One sentence for the generated reference. */
  readonly summary: string;
  readonly params: () => P;
  readonly result: () => R;
}

export interface EventSpec<P extends z.ZodType = z.ZodType> {
  readonly scope: Scope;
  readonly summary: string;
  readonly payload: () => P;
  /** May be left out for a client that reads too slowly; it catches up from a snapshot. */
  readonly isDroppable?: boolean;
  /** Kept in the event log, so that `events.resume` can bring it back. */
  readonly isLogged?: boolean;
}

/** Keeps the exact schema types of a family of methods. */
export function defineMethods<T extends Record<string, MethodSpec>>(specs: T): T {
  return specs;
}

export function defineEvents<T extends Record<string, EventSpec>>(specs: T): T {
  return specs;
}
