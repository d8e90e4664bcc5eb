import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { limits } from '../../shared/config/limits.ts';
import type { LogFields, Logger } from './log.ts';

/** A log in a file that is turned over before it grows too large. */
export interface FileLog extends Logger {
  readonly path: string;
  /** Tells of each line as it is written, until the result is called. Must not write to the log. */
  onLine(listener: (line: string) => void): () => void;
  setLevel(level: 'debug' | 'info' | 'warn' | 'error'): void;
  /** Writes what is waiting and closes. */
  close(): void;
}

/** Keys whose values never reach a log, at any depth up to two. */
const secretKeys = ['token', 'apiKey', 'password', 'secret', 'authorization', 'cookie'];
const redacted = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

/**
 * Opens the log of a program: one JSON line per event. Lines are written at once, so that the last
 * ones before a crash are there.
 */
export function openFileLog(dir: string, name: string): FileLog {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, `${name}.log`);
  rotate(path, 0);
  const destination = pino.destination({ dest: path, sync: true, mkdir: false, mode: 0o600 });
  const listeners = new Set<(line: string) => void>();
  const root = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'event',
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redacted, censor: '•••' },
      serializers: { error: pino.stdSerializers.err },
    },
    { write },
  );
  let written = sizeOf(path);
  function write(line: string): void {
    destination.write(line);
    for (const listener of listeners) listener(line);
    // Counted in characters: asking the file system for each line would cost more than writing it.
    written += line.length;
    if (written < limits.log.fileBytes) return;
    rotate(path, limits.log.fileBytes);
    destination.reopen();
    written = sizeOf(path);
  }
  return {
    ...wrap(root),
    path,
    onLine(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    setLevel: (level) => void (root.level = level),
    close: () => destination.flushSync(),
  };
}

function wrap(target: pino.Logger): Logger {
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => (event: string, fields?: LogFields) =>
    target[level](fields ?? {}, event);
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => wrap(target.child(fields)),
  };
}

/** Turns a full file over: gateway.log, gateway.1.log, ... The oldest goes. */
function rotate(path: string, fullBytes: number): void {
  if (sizeOf(path) < Math.max(fullBytes, limits.log.fileBytes)) return;
  const numbered = (n: number): string => path.replace(/\.log$/, `.${n}.log`);
  rmSync(numbered(limits.log.files), { force: true });
  for (let n = limits.log.files - 1; n >= 1; n -= 1)
    if (existsSync(numbered(n))) renameSync(numbered(n), numbered(n + 1));
  renameSync(path, numbered(1));
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
