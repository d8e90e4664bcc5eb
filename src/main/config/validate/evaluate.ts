import { z } from 'zod';
import { formatPath, type ConfigPath } from '../../../shared/config/path.ts';
import { describeSchema, schemaBelow } from '../settings.ts';
import { referencesOf } from '../expand.ts';
import { childOf, treeAt, type Origin, type Tree } from '../tree.ts';
import { wordsOfIssue } from './issue-words.ts';
import { readValue, type ReadContext } from './read-value.ts';

/** A part of the configuration that is valid or off as a whole. */
export type Evaluated<T> =
  { readonly isValid: true; readonly value: T } | { readonly isValid: false };

/**
 * Validates one part on its own: a section, an agent, a channel.
 * @param tree undefined when nothing is written there: the defaults are the value.
 */
export function evaluate<T extends z.ZodType>(
  schema: T,
  tree: Tree | undefined,
  path: ConfigPath,
  context: ReadContext,
): Evaluated<z.output<T>> {
  const read = tree
    ? readValue(tree, schema, path, context)
    : { value: emptyOf(schema), isIntact: true };
  if (!read.isIntact) return { isValid: false };
  const parsed = schema.safeParse(read.value);
  if (parsed.success) return { isValid: true, value: parsed.data };
  for (const issue of parsed.error.issues)
    reportIssue(issue, schema, tree, read.value, path, context);
  return { isValid: false };
}

function emptyOf(schema: z.core.$ZodType): unknown {
  const { schema: inner } = describeSchema(schema);
  if (inner instanceof z.ZodObject || inner instanceof z.ZodRecord) return {};
  return inner instanceof z.ZodArray ? [] : undefined;
}

function reportIssue(
  issue: z.core.$ZodIssue,
  schema: z.core.$ZodType,
  tree: Tree | undefined,
  value: unknown,
  path: ConfigPath,
  { problems }: ReadContext,
): void {
  const below = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  const full = [...path, ...below];
  const meta = describeSchema(below.reduce<z.core.$ZodType>(schemaOrUnknown, schema)).meta;
  const found = below.reduce<unknown>(valueBelow, value);
  const shown = formatPath(full);
  if (found === undefined) {
    const fix = meta?.help ?? `${shown} has no default.`;
    problems.error('CONFIG_VALUE_REQUIRED', { path: shown, fix }, full, nearestOrigin(tree, below));
    return;
  }
  const isHidden = meta?.secret === true || isFromVariable(tree, below);
  const { reason, fix } = wordsOfIssue(issue, found, { help: meta?.help, isHidden });
  const values = { path: shown, reason, fix };
  problems.error('CONFIG_VALUE_INVALID', values, full, nearestOrigin(tree, below));
}

function schemaOrUnknown(schema: z.core.$ZodType, key: string | number): z.core.$ZodType {
  return schemaBelow(schema, key) ?? z.unknown();
}

function valueBelow(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}

/** What a variable holds may be a secret that was put into the wrong setting. */
function isFromVariable(tree: Tree | undefined, path: ConfigPath): boolean {
  const found = treeAt(tree, path);
  return (
    found?.kind === 'scalar' &&
    typeof found.value === 'string' &&
    referencesOf(found.value).length > 0
  );
}

/** Where the value is written, or the nearest thing around it. */
export function nearestOrigin(tree: Tree | undefined, path: ConfigPath): Origin | undefined {
  let at = tree;
  for (const key of path) {
    const next: Tree | undefined = at && childOf(at, key);
    if (!next) break;
    at = next;
  }
  return at?.origin;
}
