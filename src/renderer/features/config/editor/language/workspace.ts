import type { ConfigPath } from '../../../../../shared/config/path.ts';
import {
  nodeAt,
  parseLoose,
  type LooseMember,
  type LooseText,
} from '../../../../../shared/json5/parse-loose.ts';
import type { EditorFile, EditorKnowledge } from '../editor-knowledge.ts';
import { listMounts, type Mounts } from './mounts.ts';

/** All files as they are being edited, read once for every version of them. */
export interface Workspace {
  readonly files: readonly EditorFile[];
  readonly knowledge: EditorKnowledge;
  readonly mounts: Mounts;
  readonly read: (file: string) => LooseText | undefined;
}

/** A place in a file. */
export interface FilePlace {
  readonly file: string;
  readonly member: LooseMember;
}

/** Puts the files together; nothing is parsed before it is asked for. */
export function createWorkspace(
  files: readonly EditorFile[],
  knowledge: EditorKnowledge,
): Workspace {
  const texts = new Map<string, LooseText>();
  let mounts: Mounts | undefined;
  const read = (file: string): LooseText | undefined => {
    const known = texts.get(file);
    const raw = files.find(({ path }) => path === file)?.raw;
    if (known !== undefined || raw === undefined) return known;
    const made = parseLoose(raw);
    texts.set(file, made);
    return made;
  };
  return {
    files,
    knowledge,
    read,
    get mounts() {
      mounts ??= listMounts(files, read);
      return mounts;
    },
  };
}

/** The path in the whole configuration of a path in one file; the first place it is included at. */
export function fullPath({ mounts }: Workspace, file: string, path: ConfigPath): ConfigPath {
  return [...(mounts.get(file)?.[0] ?? []), ...path];
}

/** The plain value at a path of a file. */
export function writtenAt(workspace: Workspace, file: string): (path: ConfigPath) => unknown {
  const mount = workspace.mounts.get(file)?.[0] ?? [];
  return (path) => {
    const node = nodeAt(workspace.read(file)?.root, path.slice(mount.length));
    return node?.kind === 'scalar' ? node.value : undefined;
  };
}

/** Where the entries of a section are defined, in any file. @param section such as `models.providers` */
export function listEntries(workspace: Workspace, section: string): readonly FilePlace[] {
  const path = section.split('.');
  const found: FilePlace[] = [];
  for (const [file, mounts] of workspace.mounts) {
    for (const mount of mounts) found.push(...entriesIn(workspace, file, mount, path));
  }
  return found;
}

function entriesIn(
  workspace: Workspace,
  file: string,
  mount: ConfigPath,
  section: ConfigPath,
): readonly FilePlace[] {
  if (mount.length > section.length || mount.some((key, index) => key !== section[index])) {
    return [];
  }
  const node = nodeAt(workspace.read(file)?.root, section.slice(mount.length));
  if (node?.kind !== 'object') return [];
  return node.members.filter(({ key }) => !key.startsWith('$')).map((member) => ({ file, member }));
}
