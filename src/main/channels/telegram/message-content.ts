import type { Document, Message, MessageEntity, PhotoSize, Sticker } from 'grammy/types';
import { limits } from '../../../shared/config/limits.ts';
import type { Attachment } from '../../../shared/model/envelope.ts';
import { answeredMessage } from './addressing.ts';
import { isPictureType } from './picture-type.ts';

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

/** Adds a line about a message to its words, within the bound of a message. */
export function addNote(text: string, note: string): string {
  const room = limits.message.textBytes - note.length - 1;
  return text === '' ? note : `${text.slice(0, room)}\n${note}`;
}

interface TelegramFile {
  readonly file_id?: string;
  readonly file_unique_id?: string;
  readonly file_size?: number;
  readonly file_name?: string;
  readonly mime_type?: string;
}

type FoundFile = readonly [kind: Attachment['kind'], mimeType: string, file: TelegramFile];

/**
 * What came with a message, without the bytes. A file beyond our limit is left out; the second
 * value names it, so that it is not silently lost.
 */
export function readAttachments(message: Message): {
  readonly attachments: Attachment[];
  readonly tooLarge: readonly string[];
} {
  const found = listFiles(message).map(([kind, mimeType, file]): Attachment => {
    const name = file.file_name?.slice(0, 256);
    return {
      kind,
      mimeType: mimeType.slice(0, 128),
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

/**
 * The id of the picture a message consists of, when models can see its kind and it is not too
 * large: a photo, a sticker that does not move, or a picture that was sent as a file.
 */
export function findPicture(message: Message): string | undefined {
  const [first, ...others] = listFiles(message);
  if (first === undefined || others.length > 0) return undefined;
  const [kind, mimeType, file] = first;
  const isPicture = kind === 'image' && isPictureType(mimeType);
  const isSmall = (file.file_size ?? 0) <= limits.message.attachmentBytes;
  return isPicture && isSmall ? file.file_id : undefined;
}

/** What tells the files of one version of a message from those of another; empty without files. */
export function readFileVersion(message: Message): string {
  return listFiles(message)
    .map(([, , file]) => file.file_unique_id ?? '')
    .join(' ');
}

function listFiles(message: Message): readonly FoundFile[] {
  const { photo, animation, document, audio, voice, video, video_note: round, sticker } = message;
  const size = photo && choosePhoto(photo);
  return [
    ...(size ? [['image', 'image/jpeg', size] as const] : []),
    // Telegram adds a document to every animation, for clients that know no animations.
    ...(animation ? [asFile('video', 'video/mp4', animation)] : []),
    ...(document && !animation ? [asDocument(document)] : []),
    ...(audio ? [asFile('audio', 'audio/mpeg', audio)] : []),
    ...(voice ? [asFile('audio', 'audio/ogg', voice)] : []),
    ...(video ? [asFile('video', 'video/mp4', video)] : []),
    ...(round ? [asFile('video', 'video/mp4', round)] : []),
    ...(sticker ? [asSticker(sticker)] : []),
  ];
}

function asFile(kind: Attachment['kind'], usual: string, file: TelegramFile): FoundFile {
  return [kind, file.mime_type ?? usual, file];
}

function asDocument(document: Document): FoundFile {
  const mimeType = document.mime_type ?? 'application/octet-stream';
  return [isPictureType(mimeType) ? 'image' : 'document', mimeType, document];
}

function asSticker(sticker: Sticker): FoundFile {
  if (sticker.is_video) return ['video', 'video/webm', sticker];
  return ['image', sticker.is_animated ? 'application/x-tgsticker' : 'image/webp', sticker];
}

/** The largest size that a model still sees as it is; Telegram lists them from the smallest. */
function choosePhoto(sizes: readonly PhotoSize[]): PhotoSize | undefined {
  const fits = ({ width, height, file_size: sizeBytes = 0 }: PhotoSize): boolean =>
    Math.max(width, height) <= limits.telegram.photoPixels &&
    sizeBytes <= limits.message.attachmentBytes;
  return sizes.findLast(fits) ?? sizes[0];
}
