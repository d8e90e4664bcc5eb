import type {
  ApiMethods,
  BotCommand,
  InlineKeyboardMarkup,
  LinkPreviewOptions,
  MessageEntity,
  Opts,
  ReactionTypeEmoji,
  ReplyParameters,
} from '@grammyjs/types';
import { z } from 'zod';

/*
 * The parameters of every method this server plays. The `satisfies` at the end compares them with
 * the method types of @grammyjs/types: a missing or an invented parameter does not compile.
 * Like the real API, numbers, booleans and objects are also taken as text (forms have only text).
 */

/** A file that came in a multipart body. */
export interface UploadedFile {
  fileName: string;
  mimeType: string;
  bytes: Uint8Array;
}

type Shape<T> = { readonly [K in keyof T]-?: z.ZodType };

const integer = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);
const flag = z.union([z.boolean(), z.stringbool()]);
const text = z.string();
/** Published, but nothing here plays it: using it is refused and recorded. */
const unplayed = z.undefined({ error: 'is not played by this server' }).optional();

const json = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value, context) => {
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      context.issues.push({ code: 'custom', message: "can't parse JSON object", input: value });
      return z.NEVER;
    }
  }, schema);

const chatId = z.union([integer, text.regex(/^@\w+$/)]);
const parseMode = z.enum(['Markdown', 'MarkdownV2', 'HTML']);
const emptyable = <T extends z.ZodType>(schema: T) => z.union([schema, z.literal('')]);

const entityTypes = [
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
] as const satisfies readonly MessageEntity['type'][];

const span = { offset: z.int().min(0), length: z.int().min(1) };
const entity = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(entityTypes), ...span }),
  z.strictObject({ type: z.literal('pre'), ...span, language: text.exactOptional() }),
  z.strictObject({ type: z.literal('text_link'), ...span, url: text }),
  z.strictObject({ type: z.literal('custom_emoji'), ...span, custom_emoji_id: text }),
]);
const entities = json(z.array(entity)).optional();

const replyParameters = json(
  z.strictObject({
    message_id: integer.optional(),
    chat_id: chatId.optional(),
    ephemeral_message_id: unplayed,
    checklist_task_id: unplayed,
    poll_option_id: unplayed,
    allow_sending_without_reply: flag.optional(),
    quote: text.optional(),
    quote_parse_mode: parseMode.optional(),
    quote_entities: z.array(entity).optional(),
    quote_position: integer.optional(),
  } satisfies Shape<ReplyParameters>),
).optional();

const linkPreviewOptions = json(
  z.strictObject({
    is_disabled: flag.exactOptional(),
    url: text.exactOptional(),
    prefer_small_media: flag.exactOptional(),
    prefer_large_media: flag.exactOptional(),
    show_above_text: flag.exactOptional(),
  } satisfies Shape<LinkPreviewOptions>),
).optional();

const buttonText = { text: text.min(1) };
const inlineButton = z.union([
  z.strictObject({ ...buttonText, callback_data: text.min(1) }),
  z.strictObject({ ...buttonText, url: text.min(1) }),
  z.strictObject({ ...buttonText, copy_text: z.strictObject({ text: text.min(1).max(256) }) }),
]);
const inlineKeyboard = z.strictObject({
  inline_keyboard: z.array(z.array(inlineButton)),
  force_reply: flag.exactOptional(),
} satisfies Shape<InlineKeyboardMarkup>);
const replyKeyboard = z.strictObject({
  keyboard: z.array(z.array(z.union([text, z.strictObject({ text })]))),
  is_persistent: flag.optional(),
  resize_keyboard: flag.optional(),
  one_time_keyboard: flag.optional(),
  input_field_placeholder: text.optional(),
  selective: flag.optional(),
  force_reply: flag.optional(),
});
const replyMarkup = json(
  z.union([
    inlineKeyboard,
    replyKeyboard,
    z.strictObject({ remove_keyboard: z.literal(true), selective: flag.optional() }),
    z.strictObject({
      force_reply: z.literal(true),
      input_field_placeholder: text.optional(),
      selective: flag.optional(),
    }),
  ]),
).optional();

const commandScope = json(
  z.strictObject({
    type: z.enum([
      'default',
      'all_private_chats',
      'all_group_chats',
      'all_chat_administrators',
      'chat',
      'chat_administrators',
      'chat_member',
    ]),
    chat_id: chatId.optional(),
    user_id: integer.optional(),
  }),
).optional();
const command = z.strictObject({
  command: text,
  description: text,
  is_ephemeral: flag.exactOptional(),
} satisfies Shape<BotCommand>);

