import { AppError } from '../../shared/errors/index.ts';
import type { SecretReader } from './service-types.ts';

/** Where variables and secrets are looked up. */
export interface Lookup {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets: SecretReader | undefined;
  /** Named in the hint for a missing variable. */
  readonly stateDir: string;
}

export interface Reference {
  readonly kind: 'env' | 'secret';
  readonly name: string;
}

/** A text cut at its references. */
export type TextPart = string | Reference;

const referencePattern =
  /\$(?:\$|\{secret:([A-Za-z0-9_][A-Za-z0-9_.-]*)\}|\{([A-Z_][A-Z0-9_]*)\}|([A-Z_][A-Z0-9_]*))/g;

/**
 * Cuts a text at `$NAME`, `${NAME}` and `${secret:NAME}`. `$$` is a dollar; a dollar before
 * anything else is just a dollar.
 */
export function splitReferences(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(referencePattern)) {
    if (match.index > at) parts.push(text.slice(at, match.index));
    at = match.index + match[0].length;
    const [, secret, braced, bare] = match;
    if (secret !== undefined) parts.push({ kind: 'secret', name: secret });
    else if (braced !== undefined) parts.push({ kind: 'env', name: braced });
    else if (bare !== undefined) parts.push({ kind: 'env', name: bare });
    else parts.push('$');
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

/** The variables and secrets a text names. */
export function referencesOf(text: string): readonly Reference[] {
  return splitReferences(text).filter((part) => typeof part !== 'string');
}

/**
 * Puts the values in. What a variable holds is not expanded again.
 * @throws AppError CONFIG_VARIABLE_MISSING or CONFIG_SECRET_MISSING.
 */
export function expandText(text: string, lookup: Lookup): string {
  if (!text.includes('$')) return text;
  return splitReferences(text)
    .map((part) => (typeof part === 'string' ? part : read(part, lookup)))
    .join('');
}

function read({ kind, name }: Reference, lookup: Lookup): string {
  if (kind === 'secret') {
    const secret = lookup.secrets?.read(name);
    if (secret === undefined) throw new AppError('CONFIG_SECRET_MISSING', { name });
    return secret;
  }
  const value = Object.hasOwn(lookup.env, name) ? lookup.env[name] : undefined;
  if (value === undefined) {
    throw new AppError('CONFIG_VARIABLE_MISSING', { name, stateDir: lookup.stateDir });
  }
  return value;
}
