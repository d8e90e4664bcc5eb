import type { TFunction } from 'i18next';
import type { ConfigProblem } from '../../../../../shared/protocol/config.ts';
import type { EditorFile, EditorKnowledge } from '../editor-knowledge.ts';
import { createWorkspace, type Workspace } from '../language/workspace.ts';
import type { EditorContext } from './editor-context.ts';
import { openFile, type OpenFile } from './open-file.ts';
import type { Workbench } from './workbench.ts';

/** What the files of an editor need to know, as it is now. */
export interface FilesNow {
  readonly files: readonly EditorFile[];
  readonly knowledge: EditorKnowledge;
  readonly problemsOf: (file: string) => readonly ConfigProblem[];
  readonly words: TFunction;
  readonly describe: EditorContext['describe'];
}

export interface OpenFiles {
  /** Opens a file on the first call. */
  readonly open: (path: string) => OpenFile;
  readonly contextOf: (path: string) => EditorContext;
  /** All files, those that are open as they are being typed. */
  readonly workspace: () => Workspace;
  readonly pathOf: (uri: string) => string | undefined;
  /** Closes files that are gone. */
  readonly keepOnly: (paths: readonly string[]) => void;
  readonly dispose: () => void;
}

/** The files of one editor; there are never more than the configuration has. */
export function createOpenFiles(
  { monaco, attach }: Workbench,
  owner: string,
  now: () => FilesNow,
  onType: (path: string, text: string) => void,
): OpenFiles {
  const opened = new Map<string, OpenFile>();
  const workspace = keepWorkspace(opened, now);
  const files: OpenFiles = {
    workspace,
    contextOf: (path) => ({
      file: path,
      workspace,
      problems: () => now().problemsOf(path),
      words: () => now().words,
      describe: (problem) => now().describe(problem),
      modelOf: (other) =>
        now().files.some((file) => file.path === other) ? files.open(other).model : undefined,
    }),
    open(path) {
      const known = opened.get(path);
      if (known) return known;
      const text = now().files.find((file) => file.path === path)?.raw ?? '';
      const made = openFile(monaco, { path, owner, text, onType: (typed) => onType(path, typed) });
      attach(made.model, files.contextOf(path));
      opened.set(path, made);
      return made;
    },
    pathOf(uri) {
      for (const [path, { model }] of opened) if (model.uri.toString() === uri) return path;
      return undefined;
    },
    keepOnly(paths) {
      for (const [path, file] of opened) {
        if (paths.includes(path)) continue;
        file.dispose();
        opened.delete(path);
      }
    },
    dispose() {
      for (const file of opened.values()) file.dispose();
      opened.clear();
    },
  };
  return files;
}

/** Made anew only when a text or what is known has changed. */
function keepWorkspace(
  opened: ReadonlyMap<string, OpenFile>,
  now: () => FilesNow,
): () => Workspace {
  let kept: { readonly parts: readonly unknown[]; readonly workspace: Workspace } | undefined;
  return () => {
    const { files, knowledge } = now();
    // What a page hands over anew with every key is compared by what it says.
    const versions = files.flatMap(({ path, raw }) => [
      path,
      opened.get(path)?.model.getVersionId() ?? raw,
    ]);
    const parts = [knowledge, ...versions];
    const isSame =
      kept?.parts.length === parts.length && kept.parts.every((part, at) => part === parts[at]);
    if (kept && isSame) return kept.workspace;
    const current = files.map(({ path, raw }) => ({
      path,
      raw: opened.get(path)?.model.getValue() ?? raw,
    }));
    kept = { parts, workspace: createWorkspace(current, knowledge) };
    return kept.workspace;
  };
}
