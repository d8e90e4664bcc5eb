import { AppError } from '../../shared/errors/index.ts';
import { events, type EventName, type PayloadOf } from '../../shared/protocol/contract.ts';
import type { EventSpec, Scope } from '../../shared/protocol/spec.ts';
import { describeIssue } from './issue.ts';

/** Events whose payload names a conversation, which a client may call by another name. */
const namesSession: ReadonlySet<EventName> = new Set([
  'chat',
  'agent',
  'chat.message',
  'sessions.changed',
] satisfies EventName[]);

/**
 * One event on its way to any number of peers. It is turned into text once (and once more for
 * each other name its conversation has); a peer only adds its own `seq` at the end.
 */
export interface OutgoingEvent {
  readonly name: EventName;
  readonly scope: Scope;
  readonly isDroppable: boolean;
  readonly payloadJson: string;
  /** The conversation it belongs to, for peers that call it otherwise. */
  readonly sessionKey: string | undefined;
  /** The frame up to where `,"seq":N}` follows; `alias` replaces the key of the conversation. */
  head(alias: string | undefined): string;
}

/**
 * Prepares an event. With `isStrict` a payload that breaks the contract throws RESULT_INVALID
 * here, at its origin, instead of reaching a client.
 */
export function prepareEvent<E extends EventName>(
  name: E,
  payload: PayloadOf<E>,
  isStrict = false,
): OutgoingEvent {
  const spec: EventSpec = events[name];
  if (isStrict) checkPayload(name, payload);
  const payloadJson = JSON.stringify(payload);
  const start = `{"type":"event","event":${JSON.stringify(name)},"payload":`;
  const plain = start + payloadJson;
  let aliased: Map<string, string> | undefined;
  return {
    name,
    scope: spec.scope,
    isDroppable: spec.isDroppable === true,
    payloadJson,
    sessionKey: namesSession.has(name) ? readSessionKey(payload) : undefined,
    head(alias) {
      if (alias === undefined) return plain;
      aliased ??= new Map();
      const known = aliased.get(alias);
      if (known !== undefined) return known;
      const text = start + JSON.stringify(renameSession(payload, alias));
      aliased.set(alias, text);
      return text;
    },
  };
}

/** Throws RESULT_INVALID for a payload that breaks the contract. */
export function checkPayload(name: EventName, payload: unknown): void {
  const spec: EventSpec = events[name];
  const parsed = spec.payload().safeParse(payload);
  if (parsed.success) return;
  throw new AppError('RESULT_INVALID', {
    subject: `the event ${name}`,
    ...describeIssue(parsed.error),
  });
}

function readSessionKey(payload: unknown): string | undefined {
  if (typeof payload !== 'object' || payload === null || !('sessionKey' in payload)) return;
  return typeof payload.sessionKey === 'string' ? payload.sessionKey : undefined;
}

/** The same payload under another name; the row of `sessions.changed` carries the key too. */
function renameSession(payload: object, alias: string): object {
  const session = 'session' in payload ? payload.session : undefined;
  return typeof session === 'object' && session !== null && 'key' in session
    ? { ...payload, sessionKey: alias, session: { ...session, key: alias } }
    : { ...payload, sessionKey: alias };
}
