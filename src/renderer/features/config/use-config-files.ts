import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { ConfigProblem } from '../../../shared/protocol/config.ts';
import type { ConfigText } from '../../state/config-draft/config-topic.ts';
import { createConfigEditor } from '../../state/config-editor/create-config-editor.ts';
import { rootName } from '../../state/config-editor/file-texts.ts';
import type { TextEditor } from '../../state/config-editor/text-editor.ts';
import { useTopic } from '../../state/use-topic.ts';
import { listIncludeTree, type IncludeNode } from './files/include-tree.ts';

/** A file as it is listed: where it stands and how it is. */
export interface ConfigFileRow extends IncludeNode {
  readonly isUnsaved: boolean;
  readonly isInConflict: boolean;
  readonly isReadOnly: boolean;
  readonly problems: readonly ConfigProblem[];
}

export interface ConfigFiles {
  readonly root: string;
  readonly rows: readonly ConfigFileRow[];
  /** The texts as they are on the screen, the root first. */
  readonly texts: readonly { readonly path: string; readonly raw: string }[];
}

/** The editor of this tab. */
export function useTextEditor(): TextEditor {
  return useTopic(createConfigEditor);
}

/** The files of the configuration with what is unsaved in them; undefined until they were read. */
export function useConfigFiles(): ConfigFiles | undefined {
  const { store } = useTextEditor();
  const { text, drafts, conflicts } = useStore(store);
  return useMemo(() => {
    if (!text) return undefined;
    const texts = textsOnScreen(text, drafts);
    const rows = listIncludeTree(texts).map((node) => ({
      ...node,
      isUnsaved: Object.hasOwn(drafts, node.name),
      isInConflict: Object.hasOwn(conflicts, node.name),
      isReadOnly: text.files.find(({ path }) => path === node.name)?.isReadOnly ?? false,
      problems: text.problems.filter((problem) => nameOfFile(text, problem.file) === node.name),
    }));
    return { root: rootName(text), rows, texts };
  }, [text, drafts, conflicts]);
}

function textsOnScreen(
  text: ConfigText,
  drafts: Readonly<Record<string, { readonly text: string }>>,
): ConfigFiles['texts'] {
  const saved = text.files.map(({ path, raw }) => ({ path, raw: drafts[path]?.text ?? raw }));
  const known = new Set(saved.map(({ path }) => path));
  const others = Object.entries(drafts).filter(([path]) => !known.has(path));
  const root = rootName(text);
  const all = [...saved, ...others.map(([path, draft]) => ({ path, raw: draft.text }))];
  return all.toSorted((a, b) => Number(b.path === root) - Number(a.path === root));
}

/** The name of a file that a problem or a source names in full; the root where it names none. */
export function nameOfFile(text: ConfigText, fullPath: string | undefined): string {
  if (fullPath === undefined || fullPath === text.path) return rootName(text);
  const known = text.files.find((file) => file.fullPath === fullPath || file.path === fullPath);
  return known?.path ?? fullPath.split(/[\\/]/).at(-1) ?? fullPath;
}
