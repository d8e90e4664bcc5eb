import type { Message, MessageEntity } from 'grammy/types';
import { limits } from '../../../shared/config/limits.ts';
import type { Attachment } from '../../../shared/model/envelope.ts';
import { answeredMessage } from './addressing.ts';

/** The words of a message: text, caption, or what stands for a thing without words. */
export function readText(message: Message): string {
  return message.text ?? message.caption ?? describeThing(message);
}

/** Marks of the words, such as mentions and commands. */
export function readEntities(message: Message): readonly MessageEntity[] {
  return message.entities ?? message.caption_entities ?? [];
}

function describeThing(message: Message): string {
  const { sticker, location, venue, contact, poll, dice } = message;
  if (sticker) return sticker.emoji ?? '';
  if (venue) return `📍 ${venue.title}, ${venue.address}`;
  if (location) return `📍 ${location.latitude}, ${location.longitude}`;
  if (contact)
    return `👤 ${[contact.first_name, contact.last_name].filter(Boolean).join(' ')}: ${contact.phone_number}`;
  if (poll)
    return [`📊 ${poll.question}`, ...poll.options.map(({ text }) => `- ${text}`)].join('\n');
  if (dice) return `${dice.emoji} ${dice.value}`;
  return '';
}

/**
 * What was answered, as a quote in front of the answer: without it "yes, that one" means nothing.
 * A part the writer picked counts more than the whole message. Empty when nothing was answered.
 */
export function readQuote(message: Message): string {
  const answered = answeredMessage(message);
  const picked = message.quote?.text ?? (answered ? readText(answered) : '');
  if (picked === '') return '';
  const author = answered?.sender_chat?.title ?? answered?.from?.first_name;
  const isCut = picked.length > limits.telegram.quoteChars;
  const short = isCut ? `${picked.slice(0, limits.telegram.quoteChars).trimEnd()}…` : picked;
  const named = author === undefined ? short : `${author}: ${short}`;
  return named
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}

interface TelegramFile {
  readonly file_size?: number;
  readonly file_name?: string;
  readonly mime_type?: string;
}

/**
 * What came with a message. The bytes stay at Telegram for now, so there is no blob. A file beyond
 * our limit is left out; the second value names it, so that it is not silently lost.
 */
export function readAttachments(message: Message): {
  readonly attachments: Attachment[];
  readonly tooLarge: readonly string[];
} {
  const found = listFiles(message).map(([kind, mimeType, file]): Attachment => {
    const name = file.file_name?.slice(0, 256);
    return {
      kind,
      mimeType: (file.mime_type ?? mimeType).slice(0, 128),
      sizeBytes: file.file_size ?? 0,
      ...(name === undefined ? {} : { name }),
    };
  });
  const fits = ({ sizeBytes }: Attachment): boolean => sizeBytes <= limits.message.attachmentBytes;
  return {
    attachments: found.filter(fits),
    tooLarge: found.filter((file) => !fits(file)).map(({ name, kind }) => name ?? kind),
  };
}

function listFiles(
  message: Message,
): readonly (readonly [Attachment['kind'], string, TelegramFile])[] {
  const { photo, animation, document, audio, voice, video, video_note: round, sticker } = message;
  const largest = photo?.at(-1);
  return [
    ...(largest ? [['image', 'image/jpeg', largest] as const] : []),
    // Telegram adds a document to every animation, for clients that know no animations.
    ...(animation ? [['video', 'video/mp4', animation] as const] : []),
    ...(document && !animation
      ? [['document', 'application/octet-stream', document] as const]
      : []),
    ...(audio ? [['audio', 'audio/mpeg', audio] as const] : []),
    ...(voice ? [['audio', 'audio/ogg', voice] as const] : []),
    ...(video ? [['video', 'video/mp4', video] as const] : []),
    ...(round ? [['video', 'video/mp4', round] as const] : []),
    ...(sticker ? [['image', 'image/webp', sticker] as const] : []),
  ];
}
