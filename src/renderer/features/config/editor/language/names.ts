import type { KnownName } from '../editor-knowledge.ts';
import { includeName } from './mounts.ts';
import type { ValueKind } from './value-kinds.ts';
import { listEntries, type Workspace } from './workspace.ts';

/** The names that make sense where a value names something; those of the files come first. */
export function namesFor(
  kind: ValueKind,
  workspace: Workspace,
  file: string,
): readonly KnownName[] {
  const { names } = workspace.knowledge;
  switch (kind) {
    case 'agent':
      return join(entryNames(workspace, 'agents'), names.agents);
    case 'channel':
      return join(entryNames(workspace, 'channels'), names.channels);
    case 'chat':
      return namesFor('channel', workspace, file).map(({ name, ...rest }) => ({
        ...rest,
        name: `${name}:direct:`,
      }));
    case 'model':
      return names.models;
    case 'tool':
      return toolNames(workspace);
    case 'node':
      return join([{ name: 'local' }], names.nodes);
    case 'channel-type':
      return names.channelTypes;
    case 'include':
      return workspace.files
        .slice(1)
        .filter(({ path }) => path !== file)
        .map(({ path }) => ({ name: includeName(file, path) }));
  }
}

function toolNames(workspace: Workspace): readonly KnownName[] {
  const { names } = workspace.knowledge;
  const profiles = join(names.profiles, []).map(({ name, ...rest }) => ({
    ...rest,
    name: `@${name}`,
  }));
  return [...profiles, ...names.tools];
}

function entryNames(workspace: Workspace, section: string): readonly KnownName[] {
  return listEntries(workspace, section).map(({ member }) => ({ name: member.key }));
}

/** Each name once, with its detail where one is known. */
function join(first: readonly KnownName[], more: readonly KnownName[]): readonly KnownName[] {
  const all = new Map<string, KnownName>();
  for (const each of [...first, ...more]) {
    const known = all.get(each.name);
    if (!known || known.detail === undefined) all.set(each.name, each);
  }
  return [...all.values()];
}
