import type { ConfigPath } from '../../../../../shared/config/path.ts';
import { nameReferences } from '../../../../../shared/config/references.ts';

/** What the text at a path names. */
export type ValueKind =
  'agent' | 'channel' | 'chat' | 'model' | 'tool' | 'node' | 'channel-type' | 'include';

const kinds: readonly (readonly [pattern: string, kind: ValueKind])[] = [
  ...nameReferences.map(
    ({ path, names, form }) => [path, form === 'chat' ? 'chat' : names] as const,
  ),
  ['agents.*.model', 'model'],
  ['agents.*.fallbacks[]', 'model'],
  ['agents.*.tools[]', 'tool'],
  ['channels.*.tools[]', 'tool'],
  ['tools.deny[]', 'tool'],
  ['tools.profiles.*[]', 'tool'],
  ['tools.approvals.rules[].tool', 'tool'],
  ['memory.embedding', 'model'],
  ['channels.*.node', 'node'],
  ['channels.*.type', 'channel-type'],
];

/** What the value at a path of the whole configuration names; undefined when it names nothing. */
export function valueKindAt(path: ConfigPath): ValueKind | undefined {
  const last = path.findLast((key) => typeof key === 'string');
  if (last === '$include') return 'include';
  return kinds.find(([pattern]) => matches(pattern, path))?.[1];
}

function matches(pattern: string, path: ConfigPath): boolean {
  const steps = pattern.replaceAll('[]', '.[]').split('.');
  return (
    steps.length === path.length &&
    steps.every((step, index) => {
      const key = path[index];
      return step === '[]' ? typeof key === 'number' : step === '*' || step === key;
    })
  );
}
