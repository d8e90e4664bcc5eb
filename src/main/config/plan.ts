import { isDeepStrictEqual } from 'node:util';
import { formatPath, type ConfigPath } from '../../shared/config/path.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { SettingEffect } from '../../shared/config/setting.ts';
import type { PlanCode, PlannedEffect } from './service-types.ts';
import { metaAt } from './settings.ts';

export interface ChangePlan {
  readonly changedPaths: readonly string[];
  readonly effects: readonly PlannedEffect[];
}

/** What putting `after` into effect in place of `before` does: the smallest effect of each change. */
export function planChange(before: Config, after: Config): ChangePlan {
  const paths = changedPaths(before, after, []);
  const typeOf = (instance: string): string =>
    (after.channels[instance] ?? before.channels[instance])?.type ?? instance;
  return {
    changedPaths: paths.map(formatPath),
    effects: paths.map((path) => planPath(path, before, after, typeOf)),
  };
}

/** Paths at which two values differ, as deep as both are objects; lists count as a whole. */
export function changedPaths(before: unknown, after: unknown, path: ConfigPath): ConfigPath[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isObject(before) || !isObject(after)) return [path];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) =>
    changedPaths(valueOf(before, key), valueOf(after, key), [...path, key]),
  );
}

function valueOf(object: object, key: string): unknown {
  return Reflect.get(object, key);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function planPath(
  path: ConfigPath,
  before: Config,
  after: Config,
  typeOf: (instance: string) => string,
): PlannedEffect {
  const [section, name] = path.map(String);
  const text = formatPath(path);
  if (path.length === 2 && name !== undefined) {
    if (section === 'agents') return wholeEntry(text, name, 'agent', before.agents, after.agents);
    if (section === 'channels')
      return wholeEntry(text, name, 'channel', before.channels, after.channels);
  }
  const effect = effectOf(path, typeOf);
  const hasSubject = (section === 'agents' || section === 'channels') && effect !== 'none';
  return { path: text, effect, subject: hasSubject ? name : undefined, code: codeOf(effect) };
}

function wholeEntry(
  path: string,
  subject: string,
  kind: 'agent' | 'channel',
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): PlannedEffect {
  const isAdded = !Object.hasOwn(before, subject);
  const isRemoved = !Object.hasOwn(after, subject);
  const code = isAdded ? 'added' : isRemoved ? 'removed' : undefined;
  return {
    path,
    effect: kind,
    subject,
    code: code === undefined ? codeOf(kind) : `${kind}.${code}`,
  };
}

/** The effect of the setting at the path, or of the nearest one above it that has one. */
function effectOf(path: ConfigPath, typeOf: (instance: string) => string): SettingEffect {
  for (let length = path.length; length > 0; length -= 1) {
    const effect = metaAt(path.slice(0, length), typeOf)?.effect;
    if (effect !== undefined) return effect;
  }
  // A whole provider that came or went: whoever uses its models asks for it in the next turn.
  return path[0] === 'models' ? 'agent' : 'none';
}

function codeOf(effect: SettingEffect): PlanCode {
  switch (effect) {
    case 'none':
      return 'live';
    case 'agent':
      return 'agent.next-turn';
    case 'channel':
      return 'channel.restarted';
    case 'listener':
      return 'listener.re-bound';
  }
}
