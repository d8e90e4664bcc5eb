import { createHash, randomBytes } from 'node:crypto';
import { limits } from '../../shared/config/limits.ts';
import type { Clock } from '../platform/clock.ts';
import type { StoredWebSession, WebSessionStore } from './types.ts';

export interface WebSessions {
  /** A code that can be turned into a session once, within ten minutes. */
  createCode(): string;
  /** The secret of a new session for the cookie; undefined when the code is not (or no more) good. */
  redeem(code: string): string | undefined;
  /** A stable name of the session this secret belongs to; undefined when there is none. */
  find(secret: string): string | undefined;
  end(secret: string): void;
  readonly sessionCount: number;
  readonly codeCount: number;
}

export interface WebSessionsDeps {
  readonly clock: Clock;
  readonly store?: WebSessionStore | undefined;
}

/** How old "last used" may be in the store; so that using a session is not a write each time. */
const usePrecisionMs = 60 * 60_000;

/**
 * Codes and sessions of browsers. Only hashes are kept: who reads the store can sign in nowhere.
 * Both are bounded; the oldest code, and the session unused for longest, makes room.
 */
export function createWebSessions(deps: WebSessionsDeps): WebSessions {
  const codes = new Map<string, number>();
  const sessions = loadSessions(deps);
  const save = (): void => deps.store?.save([...sessions.values()]);

  const isAlive = (session: StoredWebSession): boolean =>
    deps.clock.now() - session.lastUsedAt < limits.auth.webSessionMs;

  const keep = (session: StoredWebSession): void => {
    sessions.delete(session.hash);
    sessions.set(session.hash, session);
    dropOldestBeyond(sessions, limits.auth.webSessions);
    save();
  };

  return {
    createCode() {
      const code = makeSecret();
      codes.set(hashOf(code), deps.clock.monotonic() + limits.auth.codeMs);
      dropOldestBeyond(codes, limits.auth.codes);
      return code;
    },
    redeem(code) {
      const hash = hashOf(code);
      const goodUntilMs = codes.get(hash);
      codes.delete(hash);
      if (goodUntilMs === undefined || goodUntilMs < deps.clock.monotonic()) return undefined;
      const secret = makeSecret();
      const now = deps.clock.now();
      keep({ hash: hashOf(secret), createdAt: now, lastUsedAt: now });
      return secret;
    },
    find(secret) {
      const session = sessions.get(hashOf(secret));
      if (!session) return undefined;
      if (!isAlive(session)) {
        sessions.delete(session.hash);
        save();
        return undefined;
      }
      const now = deps.clock.now();
      if (now - session.lastUsedAt > usePrecisionMs) keep({ ...session, lastUsedAt: now });
      return session.hash.slice(0, 16);
    },
    end(secret) {
      if (sessions.delete(hashOf(secret))) save();
    },
    get sessionCount() {
      return sessions.size;
    },
    get codeCount() {
      return codes.size;
    },
  };
}

function loadSessions(deps: WebSessionsDeps): Map<string, StoredWebSession> {
  const stored = [...(deps.store?.load() ?? [])]
    .sort((a, b) => a.lastUsedAt - b.lastUsedAt)
    .slice(-limits.auth.webSessions);
  return new Map(stored.map((session) => [session.hash, session]));
}

function dropOldestBeyond(map: Map<string, unknown>, size: number): void {
  for (const key of map.keys()) {
    if (map.size <= size) return;
    map.delete(key);
  }
}

/** 256 random bits, so that a look-up by hash tells nobody anything by its timing. */
function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
