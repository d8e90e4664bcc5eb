import { isRecord } from '../../../shared/is-record.ts';
import type { ConfigPath } from '../../../shared/config/path.ts';
import type { ConfigSchema } from './config-topic.ts';

type Hints = ConfigSchema['uiHints'];
export type UiHint = Hints[string];

/** What is known of the setting at a path: `agents.*.model` for `agents.coder.model`. */
export function hintAt(hints: Hints, path: ConfigPath): UiHint | undefined {
  return hints[hintKey(hints, path)];
}

/** The key of `hintAt`; the plainest one where there is no hint. */
export function hintKey(hints: Hints, path: ConfigPath): string {
  const [section = '', entry, ...rest] = path.map(String);
  const candidates =
    entry === undefined
      ? [section]
      : [[section, entry, ...rest].join('.'), [section, '*', ...rest].join('.')];
  const exact = candidates.find((key) => Object.hasOwn(hints, key));
  return exact ?? matchPattern(Object.keys(hints), path) ?? candidates.at(-1) ?? section;
}

/** The first of several keys with `*` and `[]` that a path fits. */
export function matchPattern(keys: readonly string[], path: ConfigPath): string | undefined {
  const steps = path.map(String);
  return keys.find((key) => {
    const parts = key.replaceAll('[]', '.*').split('.');
    return (
      parts.length === steps.length &&
      parts.every((part, index) => part === '*' || part === steps[index])
    );
  });
}

/** What the gateway shows in place of a secret. */
export const secretDots = '••••••••';

/** Whether a value is a hidden secret, or has one in it. */
export function holdsDots(value: unknown): boolean {
  if (value === secretDots) return true;
  if (Array.isArray(value)) return value.some(holdsDots);
  return isRecord(value) && Object.values(value).some(holdsDots);
}

const referenceOnly =
  /^(?:\$\{secret:[A-Za-z0-9_.-]+\}|\$\{[A-Z_][A-Z0-9_]*\}|\$[A-Z_][A-Z0-9_]*)$/;

/** Whether a text is nothing but the name of a variable or of a kept secret. */
export function isReferenceOnly(text: string): boolean {
  return referenceOnly.test(text);
}

/** Whether a value at a path, or something in it, is a secret in plain words. */
export function holdsSecret(hints: Hints, path: ConfigPath, value: unknown): boolean {
  if (typeof value === 'string') {
    return isBelowSecret(hints, path) && !isReferenceOnly(value);
  }
  if (Array.isArray(value)) {
    return value.some((item, index) => holdsSecret(hints, [...path, index], item));
  }
  if (!isRecord(value)) return false;
  return Object.entries(value).some(([key, child]) => holdsSecret(hints, [...path, key], child));
}

function isBelowSecret(hints: Hints, path: ConfigPath): boolean {
  return path.some((_, index) => hintAt(hints, path.slice(0, index + 1))?.sensitive === true);
}
