import { limits } from '../../shared/config/limits.ts';
import { rankOf } from '../../shared/model/log-line.ts';
import { logLevels, type LogLevel } from '../../shared/protocol/logs.ts';
import type { Clock, Timer } from './clock.ts';
import type { Connection } from './connection.ts';
import type { FileLog } from './file-log.ts';

/** Gives new lines of the log to connections that follow it. */
export interface LogFeed {
  follow(connection: Connection, level: LogLevel | undefined): void;
  leave(connection: Connection): void;
}

interface Follower {
  readonly connection: Connection;
  readonly rank: number;
  lines: string[];
  chars: number;
  dropped: number;
}

/**
 * Lines are gathered for a moment and bounded: a flood costs a follower lines, which are counted, and
 * nobody else anything. Without followers the log is not listened to.
 */
export function createLogFeed(log: Pick<FileLog, 'onLine'>, clock: Clock): LogFeed {
  const followers = new Map<string, Follower>();
  /** Listened to for their end, however often they begin to follow. */
  const known = new WeakSet<Connection>();
  let timer: Timer | undefined;
  let unlisten: (() => void) | undefined;

  const send = (): void => {
    timer = undefined;
    for (const follower of followers.values()) {
      const { lines, dropped } = follower;
      if (lines.length === 0 && dropped === 0) continue;
      Object.assign(follower, emptyBatch());
      // What a slow connection did not get counts as dropped, and is told with what it gets next.
      const isSent = follower.connection.send('log.lines', { lines, dropped });
      if (!isSent) follower.dropped += lines.length + dropped;
    }
  };

  const take = (text: string): void => {
    const line = text.endsWith('\n') ? text.slice(0, -1) : text;
    const rank = rankOf(line);
    for (const follower of followers.values()) if (rank >= follower.rank) keep(follower, line);
    timer ??= clock.after(limits.log.followMs, send, { unref: true });
  };

  const leave = ({ id }: Connection): void => {
    followers.delete(id);
    if (followers.size > 0) return;
    unlisten?.();
    unlisten = undefined;
  };

  return {
    follow(connection, level) {
      const rank = level === undefined ? 0 : logLevels.indexOf(level);
      followers.set(connection.id, { connection, rank, ...emptyBatch() });
      unlisten ??= log.onLine(take);
      if (known.has(connection)) return;
      known.add(connection);
      connection.onClose(() => leave(connection));
    },
    leave,
  };
}

const emptyBatch = (): Pick<Follower, 'lines' | 'chars' | 'dropped'> => ({
  lines: [],
  chars: 0,
  dropped: 0,
});

function keep(follower: Follower, line: string): void {
  const isFull =
    follower.lines.length >= limits.log.followLines || follower.chars >= limits.log.followChars;
  if (isFull) {
    follower.dropped += 1;
    return;
  }
  follower.lines.push(line);
  follower.chars += line.length;
}
