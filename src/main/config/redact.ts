import { formatPath, type ConfigPath } from '../../shared/config/path.ts';
import { splitReferences } from './expand.ts';
import { applySplices, type Splice } from './edit/splice.ts';
import { printText } from './edit/print.ts';
import { metaAt, schemaAt } from './settings.ts';
import { syntaxFault } from '../../shared/json5/fault.ts';
import type { ScalarNode, SyntaxNode } from '../../shared/json5/tree.ts';
import { treeAt, type SourceFile, type Tree } from './tree.ts';

/** What is shown in place of a secret. */
export const secretDots = '••••••••';

// Settings nobody knows are secret when they are called so.
const secretName = /token|secret|passw|api_?key|credential|private_?key/i;

/** Resolves a channel instance to its type, which decides what its settings mean. */
export type TypeOfChannel = (instance: string) => string;

/** Reads the types of the channels from the tree. */
export function channelTypes(root: Tree | undefined): TypeOfChannel {
  return (instance) => {
    const type = treeAt(root, ['channels', instance, 'type']);
    return type?.kind === 'scalar' && typeof type.value === 'string' ? type.value : instance;
  };
}

/** Whether the value at a path must not be shown. */
export function isSecretPath(path: ConfigPath, typeOf: TypeOfChannel): boolean {
  if (schemaAt(path, typeOf)) return metaAt(path, typeOf)?.secret === true;
  return path.some(
    (key) => typeof key === 'string' && secretName.test(key) && !schemaAtKey(path, key, typeOf),
  );
}

/** A key that the schema knows is secret only when the schema says so. */
function schemaAtKey(path: ConfigPath, key: string, typeOf: TypeOfChannel): boolean {
  return schemaAt(path.slice(0, path.indexOf(key) + 1), typeOf) !== undefined;
}

/** Replaces secrets in a plain value by dots. */
export function redactValue(value: unknown, path: ConfigPath, typeOf: TypeOfChannel): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => redactValue(item, [...path, index], typeOf));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [
        key,
        redactValue(child, [...path, key], typeOf),
      ]),
    );
  }
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  return isSecretPath(path, typeOf) && !isReferenceOnly(value) ? secretDots : value;
}

/** A text that only names variables is no secret. The value of a variable is never given here. */
function isReferenceOnly(value: string | number): boolean {
  return (
    typeof value === 'string' && splitReferences(value).every((part) => typeof part !== 'string')
  );
}

/** Replaces every value at a secret path by dots, also one that looks like a variable. */
export function redactEffective(value: unknown, path: ConfigPath, typeOf: TypeOfChannel): unknown {
  if (typeof value === 'string' && value !== '' && isSecretPath(path, typeOf)) return secretDots;
  if (Array.isArray(value)) {
    return value.map((item, index) => redactEffective(item, [...path, index], typeOf));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      redactEffective(child, [...path, key], typeOf),
    ]),
  );
}

/** A secret that stands openly in a file. */
export interface OpenSecret {
  readonly file: SourceFile;
  readonly node: ScalarNode;
  /** Path within its file. */
  readonly localPath: string;
  /** Path in the configuration; the first one of a file that is included more than once. */
  readonly path: ConfigPath;
}

/** Where each object of a file stands in the configuration; a file can be included twice. */
export type MountPoints = ReadonlyMap<SourceFile, readonly ConfigPath[]>;

/** Finds the secrets that stand in the files themselves, including those another value wins over. */
export function findOpenSecrets(mounts: MountPoints, typeOf: TypeOfChannel): readonly OpenSecret[] {
  return [...mounts].flatMap(([file, paths]) => {
    if ('fault' in file.parsed) return [];
    const secrets = new Map<ScalarNode, OpenSecret>();
    for (const mount of paths) {
      for (const found of scalarsOf(file.parsed.root, [])) {
        const path = [...mount, ...found.path];
        if (secrets.has(found.node) || !isOpenSecret(found.node, path, typeOf)) continue;
        const localPath = formatPath(found.path);
        secrets.set(found.node, { file, node: found.node, localPath, path });
      }
    }
    return [...secrets.values()];
  });
}

