import type { Span } from '../../../../../shared/json5/tree.ts';
import { contextAt } from './cursor-context.ts';
import { resolveInclude } from './mounts.ts';
import { valueKindAt, type ValueKind } from './value-kinds.ts';
import { fullPath, listEntries, type Workspace } from './workspace.ts';

/** Where something is defined. */
export interface Definition {
  readonly file: string;
  readonly target: Span;
  /** What was asked about. */
  readonly origin: Span;
}

/** The definition of what the value under the cursor names: a file, an agent, a channel. */
export function findDefinitions(
  workspace: Workspace,
  file: string,
  offset: number,
): readonly Definition[] {
  const loose = workspace.read(file);
  const context = loose && contextAt(loose, offset);
  if (context?.kind !== 'value' || context.token?.kind !== 'string') return [];
  const { token, path } = context;
  const origin = { start: token.start, end: token.end };
  const kind = valueKindAt(fullPath(workspace, file, path));
  if (kind === 'include') return includedFile(workspace, file, token.value, origin);
  const entry = kind && entryNamed(kind, token.value);
  return entry ? entriesNamed(workspace, entry.section, entry.name, origin) : [];
}

function includedFile(
  workspace: Workspace,
  file: string,
  name: string,
  origin: Span,
): readonly Definition[] {
  const target = resolveInclude(file, name);
  if (target === undefined || workspace.read(target) === undefined) return [];
  return [{ file: target, target: { start: 0, end: 0 }, origin }];
}

/** The entry that a text names, and the section it stands in. */
function entryNamed(
  kind: ValueKind,
  text: string,
): { readonly section: string; readonly name: string } | undefined {
  const upTo = (sign: string): string => text.split(sign, 1)[0] ?? '';
  switch (kind) {
    case 'agent':
      return { section: 'agents', name: text };
    case 'channel':
      return { section: 'channels', name: text };
    case 'chat':
      return { section: 'channels', name: upTo(':') };
    case 'model':
      return { section: 'models.providers', name: upTo('/') };
    case 'tool':
      return text.startsWith('@') ? { section: 'tools.profiles', name: text.slice(1) } : undefined;
    case 'include':
    case 'node':
    case 'channel-type':
      return undefined;
  }
}

function entriesNamed(
  workspace: Workspace,
  section: string,
  name: string,
  origin: Span,
): readonly Definition[] {
  return listEntries(workspace, section)
    .filter(({ member }) => member.key === name)
    .map(({ file, member }) => ({ file, target: member.keySpan, origin }));
}
