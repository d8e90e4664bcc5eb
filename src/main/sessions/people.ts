import { AppError } from '../../shared/errors/index.ts';
import { chatRef, type ChatRef } from '../../shared/model/envelope.ts';
import type { PersonRole } from '../../shared/model/people.ts';
import type { PairingRequest, PersonRow } from '../../shared/protocol/people.ts';
import type { Clock } from '../platform/clock.ts';
import type { EventSink } from '../platform/connection.ts';
import type { Database, Sql } from '../storage/database.ts';
import { listPairings, takePairing, type PairingRecord } from './pairing-store.ts';
import {
  addIdentity,
  addPerson,
  countOwners,
  getPerson,
  listPeople,
  mergePerson,
  removePerson,
  updatePerson,
} from './people-store.ts';

export interface Approval {
  readonly code: string;
  readonly role?: PersonRole | undefined;
  /** Somebody who is known already and is the same human. */
  readonly personId?: string | undefined;
}

/** What may be done with the people an assistant knows. */
export interface People {
  list(): { people: PersonRow[]; pending: PairingRequest[] };
  /** @throws AppError PAIRING_CODE_UNKNOWN, PERSON_UNKNOWN */
  approve(approval: Approval): Promise<PersonRow>;
  reject(code: string): Promise<void>;
  /** @throws AppError PERSON_UNKNOWN, LAST_OWNER */
  update(
    id: string,
    change: { name?: string | undefined; role?: PersonRole | undefined },
  ): Promise<PersonRow>;
  link(id: string, otherId: string): Promise<PersonRow>;
  remove(id: string): Promise<void>;
}

export interface PeopleDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly greet: Greet;
}

/**
 * Tells somebody that they were let in; called inside the transaction that lets them in. Returns
 * what to call when that is on disk.
 */
export type Greet = (sql: Sql, channel: string, chat: ChatRef) => () => void;

export function createPeople({ db, clock, events, greet }: PeopleDeps): People {
  const changed = (reason: 'approved' | 'rejected' | 'updated' | 'removed'): void =>
    events.publish('people.changed', { reason });

  return {
    list: () => ({ people: listPeople(db), pending: listPairings(db, clock.now()) }),

    async approve(approval) {
      let greeted: () => void = () => undefined;
      const person = await db.commit((sql) => {
        const approved = approveCode(sql, approval, clock.now(), greet);
        if (!approved) throw new AppError('PAIRING_CODE_UNKNOWN', { code: approval.code });
        greeted = approved.greeted;
        return approved.person;
      });
      greeted();
      changed('approved');
      return person;
    },

    async reject(code) {
      await db.commit((sql) => {
        if (!takePairing(sql, code, clock.now()))
          throw new AppError('PAIRING_CODE_UNKNOWN', { code });
      });
      changed('rejected');
    },

    async update(id, change) {
      const person = await db.commit((sql) => {
        const before = mustGet(sql, id);
        updatePerson(sql, id, change);
        if (before.role === 'owner') assertOwnerLeft(sql);
        return mustGet(sql, id);
      });
      changed('updated');
      return person;
    },

    async link(id, otherId) {
      const person = await db.commit((sql) => {
        const other = mustGet(sql, otherId);
        mustGet(sql, id);
        // Linking yourself with your phone must never make you a stranger to your own machine.
        if (other.role === 'owner') updatePerson(sql, id, { role: 'owner' });
        if (id !== otherId) mergePerson(sql, id, otherId);
        return mustGet(sql, id);
      });
      changed('updated');
      return person;
    },

    async remove(id) {
      await db.commit((sql) => {
        mustGet(sql, id);
        removePerson(sql, id);
        assertOwnerLeft(sql);
      });
      changed('removed');
    },
  };
}

/** Lets a stranger in, inside the caller's transaction; undefined when the code is unknown. */
export function approveCode(
  sql: Sql,
  approval: Approval,
  now: number,
  greet: Greet,
): { readonly person: PersonRow; readonly greeted: () => void } | undefined {
  const request = takePairing(sql, approval.code, now);
  if (!request) return undefined;
  const id = letIn(sql, request, approval, now);
  const greeted = greet(sql, request.channel, chatRef().parse(JSON.parse(request.chat)));
  return { person: mustGet(sql, id), greeted };
}

function letIn(sql: Sql, request: PairingRecord, approval: Approval, now: number): string {
  const id =
    approval.personId === undefined
      ? addPerson(sql, request.name ?? request.peer, approval.role ?? 'trusted', now)
      : mustGet(sql, approval.personId).id;
  if (approval.personId !== undefined && approval.role)
    updatePerson(sql, id, { role: approval.role });
  addIdentity(sql, id, request, now);
  return id;
}

function mustGet(sql: Sql, id: string): PersonRow {
  const person = getPerson(sql, id);
  if (!person) throw new AppError('PERSON_UNKNOWN', { id });
  return person;
}

function assertOwnerLeft(sql: Sql): void {
  if (countOwners(sql) === 0) throw new AppError('LAST_OWNER');
}
