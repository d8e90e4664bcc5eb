import { z } from 'zod';
import { makeError, type ErrorBody } from '../openai/wire-types.ts';

/** What the API answers to a bad request. */
export interface Refused {
  readonly isOk: false;
  readonly status: number;
  readonly body: ErrorBody;
  readonly detail: string;
  /** A client could not know it: one model does not take what others do. */
  readonly isModelRule?: boolean;
}

/** Reads a body as strictly as the published API does. */
export function parseBody<S extends z.ZodType>(
  text: string,
  schema: S,
): { readonly isOk: true; readonly value: z.output<S> } | Refused {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    const body = makeError('We could not parse the JSON body of your request.');
    return { isOk: false, status: 400, body, detail: String(error) };
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { isOk: true, value: parsed.data };
  const detail = z.prettifyError(parsed.error);
  const unknown = findUnknownKey(parsed.error.issues, []);
  const body =
    unknown === undefined
      ? makeError(`Invalid value: ${detail}`, { code: 'invalid_value' })
      : makeError(`Unknown parameter: '${unknown}'.`, {
          param: unknown,
          code: 'unknown_parameter',
        });
  return { isOk: false, status: 400, body, detail };
}

/** The first key no schema knows, also inside the branch of a union that was meant. */
function findUnknownKey(
  issues: readonly z.core.$ZodIssue[],
  base: readonly PropertyKey[],
): string | undefined {
  for (const issue of issues) {
    const path = [...base, ...issue.path];
    if (issue.code === 'unrecognized_keys') return formatPath([...path, issue.keys[0] ?? '']);
    if (issue.code !== 'invalid_union') continue;
    const meant = issue.errors.find((branch) =>
      branch.every((one) => one.code === 'unrecognized_keys'),
    );
    const found = meant && findUnknownKey(meant, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}