const reactionEmoji = {
  type: z.literal('emoji'),
  emoji: text,
} satisfies Shape<ReactionTypeEmoji>;

const uploadedFile = z.custom<UploadedFile>(
  (value) => typeof value === 'object' && value !== null && 'bytes' in value,
);
const fileOrId = z.union([uploadedFile, text.min(1)]);

/** What every sending method takes. */
const sending = {
  business_connection_id: unplayed,
  chat_id: chatId,
  message_thread_id: integer.optional(),
  direct_messages_topic_id: unplayed,
  ephemeral_message_parameters: unplayed,
  disable_notification: flag.optional(),
  protect_content: flag.optional(),
  allow_paid_broadcast: flag.optional(),
  suggested_post_parameters: unplayed,
  message_effect_id: text.optional(),
  reply_parameters: replyParameters,
  reply_markup: replyMarkup,
  reply_to_message_id: integer.optional(),
};
const captioned = {
  caption: text.optional(),
  parse_mode: emptyable(parseMode).optional(),
  caption_entities: entities,
};
const allowedUpdates = json(z.array(text)).optional();

/** The schemas of the parameters of each method. */
export const paramShapes = {
  getMe: {},
  getWebhookInfo: {},
  getUpdates: {
    offset: integer.optional(),
    limit: integer.optional(),
    timeout: integer.optional(),
    allowed_updates: allowedUpdates,
  },
  setWebhook: {
    url: text,
    certificate: fileOrId.optional(),
    ip_address: text.optional(),
    max_connections: integer.optional(),
    allowed_updates: allowedUpdates,
    drop_pending_updates: flag.optional(),
    secret_token: text.regex(/^[A-Za-z0-9_-]{1,256}$/).optional(),
  },
  deleteWebhook: { drop_pending_updates: flag.optional() },
  sendMessage: {
    ...sending,
    text,
    parse_mode: emptyable(parseMode).optional(),
    entities,
    link_preview_options: linkPreviewOptions,
  },
  sendPhoto: {
    ...sending,
    ...captioned,
    photo: fileOrId,
    show_caption_above_media: flag.optional(),
    has_spoiler: flag.optional(),
  },
  sendDocument: {
    ...sending,
    ...captioned,
    document: fileOrId,
    thumbnail: fileOrId.optional(),
    disable_content_type_detection: flag.optional(),
  },
  editMessageText: {
    business_connection_id: unplayed,
    chat_id: chatId.optional(),
    message_id: integer.optional(),
    inline_message_id: unplayed,
    text: text.optional(),
    parse_mode: emptyable(parseMode).optional(),
    entities,
    link_preview_options: linkPreviewOptions,
    rich_message: unplayed,
    reply_markup: json(inlineKeyboard).optional(),
  },
  editMessageReplyMarkup: {
    business_connection_id: unplayed,
    chat_id: chatId.optional(),
    message_id: integer.optional(),
    inline_message_id: unplayed,
    reply_markup: json(inlineKeyboard).optional(),
  },
  deleteMessage: { chat_id: chatId, message_id: integer },
  sendChatAction: {
    business_connection_id: unplayed,
    chat_id: chatId,
    message_thread_id: integer.optional(),
    action: text,
  },
  setMyCommands: {
    commands: json(z.array(command)),
    scope: commandScope,
    language_code: text.optional(),
  },
  getMyCommands: { scope: commandScope, language_code: text.optional() },
  deleteMyCommands: { scope: commandScope, language_code: text.optional() },
  setMessageReaction: {
    chat_id: chatId,
    message_id: integer,
    reaction: json(z.array(z.strictObject(reactionEmoji))).optional(),
    is_big: flag.optional(),
  },
  answerCallbackQuery: {
    callback_query_id: text,
    text: text.max(200).optional(),
    show_alert: flag.optional(),
    url: text.optional(),
    cache_time: integer.optional(),
  },
  getChat: { chat_id: chatId },
  getFile: { file_id: text },
} satisfies { [M in keyof ApiMethods<unknown>]?: Shape<Opts<UploadedFile>[M]> };

/** A method this server plays. */
export type ServedMethod = keyof typeof paramShapes;
/** What a method gets: checked, text turned into values. */
export type Params<M extends ServedMethod> = z.output<z.ZodObject<(typeof paramShapes)[M]>>;
/** What a method gives. */
export type Result<M extends ServedMethod> = ReturnType<ApiMethods<UploadedFile>[M]>;
