import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { DeliveryRow } from '../../../shared/protocol/inspect.ts';
import type { Dispatcher } from '../../delivery/dispatcher.ts';
import type { OutboxRecord } from '../../delivery/outbox-record.ts';
import { getPart } from '../../delivery/outbox-store.ts';
import { dropPart, listOutbox, releasePart } from '../../delivery/outbox-stuck.ts';
import { toDeliveryRow } from '../../delivery/present-part.ts';
import { addTrace } from '../../delivery/trace-store.ts';
import { getTurn } from '../../delivery/turn-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { MethodHandlers } from '../../platform/connection.ts';
import { getSession } from '../../sessions/session-store.ts';
import type { Database, Sql } from '../../storage/database.ts';

export interface OutboxMethodDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly dispatcher: Pick<Dispatcher, 'wake'>;
  /** The counts of a channel have changed. */
  readonly announceChannel: (channel: string) => void;
}

type OutboxHandlers = Pick<MethodHandlers, 'outbox.list' | 'outbox.send' | 'outbox.drop'>;

/** What stuck on its way to a messenger: sent by one click, or given up. */
export function createOutboxMethods(deps: OutboxMethodDeps): OutboxHandlers {
  const { db, clock, dispatcher, announceChannel } = deps;
  return {
    'outbox.list': ({ channel, state, limit = limits.delivery.listedParts }) => ({
      parts: listOutbox(db, { channel, state, limit }).map((part) => present(db, part)),
    }),

    async 'outbox.send'({ id }) {
      const part = await db.commit(
        (sql) => releasePart(sql, id, clock.now()) ?? refuse(getPart(sql, id)),
      );
      dispatcher.wake(part.channel, part.chat_key);
      announceChannel(part.channel);
      return { part: present(db, part) };
    },

    async 'outbox.drop'({ id }) {
      const part = await db.commit((sql) => {
        const dropped = dropPart(sql, id) ?? refuse(getPart(sql, id));
        traceDrop(sql, dropped, clock.now());
        return dropped;
      });
      announceChannel(part.channel);
      return { ok: true };
    },
  };
}

function refuse(part: OutboxRecord | undefined): never {
  if (!part) throw new AppError('OUTBOX_PART_UNKNOWN');
  throw new AppError('OUTBOX_PART_MOVING', { state: part.state });
}

function present(sql: Sql, part: OutboxRecord): DeliveryRow {
  return toDeliveryRow(
    part,
    part.session_id === null ? undefined : getSession(sql, part.session_id)?.key,
  );
}

/** The row is gone; that there was one stays with the turn it belonged to. */
function traceDrop(sql: Sql, part: OutboxRecord, now: number): void {
  const turn = part.turn_id === null ? undefined : getTurn(sql, part.turn_id);
  if (!turn) return;
  addTrace(sql, turn, {
    kind: 'delivery',
    name: part.channel,
    state: 'failed',
    detail: {
      partId: part.id,
      part: part.part,
      was: part.state,
      error: part.error,
      isDropped: true,
    },
    startedAt: now,
    durationMs: 0,
  });
}
