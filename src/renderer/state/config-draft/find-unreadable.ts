import { parsePath, type ConfigPath } from '../../../shared/config/path.ts';
import type { ConfigProblem } from '../../../shared/protocol/config.ts';
import type { ConfigText } from './config-topic.ts';
import { isWithin } from './plain-value.ts';

type Read = Pick<ConfigText, 'exists' | 'parsed' | 'problems'>;

/** Where the gateway does not say why: it is asked to look again. */
const unknownProblem: ConfigProblem = {
  severity: 'error',
  code: 'CONFIG_UNREADABLE',
  message: '',
  hint: '',
  path: '',
};

/**
 * Why nobody can say what is written at a path: the file, or an include around the path, has a mistake
 * in its grammar. Undefined where the text can be read, whether the path is in it or not.
 */
export function findUnreadable(text: Read, path: ConfigPath): ConfigProblem | undefined {
  if (!text.exists || !isLost(text.parsed, path)) return undefined;
  const around = text.problems.filter(
    (problem) => problem.severity === 'error' && isWithin(path, parsePath(problem.path) ?? []),
  );
  return around.find(({ line }) => line !== undefined) ?? around[0] ?? unknownProblem;
}

/** What could not be read is null, at its place or around it. */
function isLost(value: unknown, [key, ...rest]: ConfigPath): boolean {
  if (value === null) return true;
  if (key === undefined || typeof value !== 'object') return false;
  const child: unknown = Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
  return child === undefined ? false : isLost(child, rest);
}
