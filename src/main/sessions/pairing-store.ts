import { randomInt } from 'node:crypto';
import { limits } from '../../shared/config/limits.ts';
import type { ChatRef } from '../../shared/model/envelope.ts';
import type { PairingRequest } from '../../shared/protocol/people.ts';
import type { Sql } from '../storage/database.ts';
import type { PeerRef } from './people-store.ts';

/** A stranger who asked to be let in. */
export interface PairingRecord {
  readonly code: string;
  readonly channel: string;
  readonly account: string;
  readonly peer: string;
  readonly name: string | null;
  /** Where the stranger wrote, to tell them when they are let in. */
  readonly chat: string;
  readonly created_at: number;
  readonly expires_at: number;
}

// No 0, O, 1 or I: a code is read out and typed in.
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const codeLength = 8;

/**
 * The code of a stranger: the one they have, or a new one. Undefined when too many wait on this
 * channel, so that a crowd can't fill the list.
 */
export function requestPairing(
  sql: Sql,
  from: PeerRef & { readonly name: string | null; readonly chat: ChatRef },
  now: number,
): { readonly code: string; readonly isNew: boolean } | undefined {
  removeExpired(sql, now);
  const known = sql
    .statement<[string, string, string], PairingRecord>(
      'SELECT * FROM pairing WHERE channel = ? AND account = ? AND peer = ?',
    )
    .get(from.channel, from.account, from.peer);
  if (known) return { code: known.code, isNew: false };
  if (countPending(sql, from.channel) >= limits.pairing.pendingPerChannel) return undefined;
  const code = newCode();
  sql
    .statement<[string, string, string, string, string | null, string, number, number]>(
      `INSERT INTO pairing (code, channel, account, peer, name, chat, created_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      code,
      from.channel,
      from.account,
      from.peer,
      from.name,
      JSON.stringify(from.chat),
      now,
      now + limits.pairing.codeMs,
    );
  return { code, isNew: true };
}

/** Takes a request off the list; undefined when the code is unknown or too old. */
export function takePairing(sql: Sql, code: string, now: number): PairingRecord | undefined {
  removeExpired(sql, now);
  return sql
    .statement<[string], PairingRecord>('DELETE FROM pairing WHERE code = ? RETURNING *')
    .get(code.trim().toUpperCase());
}

export function listPairings(sql: Sql, now: number): PairingRequest[] {
  return sql
    .statement<[number], PairingRecord>(
      'SELECT * FROM pairing WHERE expires_at > ? ORDER BY created_at',
    )
    .all(now)
    .map((row) => ({
      code: row.code,
      channel: row.channel,
      peer: row.peer,
      ...(row.name === null ? {} : { name: row.name }),
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    }));
}

function removeExpired(sql: Sql, now: number): void {
  sql.statement<[number]>('DELETE FROM pairing WHERE expires_at <= ?').run(now);
}

function countPending(sql: Sql, channel: string): number {
  return (
    sql
      .statement<[string], { n: number }>('SELECT count(*) AS n FROM pairing WHERE channel = ?')
      .get(channel)?.n ?? 0
  );
}

function newCode(): string {
  return Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');
}
