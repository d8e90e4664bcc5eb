import { writePath } from './candidate.ts';
import type { ReadFiles } from './load.ts';
import { findMounts } from './mounts.ts';
import { formatPath } from '../../shared/config/path.ts';
import {
  channelTypes,
  findOpenSecrets,
  redactEffective,
  redactText,
  redactValue,
} from './redact.ts';
import type {
  ConfigFileText,
  ConfigSnapshot,
  ConfigText,
  OpenSecretPlace,
} from './service-types.ts';
import { isReadOnly } from './write-file.ts';
import { toPlain, type SourceFile } from './tree.ts';

/** The files and values for an interface, secrets shown as dots. */
export async function showFiles(
  { graph, tree, rootProblem }: ReadFiles,
  snapshot: ConfigSnapshot,
  configPath: string,
): Promise<ConfigText> {
  const typeOf = channelTypes(tree);
  const secrets = findOpenSecrets(findMounts(graph), typeOf);
  const files = await Promise.all(
    [...graph.files.values()].map(async (file) => ({
      file: file.name,
      path: file.path,
      raw: redactText(file, secrets),
      isReadOnly: await isReadOnly(writePath(file.path, graph, configPath)),
    })),
  );
  return {
    path: configPath,
    exists: graph.root !== undefined || rootProblem !== undefined,
    raw: files[0]?.raw ?? '',
    files,
    parsed: tree ? redactValue(toPlain(tree), [], typeOf) : null,
    config: redactEffective(snapshot.config, [], typeOf),
    hash: graph.hash,
    appliedHash: snapshot.appliedHash,
    version: snapshot.version,
    problems: snapshot.problems,
  };
}

/** Files of the configuration as text for an interface, secrets shown as dots. */
export function showTexts(
  { graph, tree }: ReadFiles,
  isShown: (file: SourceFile) => boolean,
): readonly ConfigFileText[] {
  const secrets = findOpenSecrets(findMounts(graph), channelTypes(tree));
  return [...graph.files.values()]
    .filter(isShown)
    .map((file) => ({ file: file.name, raw: redactText(file, secrets) }));
}

/** Where secrets stand openly in the files. */
export function placeOpenSecrets({ graph, tree }: ReadFiles): readonly OpenSecretPlace[] {
  return findOpenSecrets(findMounts(graph), channelTypes(tree)).map(({ file, node, path }) => ({
    path: formatPath(path),
    file: file.name,
    ...file.locate(node.start),
  }));
}
