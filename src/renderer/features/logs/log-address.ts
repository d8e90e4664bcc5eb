import { logLevels, type LogLevel } from '../../../shared/protocol/logs.ts';
import type { LogFilter } from '../../../shared/model/log-line.ts';
import { formatAddress, type Address } from '../../navigation/address.ts';

/** What the page shows, as its address says: `#/logs?level=warn&part=turn&text=x&turn=<id>`. */
export function readFilter({ query }: Address): LogFilter {
  const { level, part, text, turn, session } = query;
  return {
    level: logLevels.find((one) => one === level),
    component: filled(part),
    text: filled(text),
    turnId: filled(turn),
    sessionKey: filled(session),
  };
}

export function writeFilter(filter: LogFilter): string {
  return formatAddress('logs', [], {
    level: filter.level,
    part: filter.component,
    text: filter.text,
    turn: filter.turnId,
    session: filter.sessionKey,
  });
}

/** The levels to choose from; everything is shown without one. */
export const levelChoices: readonly LogLevel[] = logLevels;

/** Parts of the program that write to the log, to choose from. */
export const components = [
  'approval',
  'channel',
  'config',
  'draft',
  'errand',
  'extension',
  'gateway',
  'host',
  'inbox',
  'maintenance',
  'mcp',
  'memory',
  'node',
  'outbox',
  'provider',
  'sandbox',
  'schedule',
  'telegram',
  'tool',
  'turn',
] as const;

const filled = (value: string | undefined): string | undefined =>
  value === '' ? undefined : value;
