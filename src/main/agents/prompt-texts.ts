import { createHash } from 'node:crypto';
import { keepBlob, touchBlob } from '../delivery/trace-store.ts';
import type { ToolSpec } from '../providers/provider.ts';
import type { Sql } from '../storage/database.ts';

/** The hashes under which the texts of a prompt are kept. Its messages are kept by the conversation. */
export interface KeptTexts {
  readonly system: string;
  readonly toolSpecs: string;
}

/** Keeps what a prompt was made of beside the conversation, each text once. */
export interface PromptTexts {
  /** In the caller's transaction. */
  keep(
    sql: Sql,
    prompt: { readonly system: string; readonly tools: readonly ToolSpec[] },
    now: number,
  ): KeptTexts;
}

/** The same tools come as the same list, which is written and hashed once. */
export function createPromptTexts(): PromptTexts {
  const known = new WeakMap<
    readonly ToolSpec[],
    { readonly hash: string; readonly text: string }
  >();

  function write(tools: readonly ToolSpec[]): { readonly hash: string; readonly text: string } {
    const before = known.get(tools);
    if (before) return before;
    const text = JSON.stringify(tools);
    const written = { text, hash: createHash('sha256').update(text).digest('hex') };
    known.set(tools, written);
    return written;
  }

  return {
    keep(sql, { system, tools }, now) {
      const { hash, text } = write(tools);
      touchBlob(sql, hash, text, now);
      return { system: keepBlob(sql, system, now), toolSpecs: hash };
    },
  };
}
