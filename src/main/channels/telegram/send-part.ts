import type { InlineKeyboardMarkup, Message } from 'grammy/types';
import type { DeliveryJob, DeliveryOutcome } from '../../../shared/model/delivery.ts';
import { killPoint } from '../../platform/kill-points.ts';
import type { Logger } from '../../platform/log.ts';
import { readFailure, type CallFailure } from './call-outcome.ts';
import type { ChatNotes } from './chat-notes.ts';
import { possibleDuplicateNote } from './notes.ts';
import type { Body } from './render/fit-text.ts';
import type { TelegramApi } from './telegram-api.ts';

export interface SendPartDeps {
  readonly api: TelegramApi;
  readonly notes: ChatNotes;
  readonly log: Logger;
}

/** What `callback_data` of a button may be at most (Bot API, InlineKeyboardButton). */
const callbackDataBytes = 64;

/** The number of the message a part became. */
type Sent = number;

/** Sends or edits one part; never throws. See `Channel.deliver`. */
export async function sendPart(job: DeliveryJob, deps: SendPartDeps): Promise<DeliveryOutcome> {
  const pauseMs = deps.notes.pauseOf(job.chat.id);
  if (pauseMs > 0) return failed(job, limited(pauseMs));
  try {
    killPoint('host.request.before-send');
    const sent = await placePart(job, deps);
    killPoint('host.request.after-answer');
    const { id, attempt } = job;
    return { result: 'sent', id, attempt, externalId: String(sent) };
  } catch (error) {
    const failure = error instanceof TextTooLong ? tooLong : readFailure(error);
    if (failure.retryAfterMs !== undefined) deps.notes.notePause(job.chat.id, failure.retryAfterMs);
    return failed(job, failure);
  }
}

async function placePart(job: DeliveryJob, deps: SendPartDeps): Promise<Sent> {
  try {
    return await editOrSend(job, deps);
  } catch (error) {
    const { movedTo } = readFailure(error);
    if (movedTo === undefined) throw error;
    // Telegram refused cleanly and named the new place: nothing was sent yet.
    await deps.notes.noteMove(job.chat.id, String(movedTo));
    deps.log.warn('telegram.chat-moved', { from: job.chat.id, to: movedTo });
    return editOrSend(job, deps);
  }
}

async function editOrSend(job: DeliveryJob, deps: SendPartDeps): Promise<Sent> {
  const messageId = Number(job.externalId);
  if (job.externalId === undefined || !Number.isSafeInteger(messageId)) return sendNew(job, deps);
  try {
    await editExisting(job, messageId, deps);
    return messageId;
  } catch (error) {
    const failure = readFailure(error);
    if (isUnchanged(failure)) return messageId;
    if (!isGone(failure)) throw error;
    return sendNew(job, deps);
  }
}

function sendNew(job: DeliveryJob, { api, notes }: SendPartDeps): Promise<Sent> {
  const replyTo = Number(job.replyRef);
  return inBestForm(job, noteOf(job, notes), async (body) => {
    const message: Message = await api.call((calls, signal) =>
      calls.raw.sendMessage(
        {
          chat_id: notes.idOf(job.chat.id),
          ...formOf(body),
          ...keyboardOf(job),
          ...(job.threadId === undefined ? {} : { message_thread_id: Number(job.threadId) }),
          ...(job.replyRef === undefined || !Number.isSafeInteger(replyTo)
            ? {}
            : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
        },
        signal,
      ),
    );
    return message.message_id;
  });
}

function noteOf(job: DeliveryJob, notes: ChatNotes): string | undefined {
  return job.isPossibleDuplicate ? possibleDuplicateNote(notes.languageOf(job.chat.id)) : undefined;
}

async function editExisting(
  job: DeliveryJob,
  messageId: number,
  { api, notes }: SendPartDeps,
): Promise<void> {
  const chatId = notes.idOf(job.chat.id);
  // An edit that left the note out would make an unmarked second message of a marked draft.
  await inBestForm(job, noteOf(job, notes), (body) =>
    api.call((calls, signal) =>
      calls.raw.editMessageText(
        { chat_id: chatId, message_id: messageId, ...formOf(body), ...keyboardOf(job) },
        signal,
      ),
    ),
  );
}

/** Formatted first; in bare words when Telegram can't read the formatting (a clean refusal). */
async function inBestForm<T>(
  job: DeliveryJob,
  note: string | undefined,
  place: (body: Body) => Promise<T>,
): Promise<T> {
  // The Markdown parser is 20 MB; a bot that only listens does without.
  const { fitText } = await import('./render/fit-text.ts');
  const fit = fitText(job.text, { note, mayCut: job.isDraft });
  if (fit === undefined) throw new TextTooLong();
  try {
    return await place(fit.best);
  } catch (error) {
    if (!fit.best.isHtml || !isUnreadable(readFailure(error))) throw error;
    return place(fit.plain);
  }
}

class TextTooLong extends Error {}

const tooLong: CallFailure = {
  kind: 'invalid',
  hasBegun: false,
  reason: 'The text is longer than Telegram takes in one message.',
};

function formOf({ text, isHtml }: Body): { text: string; parse_mode?: 'HTML' } {
  return isHtml ? { text, parse_mode: 'HTML' } : { text };
}

/** An edit without a keyboard takes away the one that was there. */
function keyboardOf({ buttons = [] }: DeliveryJob): { reply_markup?: InlineKeyboardMarkup } {
  const row = buttons.flatMap(({ label, text }) =>
    // Telegram refuses the whole message for one longer; the text says what to write instead.
    Buffer.byteLength(text) <= callbackDataBytes ? [{ text: label, callback_data: text }] : [],
  );
  return row.length === 0 ? {} : { reply_markup: { inline_keyboard: [row] } };
}

// The Bot API tells these apart by their words only.
const isUnchanged = ({ status, reason }: CallFailure): boolean =>
  status === 400 && /message is not modified/i.test(reason);
const isGone = ({ status, reason }: CallFailure): boolean =>
  status === 400 &&
  /message to edit not found|message can't be edited|message_id_invalid/i.test(reason);
const isUnreadable = ({ status, reason }: CallFailure): boolean =>
  status === 400 &&
  /can't parse (entities|message)|entit(y|ies)|message text is empty/i.test(reason);

function limited(pauseMs: number): CallFailure {
  const reason = 'Telegram asked for a pause in this chat.';
  return { kind: 'limited', hasBegun: false, reason, retryAfterMs: Math.ceil(pauseMs) };
}

function failed(
  { id, attempt }: DeliveryJob,
  { kind, hasBegun, reason, retryAfterMs }: CallFailure,
): DeliveryOutcome {
  const pause = retryAfterMs === undefined ? {} : { retryAfterMs };
  return {
    result: 'failed',
    id,
    attempt,
    kind,
    hasBegun,
    reason: reason.slice(0, 1_000),
    ...pause,
  };
}