function isOpenSecret(node: ScalarNode, path: ConfigPath, typeOf: TypeOfChannel): boolean {
  const { value } = node;
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return false;
  return isSecretPath(path, typeOf) && !isReferenceOnly(value);
}

function* scalarsOf(
  node: SyntaxNode,
  path: ConfigPath,
): Generator<{ readonly node: ScalarNode; readonly path: ConfigPath }> {
  if (node.kind === 'scalar') yield { node, path };
  if (node.kind === 'array') {
    for (const [index, item] of node.items.entries()) yield* scalarsOf(item, [...path, index]);
  }
  if (node.kind === 'object') {
    for (const { key, value } of node.members) yield* scalarsOf(value, [...path, key]);
  }
}

/** The text of a file with dots in place of its secrets. */
export function redactText(file: SourceFile, secrets: readonly OpenSecret[]): string {
  if ('fault' in file.parsed) return redactUnparsed(file.text);
  const splices = secrets
    .filter((secret) => secret.file === file)
    .map(({ node }): Splice => ({ start: node.start, end: node.end, text: shownDots }));
  return applySplices(file.text, splices);
}

const shownDots = printText(secretDots, '"');

// In a text that does not parse nothing is known for sure, so the names decide. Every repetition is
// bounded: such a text can be anything.
const secretAssignment =
  /((?:token|secret|passw\w{0,32}|api_?key|credential\w{0,32}|private_?key)["']?\s{0,64}:\s{0,64})("(?:[^"\\\n\r]|\\.){0,16384}["\n\r]|'(?:[^'\\\n\r]|\\.){0,16384}['\n\r]|[^\s"',}\]]+)/gi;

function redactUnparsed(text: string): string {
  return text.replace(secretAssignment, (whole, name: string, value: string) =>
    isReferenceOnly(value.slice(1, -1)) ? whole : name + shownDots,
  );
}

function unparsedSecrets(text: string): readonly string[] {
  return [...text.matchAll(secretAssignment)].flatMap(([, , value = '']) =>
    isReferenceOnly(value.slice(1, -1)) ? [] : [value],
  );
}

/**
 * Puts the secrets back where a text still shows the dots at the same place of the file.
 * @throws AppError CONFIG_DOTS_LEFT when dots stand where no secret is known.
 */
export function restoreSecrets(
  text: string,
  parsed: SyntaxNode,
  file: SourceFile | undefined,
  secrets: readonly OpenSecret[],
): string {
  const dotted = [...scalarsOf(parsed, [])].filter(({ node }) => node.value === secretDots);
  const originals = file ? originalsFor(dotted, file, secrets) : [];
  const splices = dotted.map(({ node }, index): Splice => {
    const original = originals[index];
    if (original === undefined) throw syntaxFault(text, node.start, 'CONFIG_DOTS_LEFT');
    return { start: node.start, end: node.end, text: original };
  });
  return applySplices(text, splices);
}

function originalsFor(
  dotted: readonly { readonly path: ConfigPath }[],
  file: SourceFile,
  secrets: readonly OpenSecret[],
): readonly (string | undefined)[] {
  if ('fault' in file.parsed) {
    // Only the order is known; with another number of dots nobody can tell which is which.
    const found = unparsedSecrets(file.text);
    const areComplete = found.every((value) => /^(["']).*\1$/.test(value));
    return found.length === dotted.length && areComplete ? found : [];
  }
  const known = new Map(
    secrets
      .filter((secret) => secret.file === file)
      .map(({ localPath, node }) => [localPath, file.text.slice(node.start, node.end)]),
  );
  return dotted.map(({ path }) => known.get(formatPath(path)));
}
