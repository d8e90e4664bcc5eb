import type { z } from 'zod';
import { AppError } from '../../../shared/errors/index.ts';

/** Checks what code handed to a function of the host. Throws EXTENSION_CALL_INVALID. */
export function parseCall<T>(call: string, schema: z.ZodType<T>, args: unknown): T {
  const parsed = schema.safeParse(args);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const reason = `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim();
  throw new AppError('EXTENSION_CALL_INVALID', { call, reason });
}
