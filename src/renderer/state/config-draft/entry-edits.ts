import { isRecord } from '../../../shared/is-record.ts';
import { formatPath, type ConfigPath } from '../../../shared/config/path.ts';
import {
  findReferences,
  type FoundReference,
  type NamedThing,
} from '../../../shared/config/references.ts';
import type { ConfigEdits } from '../../../shared/protocol/config.ts';
import { valueAt } from './plain-value.ts';

/** Sections whose entries have names that other settings use. */
export type EntrySection = 'agents' | 'channels' | 'schedules';

const thingOf: Readonly<Record<EntrySection, NamedThing | undefined>> = {
  agents: 'agent',
  channels: 'channel',
  schedules: undefined,
};

/** Places that name an entry. */
export function referencesTo(
  root: unknown,
  section: EntrySection,
  name: string,
): readonly FoundReference[] {
  const thing = thingOf[section];
  return thing ? findReferences(root, thing, name) : [];
}

/**
 * The text of an entry once more under another name. The copy of a channel is off, since two
 * connections with one account disturb each other; the copy of the default agent is not the default.
 */
export function copyEntryEdits(
  root: unknown,
  section: EntrySection,
  from: string,
  to: string,
): ConfigEdits {
  const copy: ConfigPath = [section, to];
  const entry = valueAt(root, [section, from]);
  const wasDefault = section === 'agents' && isRecord(entry) && entry['default'] !== undefined;
  return [
    { op: 'copy', path: formatPath([section, from]), to },
    ...keepType(root, section, from, to),
    ...(section === 'channels'
      ? [{ op: 'set' as const, path: formatPath([...copy, 'enabled']), value: false }]
      : []),
    ...(wasDefault ? [{ op: 'delete' as const, path: formatPath([...copy, 'default']) }] : []),
  ];
}

/** Takes an entry away, and what names it: a rule for it goes, a choice of it falls back. */
export function deleteEntryEdits(root: unknown, section: EntrySection, name: string): ConfigEdits {
  const own: ConfigPath = [section, name];
  const places = referencesTo(root, section, name)
    .filter(({ path }) => path[0] !== own[0] || path[1] !== own[1])
    .map(({ path, reference }) =>
      reference.onRemoval === 'value' ? path : path.slice(0, listDepth(path)),
    );
  const paths = [...new Set(places.map((path) => formatPath(path)))];
  // The last entry of a list first, so that the positions of the others stay right.
  return [...paths.toReversed(), formatPath(own)].map((path) => ({ op: 'delete', path }));
}

/** The length of the path of the list's entry that a value stands in. */
function listDepth(path: ConfigPath): number {
  return path.findLastIndex((key) => typeof key === 'number') + 1;
}

function keepType(root: unknown, section: EntrySection, from: string, at: string): ConfigEdits {
  if (section !== 'channels') return [];
  const entry = valueAt(root, [section, from]);
  if (!isRecord(entry) || typeof entry['type'] === 'string') return [];
  return [{ op: 'set', path: formatPath([section, at, 'type']), value: from }];
}

/** Names as the configuration allows them. */
const namePattern = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,63}$/u;

/** What is wrong with a new name of an entry; undefined when nothing is. */
export function judgeName(
  root: unknown,
  section: EntrySection,
  name: string,
): 'empty' | 'invalid' | 'taken' | undefined {
  if (name === '') return 'empty';
  if (!namePattern.test(name)) return 'invalid';
  return valueAt(root, [section, name]) === undefined ? undefined : 'taken';
}
