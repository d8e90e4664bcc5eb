import type { Message } from '@grammyjs/types';
import { badRequest } from '../api-failure.ts';
import { formatText } from '../formatting/format-text.ts';
import type { FormattedText } from '../formatting/entity-builder.ts';
import type { Params, UploadedFile } from '../method-params.ts';
import type { StoredFile } from '../state/files.ts';
import type { ServerState } from '../state/bot-state.ts';
import type { Methods } from './call-context.ts';
import { openChat } from './call-context.ts';
import { readImageSize } from './image-size.ts';
import { makeMessageBase } from './send-base.ts';

/** Limits as published; counted in UTF-16 units, the strictest reading of "characters". */
const MAX_TEXT_LENGTH = 4096;
const MAX_CAPTION_LENGTH = 1024;
const MAX_PHOTO_BYTES = 10 * 1024 * 1024;
const MAX_DOCUMENT_BYTES = 50 * 1024 * 1024;

/** Reads the text of a message. Throws the API's words for an empty and for a long one. */
export function readMessageText(
  params: Pick<Params<'sendMessage'>, 'text' | 'parse_mode' | 'entities'>,
): FormattedText {
  const { text, parse_mode: parseMode, entities } = params;
  const formatted = formatText({ text, parseMode, entities });
  if (formatted.text === '') throw badRequest('message text is empty');
  if (formatted.text.length > MAX_TEXT_LENGTH) throw badRequest('message is too long');
  return formatted;
}

/** The methods that send. */
export const sendMethods: Methods<'sendMessage' | 'sendPhoto' | 'sendDocument'> = {
  sendMessage: (params, { state }) => {
    openChat(state, params.chat_id);
    const { text, entities } = readMessageText(params);
    const message: Message.TextMessage = {
      ...makeMessageBase(state, params),
      text,
      ...(entities.length > 0 ? { entities } : {}),
      ...(params.link_preview_options ? { link_preview_options: params.link_preview_options } : {}),
    };
    record(state, message, 'sendMessage', params.disable_notification);
    return message;
  },
  sendPhoto: (params, { state }) => {
    openChat(state, params.chat_id);
    const caption = readCaption(params);
    const stored = takeFile(state, params.photo, 'photos', MAX_PHOTO_BYTES);
    const size = readImageSize(stored.bytes);
    if (size === undefined) throw badRequest('IMAGE_PROCESS_FAILED');
    const { file_path: _, ...file } = stored.file;
    const message: Message.PhotoMessage = {
      ...makeMessageBase(state, params),
      photo: [{ ...file, ...size }],
      ...caption,
      ...(params.has_spoiler === true ? { has_media_spoiler: true } : {}),
      ...(params.show_caption_above_media === true ? { show_caption_above_media: true } : {}),
    };
    record(state, message, 'sendPhoto', params.disable_notification);
    return message;
  },
  sendDocument: (params, { state }) => {
    openChat(state, params.chat_id);
    const caption = readCaption(params);
    const stored = takeFile(state, params.document, 'documents', MAX_DOCUMENT_BYTES);
    const { file_path: _, ...file } = stored.file;
    const message: Message.DocumentMessage = {
      ...makeMessageBase(state, params),
      document: { ...file, file_name: stored.fileName, mime_type: stored.mimeType },
      ...caption,
    };
    record(state, message, 'sendDocument', params.disable_notification);
    return message;
  },
};

function record(
  state: ServerState,
  message: Message,
  method: string,
  isSilent: boolean | undefined,
): void {
  state.messages.add(message, { method, isSilent: isSilent === true });
}

function readCaption(
  params: Pick<Params<'sendPhoto'>, 'caption' | 'parse_mode' | 'caption_entities'>,
): Pick<Message.CaptionableMessage, 'caption' | 'caption_entities'> {
  if (params.caption === undefined) return {};
  const { parse_mode: parseMode, caption_entities: entities } = params;
  const formatted = formatText({ text: params.caption, parseMode, entities });
  if (formatted.text.length > MAX_CAPTION_LENGTH) throw badRequest('message caption is too long');
  if (formatted.text === '') return {};
  return {
    caption: formatted.text,
    ...(formatted.entities.length > 0 ? { caption_entities: formatted.entities } : {}),
  };
}

/** An uploaded file is kept; a text is the id of one kept before. URLs are not fetched here. */
function takeFile(
  state: ServerState,
  file: UploadedFile | string,
  folder: string,
  maxBytes: number,
): StoredFile {
  if (typeof file !== 'string') {
    if (file.bytes.byteLength === 0) throw badRequest('file must be non-empty');
    if (file.bytes.byteLength > maxBytes) throw badRequest(`file is too big for ${folder}`);
    return state.files.add({ folder, ...file });
  }
  if (/^https?:/i.test(file)) throw badRequest('failed to get HTTP URL content');
  return state.files.get(file);
}
