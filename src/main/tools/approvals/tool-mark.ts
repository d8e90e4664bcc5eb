import { createHash } from 'node:crypto';
import type { Tool } from '../tool.ts';

/**
 * By what a tool from elsewhere is recognised: where it comes from and what it says of itself. An answer
 * or a rule of the owner was for that, not for whatever bears the name later. Null for what is built in:
 * that changes with the program alone.
 */
export function markOf({ source, name, description, jsonSchema }: Tool): string | null {
  if (source === undefined || source.kind === 'built-in') return null;
  const about = JSON.stringify([source, name, description, jsonSchema]);
  return createHash('sha256').update(about).digest('hex');
}
