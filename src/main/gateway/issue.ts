import type { z } from 'zod';

/** Names of keys come from the other side and may be long. */
const longestReason = 300;

/** Where and why a value does not fit its schema: the first problem, in words, without the value. */
export function describeIssue(error: z.ZodError): { path: string; reason: string } {
  const issue = error.issues[0];
  const path = issue?.path.map(String).join('.') ?? '';
  const reason = issue?.message ?? 'not valid';
  return {
    path: path === '' ? 'its top' : clip(path),
    reason: clip(reason),
  };
}

function clip(text: string): string {
  return text.length > longestReason ? `${text.slice(0, longestReason)}…` : text;
}
