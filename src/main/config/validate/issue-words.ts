import type { z } from 'zod';
import { suggest } from '../suggest.ts';

export interface IssueWords {
  /** Completes "x is not valid: …". */
  readonly reason: string;
  /** What to do about it. */
  readonly fix: string;
}

export interface IssueSubject {
  /** What is said about the setting anyway. */
  readonly help: string | undefined;
  /** The value must not be repeated. */
  readonly isHidden: boolean;
}

/**
 * Says in plain words what a schema found, with the likely fix.
 * @param found the value that stands there; a secret one is never repeated.
 */
export function wordsOfIssue(
  issue: z.core.$ZodIssue,
  found: unknown,
  { help = 'Compare it with the guide to the configuration.', isHidden }: IssueSubject,
): IssueWords {
  const shown = isHidden ? kindOf(found) : show(found);
  switch (issue.code) {
    case 'invalid_type':
      return {
        reason: `${nameOfType(issue.expected)} is expected, but ${shown} stands here`,
        fix: help,
      };
    case 'invalid_value':
      return { reason: `${shown} is not one of the choices`, fix: choiceFix(issue.values, found) };
    case 'too_small':
      return { reason: bound('at least', issue.minimum, issue.origin), fix: help };
    case 'too_big':
      return { reason: bound('at most', issue.maximum, issue.origin), fix: help };
    case 'invalid_format':
      return { reason: formatReason(issue, shown), fix: help };
    default:
      return { reason: issue.message, fix: help };
  }
}

function formatReason(issue: z.core.$ZodIssueInvalidStringFormat, shown: string): string {
  if (issue.format === 'url') return `${shown} is not an address such as https://example.com`;
  const custom = issue.message.startsWith('Invalid') ? undefined : issue.message;
  return custom ?? `${shown} does not have the expected form`;
}

function choiceFix(values: readonly unknown[], found: unknown): string {
  const choices = values.map(String);
  const near = typeof found === 'string' ? suggest(found, choices) : undefined;
  if (near !== undefined) return `Did you mean "${near}"?`;
  return `Write one of: ${choices.map((choice) => `"${choice}"`).join(', ')}.`;
}

function bound(word: string, limit: number | bigint, origin: string): string {
  const unit: Readonly<Record<string, string>> = {
    string: ' characters are needed',
    array: ' entries are allowed',
  };
  const end = origin === 'string' && word === 'at most' ? ' characters are allowed' : unit[origin];
  return end === undefined ? `it must be ${word} ${limit}` : `${word} ${limit}${end}`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'an object in { }',
  record: 'an object in { }',
};

function nameOfType(type: string): string {
  return typeNames[type] ?? type;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return value === undefined ? 'nothing' : nameOfType(typeof value).replace(' in { }', '');
}

function show(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return kindOf(value);
  }
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
