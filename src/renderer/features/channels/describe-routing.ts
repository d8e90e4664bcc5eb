import { isRecord } from '../../../shared/is-record.ts';

/** One line of "messages from … go to …". */
export interface RoutingLine {
  readonly kind: 'binding' | 'channel' | 'default';
  /** Of a binding: its position in the file. */
  readonly index?: number;
  /** Of a binding: what it asks for, by name. */
  readonly match: Readonly<Record<string, string>>;
  readonly agent: string | undefined;
}

/**
 * Who answers on a channel, as it is written: bindings that can fit, then the channel's own agent or
 * the default one. In a binding without a channel all channels are meant.
 */
export function describeRouting(
  root: unknown,
  channel: string,
  defaultAgent: string | undefined,
): readonly RoutingLine[] {
  const bindings = isRecord(root) && Array.isArray(root['bindings']) ? root['bindings'] : [];
  const lines = bindings.flatMap((binding: unknown, index): readonly RoutingLine[] => {
    if (!isRecord(binding) || !isRecord(binding['match'])) return [];
    const match = readTexts(binding['match']);
    if (match['channel'] !== undefined && match['channel'] !== channel) return [];
    return [{ kind: 'binding', index, match, agent: readText(binding['agent']) }];
  });
  const entry =
    isRecord(root) && isRecord(root['channels']) ? root['channels'][channel] : undefined;
  const own = isRecord(entry) ? readText(entry['agent']) : undefined;
  const rest: RoutingLine =
    own === undefined
      ? { kind: 'default', match: {}, agent: defaultAgent }
      : { kind: 'channel', match: {}, agent: own };
  return [...lines, rest];
}

function readTexts(match: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(match).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
