import { createHash } from 'node:crypto';
import type { Peer } from './route-input.ts';

/**
 * Which conversation a key names. Keys are
 *
 *     agent:<id>:main
 *     agent:<id>:person:<person>
 *     agent:<id>:<instance>:direct|group|channel:<peer>[:thread:<thread>]
 *     agent:<id>:<anything else a client chose>
 *
 * In the parts in angle brackets `:` is written `%3A` and `%` is written `%25`, so that a peer
 * with colons in it cannot pass for another.
 */
export type SessionName =
  | { readonly kind: 'main'; readonly agentId: string }
  | { readonly kind: 'person'; readonly agentId: string; readonly personId: string }
  | {
      readonly kind: 'chat';
      readonly agentId: string;
      readonly channel: string;
      readonly peer: Peer;
      readonly threadId?: string;
    }
  | { readonly kind: 'other'; readonly agentId: string; readonly rest: string };

/** What the protocol allows for a key. */
const longestKey = 512;
const longestAgent = 128;
/** Stands before the digest of a part that was too long; no escaped part holds it. */
const digestMark = '%~';
const digestPattern = /^%~[0-9a-f]{40}$/;

/**
 * Writes the key of a conversation, at most 512 characters. `parseSessionKey` reads it back, unless
 * the parts are too long for that: then the longest are replaced by their digests, which keeps the
 * key stable and its own, and it is read as `other`.
 */
export function formatSessionKey(name: SessionName): string {
  const head = `agent:${writeAgent(name.agentId)}:`;
  switch (name.kind) {
    case 'main':
      return `${head}main`;
    case 'person':
      return writeParts(head, ['person', name.personId]);
    case 'chat': {
      const parts = [name.channel, name.peer.kind, name.peer.id];
      return writeParts(
        head,
        name.threadId === undefined ? parts : [...parts, 'thread', name.threadId],
      );
    }
    case 'other':
      if (head.length + name.rest.length <= longestKey) return head + name.rest;
      return head + digest(name.rest);
  }
}

/** Reads a key; undefined when it is not of the form `agent:<id>:<rest>`. */
export function parseSessionKey(key: string): SessionName | undefined {
  const [, writtenAgent, rest] = /^agent:([^:]+):(.+)$/s.exec(key) ?? [];
  if (writtenAgent === undefined || rest === undefined) return undefined;
  const agentId = digestPattern.test(writtenAgent) ? writtenAgent : readPart(writtenAgent);
  if (agentId === undefined) return undefined;
  return readRest(agentId, rest) ?? { kind: 'other', agentId, rest };
}

function readRest(agentId: string, rest: string): SessionName | undefined {
  if (rest === 'main') return { kind: 'main', agentId };
  const parts: string[] = [];
  for (const written of rest.split(':')) {
    const part = readPart(written);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  const [first = '', second = ''] = parts;
  if (parts.length !== 2) return readChat(agentId, parts);
  return first === 'person' ? { kind: 'person', agentId, personId: second } : undefined;
}

function readChat(agentId: string, parts: readonly string[]): SessionName | undefined {
  const [channel = '', kind, id = '', word, threadId = ''] = parts;
  if (kind !== 'direct' && kind !== 'group' && kind !== 'channel') return undefined;
  const chat = { kind: 'chat', agentId, channel, peer: { kind, id } } as const;
  if (parts.length === 3) return chat;
  return parts.length === 5 && word === 'thread' ? { ...chat, threadId } : undefined;
}

function writeAgent(agentId: string): string {
  // A digest read from a key stands for itself; only the owner chooses the names of agents.
  if (digestPattern.test(agentId)) return agentId;
  const written = writePart(agentId);
  return written.length <= longestAgent ? written : digest(agentId);
}

/** Writes a part so that it holds no colon; the same text for the same part, always. */
function writePart(part: string): string {
  // Nearly every part is plain, and this runs for each message.
  if (!part.includes(':') && !part.includes('%')) return part;
  return part.replaceAll('%', '%25').replaceAll(':', '%3A');
}

/** Undoes `writePart`; undefined for a text that it would not have written. */
function readPart(written: string): string | undefined {
  if (written === '') return undefined;
  if (!written.includes('%')) return written;
  const part = written.replaceAll('%3A', ':').replaceAll('%25', '%');
  return writePart(part) === written ? part : undefined;
}

function writeParts(head: string, parts: readonly string[]): string {
  const written = parts.map(writePart);
  let key = head + written.join(':');
  while (key.length > longestKey) {
    const at = written.reduce(
      (best, part, i) => (part.length > (written[best]?.length ?? 0) ? i : best),
      0,
    );
    written[at] = digest(written[at] ?? '');
    key = head + written.join(':');
  }
  return key;
}

function digest(text: string): string {
  return digestMark + createHash('sha256').update(text).digest('hex').slice(0, 40);
}
