import { z } from 'zod';
import { limits } from '../config/limits.ts';
import { lazy } from '../lazy.ts';

const id = () => z.string().min(1).max(256);

/** Where a conversation takes place on a messenger. */
export const chatRef = lazy(() =>
  z.strictObject({
    kind: z.enum(['direct', 'group', 'channel']),
    id: id(),
    title: z.string().max(256).optional(),
  }),
);

/** A file that came with a message. The bytes are content-addressed; `blob` is their SHA-256. */
export const attachment = lazy(() =>
  z.strictObject({
    kind: z.enum(['image', 'audio', 'video', 'document']),
    name: z.string().max(256).optional(),
    mimeType: z.string().max(128),
    sizeBytes: z.int().nonnegative().max(limits.message.attachmentBytes),
    blob: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  }),
);

/**
 * One thing that happened on a messenger, as the channel hands it on. `dedupeKey` is chosen by the
 * channel so that it is unique per message and edit within the instance.
 */
export const envelope = lazy(() =>
  z.strictObject({
    channel: id(),
    dedupeKey: id(),
    /** The account the channel is logged in as, so that the same peer on two accounts stays two. */
    account: id(),
    kind: z.enum(['new', 'edit', 'reaction', 'delete']),
    chat: chatRef(),
    thread: z.strictObject({ id: id(), parent: id().optional() }).optional(),
    sender: z.strictObject({
      id: id(),
      name: z.string().max(256).optional(),
      username: z.string().max(256).optional(),
      isBot: z.boolean().optional(),
    }),
    text: z.string().max(limits.message.textBytes),
    attachments: z.array(attachment()).max(20).default([]),
    /** The assistant is spoken to: a direct message, a mention, a reply to it, or a command. */
    isAddressed: z.boolean(),
    /** What routing may look at besides chat and sender. */
    place: z
      .strictObject({
        group: id().optional(),
        team: id().optional(),
        roles: z.array(id()).max(100).optional(),
      })
      .optional(),
    /** Opaque to everybody but the channel: what it needs to answer this very message. */
    replyRef: z.string().max(4_096).optional(),
    /** UTC milliseconds by the messenger's clock. */
    sentAt: z.int().nonnegative(),
  }),
);

export type ChatRef = z.output<ReturnType<typeof chatRef>>;
export type Attachment = z.output<ReturnType<typeof attachment>>;
export type Envelope = z.output<ReturnType<typeof envelope>>;
