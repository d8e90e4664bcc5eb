import type { ChatRef, Envelope } from '../../shared/model/envelope.ts';
import type { ParsedParamsOf } from '../../shared/protocol/contract.ts';

/** A chat on a messenger, as a binding names it: `direct:42`, `group:-100`, `channel:C1`. */
export interface Peer {
  readonly kind: ChatRef['kind'];
  readonly id: string;
}

/** Everything routing may look at. */
export interface RouteInput {
  /** The channel instance: its key in the config. */
  readonly channel: string;
  readonly peer: Peer;
  readonly threadId?: string | undefined;
  /** The peer a thread belongs to, where it is another one than `peer`. */
  readonly parent?: Peer | undefined;
  /** The server, workspace or community the chat is in. */
  readonly group?: string | undefined;
  readonly team?: string | undefined;
  /** Roles of the sender there. */
  readonly roles?: readonly string[] | undefined;
  /** The sender's person, where more than one identity is linked to it. */
  readonly linkedPersonId?: string | undefined;
  /** The conversation an authorised client named. */
  readonly sessionKey?: string | undefined;
}

const peerText = /^(direct|group|channel):(.+)$/s;

/** Writes a peer as bindings do. */
export function formatPeer(peer: Peer): string {
  return `${peer.kind}:${peer.id}`;
}

/** Reads what `formatPeer` writes; undefined for anything else. */
export function parsePeer(text: string): Peer | undefined {
  const [, kind, id] = peerText.exec(text) ?? [];
  if (kind === undefined || id === undefined) return undefined;
  return { kind: kind as Peer['kind'], id };
}

/** The peer a message's thread belongs to; undefined outside of a thread. */
export function parentOf(input: RouteInput): Peer | undefined {
  return input.parent ?? (input.threadId === undefined ? undefined : input.peer);
}

/**
 * What of a message routing looks at.
 * @param linkedPersonId the sender's person, when it has more than one identity
 */
export function inputFromEnvelope(envelope: Envelope, linkedPersonId?: string): RouteInput {
  const { chat, thread, place } = envelope;
  return {
    channel: envelope.channel,
    peer: { kind: chat.kind, id: chat.id },
    threadId: thread?.id,
    parent: readParent(thread?.parent, chat.kind),
    group: place?.group,
    team: place?.team,
    roles: place?.roles,
    linkedPersonId,
  };
}

/** The question of `route.explain`. Its parent is a peer, or a bare id of the same kind. */
export function inputFromQuestion(
  question: ParsedParamsOf<'route.explain'>,
  linkedPersonId?: string,
): RouteInput {
  // The contract's pattern lets nothing else through.
  const peer = parsePeer(question.peer) ?? { kind: 'direct', id: question.peer };
  return {
    channel: question.channel,
    peer,
    threadId: question.thread,
    parent: readParent(question.parent, peer.kind),
    group: question.group,
    team: question.team,
    roles: question.roles,
    linkedPersonId,
  };
}

function readParent(text: string | undefined, kind: Peer['kind']): Peer | undefined {
  return text === undefined ? undefined : (parsePeer(text) ?? { kind, id: text });
}
