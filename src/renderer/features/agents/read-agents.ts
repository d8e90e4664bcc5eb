import { isRecord } from '../../../shared/is-record.ts';
import { valueAt } from '../../state/config-draft/plain-value.ts';
import type { ConfigText } from '../../state/config-draft/config-topic.ts';

/** One agent as a list shows it. */
export interface AgentRow {
  readonly id: string;
  readonly name: string;
  /** Absent: the first model there is. */
  readonly model: string | undefined;
  readonly isEnabled: boolean;
  readonly isDefault: boolean;
  /** What stands in the file can't be used; the rest of the row is as it is written. */
  readonly isBroken: boolean;
  /** Something in it is wrong, or leads nowhere. */
  readonly hasProblem: boolean;
}

/** The agents in the order of the file, those that are not valid included. */
export function readAgents(text: ConfigText, defaultId: string | undefined): readonly AgentRow[] {
  const written = valueAt(text.parsed, ['agents']);
  const effective = valueAt(text.config, ['agents']);
  const ids = new Set([...keysOf(written), ...keysOf(effective)]);
  return [...ids].map((id) => {
    const entry = valueAt(effective, [id]) ?? valueAt(written, [id]);
    return {
      id,
      name: textOf(valueAt(entry, ['name'])) ?? id,
      model: textOf(valueAt(entry, ['model'])),
      isEnabled: valueAt(entry, ['enabled']) !== false,
      isDefault: id === defaultId,
      isBroken: valueAt(effective, [id]) === undefined,
      hasProblem: text.problems.some(
        ({ severity, path }) => severity === 'error' && isAt(path, id),
      ),
    };
  });
}

/** Whether a problem stands at an agent or below it. */
function isAt(path: string, id: string): boolean {
  return [`agents.${id}`, `agents["${id}"]`].some(
    (place) => path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`),
  );
}

function keysOf(value: unknown): readonly string[] {
  return isRecord(value) ? Object.keys(value) : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
