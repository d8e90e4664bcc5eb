import type { LogFields, Logger } from '../../platform/log.ts';
import type { HostWord } from '../parent-line.ts';

/** A logger that hands its lines to the parent, which redacts and writes them. */
export function createParentLog(say: (word: HostWord) => void, own: LogFields = {}): Logger {
  const write =
    (log: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}): void =>
      say({ log, event, fields: plain({ ...own, ...fields }) });
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => createParentLog(say, { ...own, ...fields }),
  };
}

/** Errors have no fields of their own for JSON; their stack is what is needed. */
function plain(fields: LogFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      value instanceof Error ? (value.stack ?? value.message).slice(0, 4_000) : value,
    ]),
  );
}
