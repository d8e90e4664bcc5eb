import type { Span } from '../../../../../shared/json5/tree.ts';
import { contextAt } from './cursor-context.ts';
import { resolveInclude } from './mounts.ts';
import { valueKindAt } from './value-kinds.ts';
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
  switch (kind) {
    case 'include': {
      const target = resolveInclude(file, token.value);
      if (target === undefined || workspace.read(target) === undefined) return [];
      return [{ file: target, target: { start: 0, end: 0 }, origin }];
    }
    case 'agent':
      return entriesNamed(workspace, 'agents', token.value, origin);
    case 'channel':
      return entriesNamed(workspace, 'channels', token.value, origin);
    case 'chat':
      return entriesNamed(workspace, 'channels', token.value.split(':', 1)[0] ?? '', origin);
    case 'model':
      return entriesNamed(
        workspace,
        'models.providers',
        token.value.split('/', 1)[0] ?? '',
        origin,
      );
    case 'tool':
      return token.value.startsWith('@')
        ? entriesNamed(workspace, 'tools.profiles', token.value.slice(1), origin)
        : [];
    case 'node':
    case 'channel-type':
    case undefined:
      return [];
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
