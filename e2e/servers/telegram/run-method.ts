import { z } from 'zod';
import { badRequest } from './api-failure.ts';
import type { Violation } from './control-contract.ts';
import { paramShapes, type ServedMethod } from './method-params.ts';
import { botMethods } from './methods/bot-methods.ts';
import type { CallContext, Methods } from './methods/call-context.ts';
import { editMethods } from './methods/edit-methods.ts';
import { sendMethods } from './methods/send-methods.ts';
import { updateMethods } from './methods/update-methods.ts';
import type { RawParams } from './read-params.ts';

const methods: Methods<ServedMethod> = {
  ...botMethods,
  ...editMethods,
  ...sendMethods,
  ...updateMethods,
};
const byLowerCase = new Map(
  (Object.keys(paramShapes) as ServedMethod[]).map((name) => [name.toLowerCase(), name]),
);

/** The method of this name in its usual spelling; names are case-insensitive. */
export function findMethod(name: string): ServedMethod | undefined {
  return byLowerCase.get(name.toLowerCase());
}

/** Checks the parameters of a method and makes a function that runs it. Throws the API's 400. */
export function prepareMethod(
  method: ServedMethod,
  raw: RawParams,
  onViolation: (violation: Omit<Violation, 'atMs'>) => void,
): (context: CallContext) => unknown {
  const parsed = z.strictObject(paramShapes[method]).safeParse(dropNulls(raw));
  if (!parsed.success) {
    const unknownNames = parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys : [],
    );
    const detail = z.prettifyError(parsed.error);
    const kind = unknownNames.length > 0 ? 'unknown-parameter' : 'bad-parameter';
    onViolation({ method, kind, detail });
    throw badRequest(explain(parsed.error, raw, unknownNames));
  }
  // The schema of this very method has just been passed.
  const run = methods[method] as (params: unknown, context: CallContext) => unknown;
  return (context) => run(parsed.data, context);
}

function explain(error: z.ZodError, raw: RawParams, unknownNames: readonly string[]): string {
  const [unknownName] = unknownNames;
  if (unknownName !== undefined) return `unknown parameter "${unknownName}"`;
  const [issue] = error.issues;
  const name = String(issue?.path[0] ?? '');
  if (raw[name] === undefined) {
    return name === 'text' ? 'message text is empty' : `${name} is empty`;
  }
  return `wrong parameter ${name} in request: ${issue?.message ?? ''}`;
}

const dropNulls = (raw: RawParams): RawParams =>
  Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null));
