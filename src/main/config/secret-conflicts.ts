import { formatPath } from '../../shared/config/path.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { ReadFiles } from './load.ts';
import { findMounts } from './mounts.ts';
import { channelTypes, findOpenSecrets } from './redact.ts';

/** The states of the files that a change of secrets is judged by. */
export interface SecretStates {
  /** What was read when the secrets were typed; undefined when nobody knows it any more. */
  readonly base: ReadFiles | undefined;
  readonly now: ReadFiles;
  readonly after: ReadFiles;
}

/**
 * Whoever edits sees dots, also where somebody else put another secret meanwhile. So it is looked here
 * whether a change would overwrite, or take away, a secret that is not the one it was made over. (One
 * that was moved away meanwhile is seen in the text.)
 * @throws AppError CONFIG_SECRET_CHANGED with the paths, parted by `, `.
 */
export function refuseOverwrittenSecrets({ base, now, after }: SecretStates): void {
  const [was, is, willBe] = [base && secretsOf(base), secretsOf(now), secretsOf(after)];
  const lost = [...is].filter(
    ([path, value]) => willBe.get(path) !== value && was?.get(path) !== value,
  );
  if (lost.length === 0) return;
  throw new AppError('CONFIG_SECRET_CHANGED', { path: lost.map(([path]) => path).join(', ') });
}

function secretsOf({ graph, tree }: ReadFiles): ReadonlyMap<string, unknown> {
  const secrets = findOpenSecrets(findMounts(graph), channelTypes(tree));
  return new Map(secrets.map(({ path, node }) => [formatPath(path), node.value]));
}
