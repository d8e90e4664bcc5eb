import { isDeepStrictEqual } from 'node:util';
import { formatPath, parsePath, type ConfigPath } from '../../shared/config/path.ts';
import type { Config } from '../../shared/config/schema.ts';
import { AppError } from '../../shared/errors/index.ts';
import { textsOf, type NewTexts } from './candidate.ts';
import { addToDotEnv } from './dot-env-file.ts';
import { applySplices } from './edit/splice.ts';
import { printText } from './edit/print.ts';
import { splitReferences } from './expand.ts';
import { hideInHistory } from './hide-in-history.ts';
import type { ConfigHistory } from './history.ts';
import type { ReadFiles } from './load.ts';
import { findMounts } from './mounts.ts';
import type { ConfigReader } from './reader.ts';
import { channelTypes, findOpenSecrets, type OpenSecret } from './redact.ts';
import type { ConfigDeps, ConfigMoveSecret } from './service-types.ts';
import { metaAt } from './settings.ts';

/** What moving a secret needs of the engine. */
export interface SecretMoveDeps extends Pick<ConfigDeps, 'env' | 'secrets'> {
  readonly reader: ConfigReader;
  readonly history: ConfigHistory;
  /** @throws AppError when these texts must not be written. */
  readonly check: (texts: NewTexts) => Promise<void>;
}

/**
 * Puts a secret that stands in the text where it belongs, and names it in the text instead. The
 * secret is kept before anybody learns the new text: a crash in between leaves it in both places.
 * @returns the texts to write; with them the configuration means exactly what it meant.
 * @throws AppError with a CONFIG_ code; the files of the configuration are untouched.
 */
export async function moveSecret(
  { reader, history, check, env, secrets }: SecretMoveDeps,
  request: ConfigMoveSecret,
  running: Config,
): Promise<NewTexts> {
  const { name, to } = request;
  const texts = await unsavedTexts(request, reader);
  const before = await reader.read(texts);
  const secret = findSecret(before, pathOf(request.path));
  const value = plainValue(secret);
  const reference = to === 'store' ? `\${secret:${name}}` : `$${name}`;
  const changed = new Map([...texts, [secret.file.path, withReference(secret, reference)]]);
  await check(changed);
  if (to === 'store') keepInStore(secrets, name, value);
  else await keepInDotEnv(before, env, name, value);
  const after = await reader.read(changed);
  const [was, is] = [before, after].map((files) => reader.validate(files, running)?.config);
  if (!isDeepStrictEqual(was, is)) {
    const reason = 'the setting would mean something else';
    throw new AppError('CONFIG_SECRET_UNSUITABLE', { path: request.path, reason });
  }
  // What was moved is expected to be gone, and not to lie in an older version of the text.
  const print = (found: OpenSecret): string => printReference(found, reference);
  await hideInHistory(history, reader, { value: secret.node.value, print });
  return changed;
}

async function unsavedTexts(
  { raw, file }: ConfigMoveSecret,
  reader: ConfigReader,
): Promise<NewTexts> {
  if (raw === undefined) return new Map();
  const candidate = file === undefined ? { raw } : { raw, file };
  return textsOf(candidate, await reader.read(), (texts) => reader.read(texts));
}

function pathOf(path: string): ConfigPath {
  const parsed = parsePath(path);
  if (!parsed) throw new AppError('CONFIG_PATH_INVALID', { path });
  return parsed;
}

function findSecret({ graph, tree }: ReadFiles, path: ConfigPath): OpenSecret {
  const typeOf = channelTypes(tree);
  const shown = formatPath(path);
  const found = findOpenSecrets(findMounts(graph), typeOf).find(
    (secret) => formatPath(secret.path) === shown,
  );
  if (!found) throw new AppError('CONFIG_SECRET_NOT_OPEN', { path: shown });
  if (metaAt(path, typeOf)?.literal !== true) return found;
  const reason = 'no variables are read there';
  throw new AppError('CONFIG_SECRET_UNSUITABLE', { path: shown, reason });
}

/** What the text means: `$$` is a dollar. */
function plainValue({ node, path }: OpenSecret): string {
  const parts = splitReferences(String(node.value));
  const texts = parts.filter((part) => typeof part === 'string');
  if (texts.length === parts.length) return texts.join('');
  const reason = 'it names a variable already';
  throw new AppError('CONFIG_SECRET_UNSUITABLE', { path: formatPath(path), reason });
}

function keepInStore(secrets: ConfigDeps['secrets'], name: string, value: string): void {
  if (!secrets?.set) {
    const reason = 'there is no secret store';
    throw new AppError('CONFIG_SECRET_UNSUITABLE', { path: name, reason });
  }
  const known = secrets.read(name);
  if (known !== undefined && known !== value) {
    throw new AppError('CONFIG_SECRET_NAME_TAKEN', { name });
  }
  secrets.set(name, value);
}

async function keepInDotEnv(
  { dotEnv }: ReadFiles,
  env: ConfigDeps['env'],
  name: string,
  value: string,
): Promise<void> {
  // A variable of the process wins over the file.
  const set = env[name];
  if (set === value) return;
  if (set !== undefined) throw new AppError('CONFIG_SECRET_NAME_TAKEN', { name });
  await addToDotEnv(dotEnv, name, value);
}

function withReference(secret: OpenSecret, reference: string): string {
  const { file, node } = secret;
  const text = printReference(secret, reference);
  return applySplices(file.text, [{ start: node.start, end: node.end, text }]);
}

/** With the quotes that stood there. */
function printReference({ file, node }: OpenSecret, reference: string): string {
  return printText(reference, file.text[node.start] === "'" ? "'" : '"');
}
