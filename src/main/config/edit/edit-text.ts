import { AppError } from '../../../shared/errors/index.ts';
import { createLineIndex } from '../../../shared/json5/lines.ts';
import { parseSyntax } from '../../../shared/json5/parse.ts';
import { resolveTree } from '../resolve.ts';
import type { SourceFile } from '../tree.ts';
import { editFiles } from './edit-files.ts';
import type { PlainEdit } from './plain-edit.ts';

/**
 * Edits one text on its own, without includes.
 * @throws as `editFiles`, and whatever the parser says about the text.
 */
export async function editText(text: string, edits: readonly PlainEdit[]): Promise<string> {
  const path = 'text';
  const texts = await editFiles(edits, (changed) => {
    const tree = resolveTree(singleFile(path, changed.get(path) ?? text));
    if (!tree) throw new AppError('CONFIG_EMPTY');
    return Promise.resolve(tree);
  });
  return texts.get(path) ?? text;
}

function singleFile(path: string, text: string): Parameters<typeof resolveTree>[0] {
  const root: SourceFile = {
    path,
    name: path,
    text,
    parsed: { root: parseSyntax(text) },
    locate: createLineIndex(text),
  };
  return {
    root,
    rootFault: undefined,
    files: new Map([[path, root]]),
    follow: (_, name) => new AppError('CONFIG_INCLUDE_MISSING', { name }),
    rootPath: path,
    folder: '',
    watched: [],
    hash: '',
  };
}
