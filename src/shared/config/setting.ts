import type { z } from 'zod';

/**
 * What saving a changed value does: the smallest effect that makes it true.
 * - `none`: read live wherever it is used
 * - `agent`: the agent uses it from its next turn
 * - `channel`: this channel instance restarts
 * - `listener`: the gateway's port is bound again
 */
export type SettingEffect = 'none' | 'agent' | 'channel' | 'listener';

export interface SettingMeta {
  readonly title: string;
  /** One or two plain sentences, shown on hover and in the generated reference. */
  readonly help: string;
  readonly effect: SettingEffect;
  /** Shown as dots, never logged, never sent to an interface. */
  readonly secret?: boolean;
  /** `$NAME` is text here and is not expanded. */
  readonly literal?: boolean;
  readonly advanced?: boolean;
}

/** Attaches a setting's description to its schema; JSON Schema, editor help and planner read it. */
export function setting<T extends z.ZodType>(schema: T, meta: SettingMeta): T {
  const { title, help: description, ...rest } = meta;
  return schema.meta({ title, description, ...rest });
}
