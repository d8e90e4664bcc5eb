import type { ChatRef } from '../../shared/model/envelope.ts';
import type { DeliveryRow } from '../../shared/protocol/inspect.ts';
import type { OutboxRecord } from './outbox-record.ts';

/** A stored part as the protocol shows it. */
export function toDeliveryRow(part: OutboxRecord, sessionKey: string | undefined): DeliveryRow {
  const chat = JSON.parse(part.chat) as ChatRef;
  return {
    id: part.id,
    ...(part.turn_id === null ? {} : { turnId: part.turn_id }),
    ...(sessionKey === undefined ? {} : { sessionKey }),
    channel: part.channel,
    chat: `${chat.kind}:${chat.id}`,
    part: part.part,
    state: part.state,
    text: part.text,
    ...(part.external_id === null ? {} : { externalId: part.external_id }),
    attempt: part.attempt,
    failures: part.failures,
    ...(part.state === 'ready' ? { nextAt: part.next_at } : {}),
    isPossibleDuplicate: part.is_duplicate === 1,
    ...(part.error === null ? {} : { error: part.error }),
    createdAt: part.created_at,
    updatedAt: part.updated_at,
  };
}
