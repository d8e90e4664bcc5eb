import { applySplices } from './edit/splice.ts';
import type { ConfigHistory, HistoryVersion } from './history.ts';
import type { ReadFiles } from './load.ts';
import { findMounts } from './mounts.ts';
import type { ConfigReader } from './reader.ts';
import { channelTypes, findOpenSecrets, type OpenSecret } from './redact.ts';
import { metaAt } from './settings.ts';

/** A secret as it stands in a text, and what names it from now on. */
export interface HiddenSecret {
  readonly value: OpenSecret['node']['value'];
  readonly print: (secret: OpenSecret) => string;
}

/**
 * Names a secret in the kept versions instead of saying it, wherever it stands at the place of a
 * secret. A version that is brought back then means what it meant. Each version is whole at any moment;
 * doing it again after a crash does the rest.
 */
export async function hideInHistory(
  history: ConfigHistory,
  reader: ConfigReader,
  secret: HiddenSecret,
): Promise<void> {
  for (const number of await history.versions()) {
    const version = await history.read(number).catch(() => undefined);
    const hidden = version && (await hideIn(version, reader, secret));
    if (hidden) await history.replace(hidden);
  }
}

async function hideIn(
  version: HistoryVersion,
  reader: ConfigReader,
  { value, print }: HiddenSecret,
): Promise<HistoryVersion | undefined> {
  const files = await reader.readVersion(version);
  const found = openSecretsOf(files).filter(({ node }) => node.value === value);
  if (found.length === 0) return undefined;
  const texts = Object.fromEntries(
    [...files.graph.files.values()].map((file) => {
      const here = found.filter((secret) => secret.file === file);
      const splices = here.map((secret) => ({
        start: secret.node.start,
        end: secret.node.end,
        text: print(secret),
      }));
      return [file.name, applySplices(file.text, splices)];
    }),
  );
  const hidden = { ...version, texts: { ...version.texts, ...texts } };
  const { graph } = await reader.readVersion(hidden);
  return { ...hidden, hash: graph.hash };
}

/** Those that can be named: some settings take what is written as it is. */
function openSecretsOf({ graph, tree }: ReadFiles): readonly OpenSecret[] {
  const typeOf = channelTypes(tree);
  return findOpenSecrets(findMounts(graph), typeOf).filter(
    ({ path }) => metaAt(path, typeOf)?.literal !== true,
  );
}
