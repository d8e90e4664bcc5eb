import { parsePath } from '../../../../../shared/config/path.ts';
import type { ConfigProblem } from '../../../../../shared/protocol/config.ts';
import type { LooseText } from '../../../../../shared/json5/parse-loose.ts';
import { quoteText } from '../completion/completion.ts';
import type { Fix } from './fix.ts';
import { memberAround, removeMember } from './remove-member.ts';
import { offsetAt } from './problem-span.ts';
import { listSyntaxFixes } from './syntax-fixes.ts';

/** What can be done about a problem at its place; nothing when the text has changed since. */
export function listFixes(loose: LooseText, problem: ConfigProblem): readonly Fix[] {
  const { line, column, code } = problem;
  if (line === undefined || column === undefined) return [];
  const at = offsetAt(loose.text, line, column);
  return [...fixesOf(loose, problem, at), ...listSyntaxFixes(loose, code, at)];
}

function fixesOf(loose: LooseText, problem: ConfigProblem, at: number): readonly Fix[] {
  switch (problem.code) {
    case 'CONFIG_KEY_TYPO':
      return [...renameKey(loose, problem, at), ...remove(loose, at)];
    case 'CONFIG_KEY_UNKNOWN':
    case 'CONFIG_KEY_DUPLICATE':
    case 'CONFIG_DEFAULT_TWICE':
      return remove(loose, at);
    case 'CONFIG_VALUE_INVALID':
      return [...replaceValue(loose, problem, at), ...remove(loose, at)];
    case 'CONFIG_AGENT_UNKNOWN':
    case 'CONFIG_CHANNEL_UNKNOWN':
    case 'CONFIG_CHANNEL_TYPE_UNKNOWN':
      return replaceValue(loose, problem, at);
    case 'CONFIG_PROVIDER_UNKNOWN':
      return replaceProvider(loose, problem, at);
    case 'CONFIG_VARIABLE_MISSING':
      return escapeDollar(loose, problem, at);
    case 'CONFIG_VALUE_REQUIRED':
      return addKey(loose, problem, at);
    case 'CONFIG_PROVIDER_ADDRESS_MISSING':
      return insertKey(loose, at, 'baseUrl', '"http://127.0.0.1:11434/v1"');
    default:
      return [];
  }
}

/** The names in quotes that a hint proposes: after "Did you mean" one, after "one of" several. */
function proposals(hint: string): readonly string[] {
  const near = /Did you mean "([^"]+)"/.exec(hint)?.[1];
  if (near !== undefined) return [near];
  const choices = /^Write one of: (.+)\.$/.exec(hint)?.[1];
  if (choices !== undefined)
    return [...choices.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name);
  const names = /name one of: (.+)\.$/.exec(hint)?.[1];
  return names?.split(', ') ?? [];
}

function renameKey(loose: LooseText, { hint }: ConfigProblem, at: number): readonly Fix[] {
  const token = tokenAt(loose, at);
  if (!token) return [];
  return proposals(hint).map((name) => ({
    kind: 'rename',
    subject: name,
    edits: [{ start: token.start, end: token.end, text: quoteAs(loose, token.start, name) }],
    isLikely: true,
  }));
}

function replaceValue(loose: LooseText, { hint }: ConfigProblem, at: number): readonly Fix[] {
  const token = tokenAt(loose, at);
  if (!token) return [];
  const names = proposals(hint);
  return names.map((name) => ({
    kind: 'replace',
    subject: name,
    edits: [{ start: token.start, end: token.end, text: quoteText(name, quoteOf(loose, at)) }],
    isLikely: names.length === 1,
  }));
}

/** Only what stands before the slash is wrong. */
function replaceProvider(loose: LooseText, { hint }: ConfigProblem, at: number): readonly Fix[] {
  const token = tokenAt(loose, at);
  const rest = token?.value.slice(token.value.indexOf('/')) ?? '';
  return proposals(hint).flatMap((provider) =>
    token
      ? [
          {
            kind: 'replace' as const,
            subject: provider + rest,
            edits: [
              {
                start: token.start,
                end: token.end,
                text: quoteText(provider + rest, quoteOf(loose, at)),
              },
            ],
            isLikely: true,
          },
        ]
      : [],
  );
}

function escapeDollar(loose: LooseText, { message }: ConfigProblem, at: number): readonly Fix[] {
  const token = tokenAt(loose, at);
  const name = /variable ([A-Z_][A-Z0-9_]*) is/.exec(message)?.[1];
  if (!token || name === undefined) return [];
  const source = loose.text.slice(token.start, token.end);
  const found = new RegExp(String.raw`\$(?:\{${name}\}|${name}(?![A-Z0-9_]))`).exec(source);
  if (!found) return [];
  const start = token.start + found.index;
  const edits = [{ start, end: start, text: '$' }];
  return [{ kind: 'plainDollar', subject: name, edits, isLikely: false }];
}

function addKey(loose: LooseText, { path }: ConfigProblem, at: number): readonly Fix[] {
  const key = parsePath(path)?.at(-1);
  return key === undefined ? [] : insertKey(loose, at, key, '""');
}

/** Writes a new setting first into the object that begins at or around the place. */
function insertKey(loose: LooseText, at: number, key: string, value: string): readonly Fix[] {
  const open = loose.tokens.find(({ kind, start }) => kind === '{' && start >= at);
  if (!open) return [];
  const next = loose.tokens.find(({ start }) => start >= open.end);
  const gap = loose.text.slice(open.end, next?.start ?? open.end);
  const comma = next?.kind === '}' ? '' : ',';
  const text = /[\n\r]/.test(gap) ? `${gap}${key}: ${value},` : ` ${key}: ${value}${comma}`;
  const edits = [{ start: open.end, end: open.end, text }];
  return [{ kind: 'add', subject: key, edits, isLikely: true }];
}

function remove(loose: LooseText, at: number): readonly Fix[] {
  const member = memberAround(loose, at);
  if (!member) return [];
  const edits = [removeMember(loose, member)];
  return [{ kind: 'remove', subject: member.key, edits, isLikely: false }];
}

function tokenAt({ tokens }: LooseText, at: number) {
  return tokens.find(
    ({ kind, start }) =>
      start === at && (kind === 'string' || kind === 'word' || kind === 'number'),
  );
}

function quoteOf({ text }: LooseText, at: number): '"' | "'" {
  return text[at] === "'" ? "'" : '"';
}

/** A key keeps its quotes. */
function quoteAs({ text }: LooseText, at: number, name: string): string {
  const first = text[at];
  return first === '"' || first === "'" ? quoteText(name, first) : name;
}
