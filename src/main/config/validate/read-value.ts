import { z } from 'zod';
import type { ConfigPath } from '../../../shared/config/path.ts';
import { toAppError } from '../../../shared/errors/index.ts';
import { expandText, type Lookup } from '../expand.ts';
import type { ProblemList } from '../problems.ts';
import { describeSchema, knownKeys, schemaBelow } from '../settings.ts';
import { suggest } from '../suggest.ts';
import type { Tree, TreeObject } from '../tree.ts';

export interface ReadContext {
  readonly lookup: Lookup;
  readonly problems: ProblemList;
}

/** A plain value with variables put in; not intact when a part of it could not be known. */
export interface ReadResult {
  readonly value: unknown;
  readonly isIntact: boolean;
}

/**
 * Turns a part of the tree into a plain value for its schema: expands variables (but not in literal
 * settings), leaves out and reports unknown keys, reports what is broken.
 */
export function readValue(
  tree: Tree,
  schema: z.core.$ZodType,
  path: ConfigPath,
  context: ReadContext,
): ReadResult {
  switch (tree.kind) {
    case 'broken':
      context.problems.fault(tree.fault, path, tree.origin);
      return { value: undefined, isIntact: false };
    case 'scalar':
      if (typeof tree.value !== 'string') return { value: tree.value, isIntact: true };
      return readText(tree.value, tree, schema, path, context);
    case 'array': {
      const items = tree.items.map((item, index) => readChild(item, schema, path, index, context));
      return {
        value: items.map((item) => item.value),
        isIntact: items.every((item) => item.isIntact),
      };
    }
    case 'object':
      return readObject(tree, schema, path, context);
  }
}

function readChild(
  child: Tree,
  schema: z.core.$ZodType,
  path: ConfigPath,
  key: string | number,
  context: ReadContext,
): ReadResult {
  return readValue(child, schemaBelow(schema, key) ?? z.unknown(), [...path, key], context);
}

function readObject(
  tree: TreeObject,
  schema: z.core.$ZodType,
  path: ConfigPath,
  context: ReadContext,
): ReadResult {
  const known = knownKeys(schema);
  const value = new Map<string, unknown>();
  let isIntact = true;
  for (const [key, child] of tree.entries) {
    if (known && !known.includes(key)) {
      warnUnknownKey(key, child, known, path, context.problems);
      continue;
    }
    const read = readChild(child, schema, path, key, context);
    isIntact &&= read.isIntact;
    value.set(key, read.value);
  }
  return { value: Object.fromEntries(value), isIntact };
}

/** Reports a key that nothing reads, with the key that was probably meant. */
export function warnUnknownKey(
  key: string,
  child: Tree,
  known: readonly string[],
  path: ConfigPath,
  problems: ProblemList,
): void {
  const origin = child.member
    ? { file: child.member.file, span: child.member.member.keySpan }
    : child.origin;
  const suggestion = suggest(key, known);
  const full = [...path, key];
  const shown = full.join('.');
  if (suggestion === undefined) {
    problems.warn('CONFIG_KEY_UNKNOWN', { path: shown, known: known.join(', ') }, full, origin);
  } else {
    problems.warn('CONFIG_KEY_TYPO', { path: shown, suggestion }, full, origin);
  }
}

function readText(
  text: string,
  tree: Tree,
  schema: z.core.$ZodType,
  path: ConfigPath,
  context: ReadContext,
): ReadResult {
  const place = describeSchema(schema);
  if (place.meta?.literal) return { value: text, isIntact: true };
  try {
    const expanded = expandText(text, context.lookup);
    const value = expanded === text ? text : coerce(expanded, place.schema);
    return { value, isIntact: true };
  } catch (thrown) {
    context.problems.fault(toAppError(thrown), path, tree.origin);
    return { value: undefined, isIntact: false };
  }
}

/** A variable holds text; where a number or a switch is expected, text that is one becomes one. */
function coerce(text: string, schema: z.core.$ZodType): unknown {
  if (schema instanceof z.ZodNumber && /^[+-]?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (schema instanceof z.ZodBoolean && /^(?:true|false)$/.test(text)) return text === 'true';
  return text;
}
