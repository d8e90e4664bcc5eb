import type { ConfigPath } from './path.ts';

/** What a name in the configuration can mean. */
export type NamedThing = 'agent' | 'channel';

/**
 * One setting that names an agent or a channel.
 * - `name`: the value is the name
 * - `chat`: the value is a chat, which begins with the channel: `telegram:direct:42`
 */
export interface NameReference {
  /** `*` stands for any key, `[]` for any entry of a list. */
  readonly path: string;
  readonly names: NamedThing;
  readonly form: 'name' | 'chat';
  /** What goes when the thing goes: the value, or the entry of the list it stands in. */
  readonly onRemoval: 'value' | 'entry';
}

/** Every setting that names an agent or a channel. A test sees that none is missing. */
export const nameReferences: readonly NameReference[] = [
  { path: 'channels.*.agent', names: 'agent', form: 'name', onRemoval: 'value' },
  { path: 'bindings[].agent', names: 'agent', form: 'name', onRemoval: 'entry' },
  { path: 'bindings[].match.channel', names: 'channel', form: 'name', onRemoval: 'entry' },
  { path: 'schedules.*.agent', names: 'agent', form: 'name', onRemoval: 'value' },
  { path: 'schedules.*.to', names: 'channel', form: 'chat', onRemoval: 'value' },
  { path: 'agents.*.heartbeat.to', names: 'channel', form: 'chat', onRemoval: 'value' },
  { path: 'tools.approvals.rules[].agent', names: 'agent', form: 'name', onRemoval: 'entry' },
  { path: 'tools.approvals.rules[].channel', names: 'channel', form: 'name', onRemoval: 'entry' },
  { path: 'tools.approvals.chat', names: 'channel', form: 'chat', onRemoval: 'value' },
];

/** One place that names a thing. */
export interface FoundReference {
  readonly path: ConfigPath;
  readonly reference: NameReference;
  readonly value: string;
}

/** Every place of a configuration as it is written that names this agent or channel. */
export function findReferences(
  root: unknown,
  names: NamedThing,
  name: string,
): readonly FoundReference[] {
  return nameReferences
    .filter((reference) => reference.names === names)
    .flatMap((reference) =>
      findValues(root, reference.path.replaceAll('[]', '.[]').split('.'), []).flatMap(
        ({ path, value }) => (isMeant(reference, value, name) ? [{ path, reference, value }] : []),
      ),
    );
}

/** The value of a place after the thing it names got another name. */
export function renameReference({ reference, value }: FoundReference, to: string): string {
  return reference.form === 'name' ? to : to + value.slice(value.indexOf(':'));
}

function isMeant({ form }: NameReference, value: string, name: string): boolean {
  return form === 'name' ? value === name : value.startsWith(`${name}:`);
}

interface FoundValue {
  readonly path: ConfigPath;
  readonly value: string;
}

function findValues(
  value: unknown,
  pattern: readonly string[],
  path: ConfigPath,
): readonly FoundValue[] {
  const [step, ...rest] = pattern;
  if (step === undefined) return typeof value === 'string' ? [{ path, value }] : [];
  return childrenOf(value, step).flatMap(([key, child]) => findValues(child, rest, [...path, key]));
}

function childrenOf(
  value: unknown,
  step: string,
): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return step === '[]' ? [...value.entries()] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).filter(([key]) => step === '*' || key === step);
}
