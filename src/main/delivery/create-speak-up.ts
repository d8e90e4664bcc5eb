import type { Config } from '../../shared/config/schema.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { EventSink } from '../platform/connection.ts';
import { findDefaultAgent } from '../router/default-agent.ts';
import { parsePeer } from '../router/route-input.ts';
import { sessionKeyFor } from '../router/router.ts';
import type { Router } from '../router/router.ts';
import { parseSessionKey } from '../router/session-key.ts';
import { appendMessage } from '../sessions/message-store.ts';
import { findOwner, findPersonByPeer } from '../sessions/people-store.ts';
import { isMessenger, placeOfKey } from '../sessions/place-of-key.ts';
import { toChatMessage } from '../sessions/present.ts';
import { createSession, findSession, type SessionRecord } from '../sessions/session-store.ts';
import type { Database, Sql } from '../storage/database.ts';
import { announceConversation } from './announce-conversation.ts';
import { readHead } from './begin-turn.ts';
import { findRunningTurn, lastReplyTo, lastReplyToOfOwner } from './turn-store.ts';
import type { ChatAddress, Saying, SpeakUp } from './speak-up.ts';
import type { Speaker } from './speaker.ts';

export interface SpeakUpDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly config: () => Config;
  readonly router: () => Router;
  readonly speaker: Speaker;
}

/** Makes the voice of reminders, alerts and questions to the owner. */
export function createSpeakUp(deps: SpeakUpDeps): SpeakUp {
  const { clock, config, events, speaker } = deps;
  return {
    speak(sql, saying) {
      const session = openSession(deps, sql, saying.to, saying.agentId);
      const record = appendMessage(
        sql,
        {
          sessionId: session.id,
          parentId: readHead(sql, session.id),
          turnId: null,
          runId: null,
          role: 'assistant',
          content: [{ type: 'text', text: saying.text }],
          sender: saying.by,
          stopReason: stopReasonOf(sql, session.id, saying),
        },
        clock.now(),
      );
      const wake = speaker.utter(sql, {
        turnId: null,
        sessionId: session.id,
        replyTo: saying.to,
        text: saying.text,
        buttons: saying.buttons,
        ref: saying.ref,
        isHeld: saying.by === undefined && saying.isForModel && session.taken_over_at !== null,
      });
      const after = (): void => {
        wake();
        events.publish('chat.message', { sessionKey: session.key, message: toChatMessage(record) });
        announceConversation(deps, session.id);
      };
      return { sessionId: session.id, sessionKey: session.key, after };
    },
    rewrite: (sql, ref, text) => speaker.rewrite(sql, ref, text),
    parse: (sql, text) => parseAddress(config(), sql, text),
    ownerChat(sql) {
      const named = config().tools.approvals.chat;
      if (named !== undefined) return parseAddress(config(), sql, named);
      return lastReplyToOfOwner(sql) ?? mainOf(config());
    },
  };
}

/**
 * What a person says in the assistant's place stands where it was said. While a turn runs it can't:
 * nothing may come between a question and its answer in a prompt.
 */
function stopReasonOf(sql: Sql, sessionId: string, { by, isForModel }: Saying): string {
  if (!isForModel) return 'notice';
  return by !== undefined && !findRunningTurn(sql, sessionId) ? 'person' : 'spoken';
}

function openSession(
  deps: SpeakUpDeps,
  sql: Sql,
  to: ChatAddress,
  agentId: string | undefined,
): SessionRecord {
  const { channel, chat } = to;
  const person = findPersonByPeer(sql, channel, chat.id);
  const named = nameConversation(deps, to, agentId, person?.isLinked ? person.id : undefined);
  const found = findSession(sql, named.key);
  if (found) return found;
  const title = chat.title ?? (channel === 'web' ? '' : (person?.name ?? chat.id));
  const personId = (channel === 'web' ? findOwner(sql)?.id : person?.id) ?? null;
  const spokenTo = { channel, chatKind: chat.kind, personId };
  const place = placeOfKey(sql, deps.config().channels, named.key) ?? spokenTo;
  return createSession(sql, { ...named, title, ...place }, deps.clock.now());
}

/** The conversation a chat is routed to, or the one of the agent that speaks up. */
function nameConversation(
  { config, router }: SpeakUpDeps,
  { channel, chat, threadId, sessionKey }: ChatAddress,
  agentId: string | undefined,
  linkedPersonId: string | undefined,
): { readonly key: string; readonly agentId: string } {
  const place = { channel, peer: chat, threadId, linkedPersonId, sessionKey };
  const choice = router().decide(place);
  const isOther = agentId !== undefined && agentId !== choice.agentId && sessionKey === undefined;
  if (isOther) return { key: sessionKeyFor(agentId, place, config()), agentId };
  if (choice.sessionKey !== null && choice.agentId !== null)
    return { key: choice.sessionKey, agentId: choice.agentId };
  throw new AppError('CHAT_ADDRESS_UNKNOWN', {
    address: sessionKey ?? formatAddress({ channel, chat, threadId }),
  });
}

/** Writes an address as `parse` reads it. */
export function formatAddress({ channel, chat, threadId }: ChatAddress): string {
  const place = `${channel}:${chat.kind}:${chat.id}`;
  return threadId === undefined ? place : `${place}:thread:${threadId}`;
}

const placePattern = /^([^:]+):((?:direct|group|channel):.+?)(?::thread:(.+))?$/s;

function parseAddress(config: Config, sql: Sql, text: string): ChatAddress {
  if (text === 'web') return mainOf(config);
  if (text.startsWith('agent:')) return addressOfSession(config, sql, text);
  const [, channel = '', place = '', threadId] = placePattern.exec(text) ?? [];
  const peer = parsePeer(place);
  if (!peer || !Object.hasOwn(config.channels, channel))
    throw new AppError('CHAT_ADDRESS_UNKNOWN', { address: text });
  return { channel, chat: peer, threadId };
}

/** A conversation is spoken into where it was last answered. */
function addressOfSession(config: Config, sql: Sql, key: string): ChatAddress {
  const session = findSession(sql, key);
  const last = session && lastReplyTo(sql, session.id);
  if (last) return { ...last, sessionKey: key };
  const name = parseSessionKey(key);
  if (!name) throw new AppError('CHAT_ADDRESS_UNKNOWN', { address: key });
  // Nobody has written there yet; it is that chat all the same, and not the owner's page.
  if (name.kind === 'chat' && isMessenger(config.channels, name.channel))
    return { channel: name.channel, chat: name.peer, threadId: name.threadId, sessionKey: key };
  return { ...mainOf(config), sessionKey: key };
}

/** The owner's own conversation on the page. */
function mainOf(config: Config): ChatAddress {
  const agentId = findDefaultAgent(config.agents) ?? 'main';
  const chat = { kind: 'direct', id: 'main' } as const;
  return { channel: 'web', chat, sessionKey: `agent:${agentId}:main` };
}
