import type { PersonRole } from '../../shared/model/people.ts';
import type { PersonRow } from '../../shared/protocol/people.ts';
import { forgetPerson, moveNotes } from '../memory/note-store.ts';
import { newId } from '../platform/ids.ts';
import type { Sql } from '../storage/database.ts';

interface PersonRecord {
  readonly id: string;
  readonly name: string;
  readonly role: PersonRole;
  readonly created_at: number;
}

interface IdentityRecord {
  readonly id: string;
  readonly person_id: string;
  readonly channel: string;
  readonly account: string;
  readonly peer: string;
  readonly name: string | null;
}

/** Who somebody is on one messenger account. */
export interface PeerRef {
  readonly channel: string;
  readonly account: string;
  readonly peer: string;
}

/** A person as routing and admission see them. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly role: PersonRole;
  /** More than one identity: their direct messages share a conversation. */
  readonly isLinked: boolean;
}

export function findPerson(sql: Sql, ref: PeerRef): KnownPerson | undefined {
  const row = sql
    .statement<[string, string, string], PersonRecord & { identities: number }>(
      `SELECT person.*, (SELECT count(*) FROM identity i WHERE i.person_id = person.id) AS identities
       FROM identity JOIN person ON person.id = identity.person_id
       WHERE identity.channel = ? AND identity.account = ? AND identity.peer = ?`,
    )
    .get(ref.channel, ref.account, ref.peer);
  return row && { id: row.id, name: row.name, role: row.role, isLinked: row.identities > 1 };
}

export function findRole(sql: Sql, personId: string): PersonRole | undefined {
  return sql
    .statement<[string], { role: PersonRole }>('SELECT role FROM person WHERE id = ?')
    .get(personId)?.role;
}

/** Whoever is known as this peer of a channel, on whichever of its accounts. */
export function findPersonByPeer(sql: Sql, channel: string, peer: string): KnownPerson | undefined {
  const row = sql
    .statement<[string, string], { account: string }>(
      'SELECT account FROM identity WHERE channel = ? AND peer = ? ORDER BY created_at LIMIT 1',
    )
    .get(channel, peer);
  return row && findPerson(sql, { channel, account: row.account, peer });
}

/** Somebody on whose behalf the program itself asks: their conversations stay apart. */
export function findPersonById(sql: Sql, id: string): KnownPerson | undefined {
  const row = sql.statement<[string], PersonRecord>('SELECT * FROM person WHERE id = ?').get(id);
  return row && { id: row.id, name: row.name, role: row.role, isLinked: false };
}

/** The owner as a person who writes over an authorised connection. */
export function findOwner(sql: Sql): KnownPerson | undefined {
  const row = sql
    .statement<[], PersonRecord>(
      "SELECT * FROM person WHERE role = 'owner' ORDER BY created_at LIMIT 1",
    )
    .get();
  // Their conversations at the screen stay apart from those on messengers.
  return row && { id: row.id, name: row.name, role: row.role, isLinked: false };
}

/** The person all this is for. Made when there is none, so that there always is one. */
export function ensureOwner(sql: Sql, name: string, now: number): string {
  return findOwner(sql)?.id ?? addPerson(sql, name, 'owner', now);
}

export function addPerson(sql: Sql, name: string, role: PersonRole, now: number): string {
  const id = newId();
  sql
    .statement<[string, string, string, number]>(
      'INSERT INTO person (id, name, role, created_at) VALUES (?, ?, ?, ?)',
    )
    .run(id, name, role, now);
  return id;
}

export function addIdentity(
  sql: Sql,
  personId: string,
  ref: PeerRef & { readonly name: string | null },
  now: number,
): void {
  sql
    .statement<[string, string, string, string, string, string | null, number]>(
      `INSERT INTO identity (id, person_id, channel, account, peer, name, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (channel, account, peer) DO UPDATE SET person_id = excluded.person_id`,
    )
    .run(newId(), personId, ref.channel, ref.account, ref.peer, ref.name, now);
}

export function listPeople(sql: Sql): PersonRow[] {
  const identities = sql
    .statement<[], IdentityRecord>('SELECT * FROM identity ORDER BY created_at')
    .all();
  return sql
    .statement<[], PersonRecord>('SELECT * FROM person ORDER BY created_at')
    .all()
    .map((person) =>
      toRow(
        person,
        identities.filter((identity) => identity.person_id === person.id),
      ),
    );
}

export function getPerson(sql: Sql, id: string): PersonRow | undefined {
  const person = sql.statement<[string], PersonRecord>('SELECT * FROM person WHERE id = ?').get(id);
  if (!person) return undefined;
  const identities = sql
    .statement<[string], IdentityRecord>(
      'SELECT * FROM identity WHERE person_id = ? ORDER BY created_at',
    )
    .all(id);
  return toRow(person, identities);
}

export function updatePerson(
  sql: Sql,
  id: string,
  change: { readonly name?: string | undefined; readonly role?: PersonRole | undefined },
): void {
  sql
    .statement<[string | null, string | null, string]>(
      'UPDATE person SET name = coalesce(?, name), role = coalesce(?, role) WHERE id = ?',
    )
    .run(change.name ?? null, change.role ?? null, id);
}

/** Gives all identities, conversations, waiting messages and schedules of one person to another and forgets the first. */
export function mergePerson(sql: Sql, intoId: string, fromId: string): void {
  sql
    .statement<[string, string]>('UPDATE identity SET person_id = ? WHERE person_id = ?')
    .run(intoId, fromId);
  sql
    .statement<[string, string]>('UPDATE session SET person_id = ? WHERE person_id = ?')
    .run(intoId, fromId);
  sql
    .statement<[string, string]>('UPDATE schedule SET person_id = ? WHERE person_id = ?')
    .run(intoId, fromId);
  sql
    .statement<[string, string]>(
      "UPDATE inbox SET person_id = ? WHERE person_id = ? AND state IN ('queued', 'in-turn')",
    )
    .run(intoId, fromId);
  moveNotes(sql, fromId, intoId);
  removePerson(sql, fromId);
}

export function removePerson(sql: Sql, id: string): boolean {
  forgetPerson(sql, id);
  return sql.statement<[string]>('DELETE FROM person WHERE id = ?').run(id) > 0;
}

export function countOwners(sql: Sql): number {
  return (
    sql.statement<[], { n: number }>("SELECT count(*) AS n FROM person WHERE role = 'owner'").get()
      ?.n ?? 0
  );
}

function toRow(person: PersonRecord, identities: readonly IdentityRecord[]): PersonRow {
  return {
    id: person.id,
    name: person.name,
    role: person.role,
    createdAt: person.created_at,
    identities: identities.map((identity) => ({
      id: identity.id,
      channel: identity.channel,
      account: identity.account,
      peer: identity.peer,
      ...(identity.name === null ? {} : { name: identity.name }),
    })),
  };
}
