import type { ReadFiles } from './load.ts';
import { findMounts } from './mounts.ts';
import {
  channelTypes,
  findOpenSecrets,
  redactEffective,
  redactText,
  redactValue,
} from './redact.ts';
import type { ConfigSnapshot, ConfigText } from './service-types.ts';
import { toPlain } from './tree.ts';

/** The files and values for an interface, secrets shown as dots. */
export function showFiles(
  { graph, tree, rootProblem }: ReadFiles,
  snapshot: ConfigSnapshot,
  configPath: string,
): ConfigText {
  const typeOf = channelTypes(tree);
  const secrets = findOpenSecrets(findMounts(graph), typeOf);
  const files = [...graph.files.values()].map((file) => ({
    file: file.name,
    raw: redactText(file, secrets),
  }));
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
