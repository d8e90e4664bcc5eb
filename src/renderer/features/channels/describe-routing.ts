import { isRecord } from '../../../shared/is-record.ts';
import { inOrder, readRules, type RuleMatch } from '../routing/rules.ts';

/** One line of "messages from … go to …". */
export interface RoutingLine {
  readonly kind: 'binding' | 'channel' | 'default';
  /** Of a binding: its position in the file. */
  readonly index?: number;
  /** Of a binding: what it asks for, by name. */
  readonly match: RuleMatch;
  readonly agent: string | undefined;
}

/**
 * Who answers on a channel, as it is written: rules that can fit, in the order in which they count, then the channel's own agent or
 * the default one. In a binding without a channel all channels are meant.
 */
export function describeRouting(
  root: unknown,
  channel: string,
  defaultAgent: string | undefined,
): readonly RoutingLine[] {
  const bindings = isRecord(root) ? root['bindings'] : undefined;
  const lines = inOrder(readRules(bindings))
    .filter(({ match }) => match.channel === undefined || match.channel === channel)
    .map(({ position, match, agent }): RoutingLine => {
      return { kind: 'binding', index: position, match, agent: agent === '' ? undefined : agent };
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

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
