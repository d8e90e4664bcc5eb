/** What may stand in a log line besides its event: ids and numbers, never the text of a message. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * One line per event, with a fixed name such as `channel.retrying`. Secrets are redacted by key
 * (token, apiKey, authorization, ...) before a line is written.
 */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** A logger that adds these fields to each line. */
  child(fields: LogFields): Logger;
}

/** For tests and for programs that keep no log. */
export const silentLog: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};
