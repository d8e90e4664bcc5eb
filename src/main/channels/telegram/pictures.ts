import { limits } from '../../../shared/config/limits.ts';
import type { Attachment, Envelope } from '../../../shared/model/envelope.ts';
import type { ChannelHost } from '../channel.ts';
import { readFailure } from './call-outcome.ts';
import { downloadFile, FileUnfit } from './download-file.ts';
import { addNote } from './message-content.ts';
import { readPictureType } from './picture-type.ts';
import { createSlots } from './slots.ts';
import type { TelegramApi } from './telegram-api.ts';

export interface PicturesDeps {
  readonly api: TelegramApi;
  readonly host: Pick<ChannelHost, 'files' | 'clock' | 'log'>;
  /** The channel ends; nothing more is fetched. */
  readonly signal: AbortSignal;
}

/** Fetches the pictures of messages. */
export interface Pictures {
  /**
   * The message with its picture, kept by the host; or without it, and with a word about that.
   * Rejects only when the channel ends.
   */
  fetchFor(envelope: Envelope, fileId: string): Promise<Envelope>;
}

/** Makes the fetcher: few pictures at the same time, each within a bound. */
export function createPictures({ api, host, signal }: PicturesDeps): Pictures {
  const { files, clock, log } = host;
  const slots = createSlots(limits.telegram.parallelFiles);

  async function fetchPicture(envelope: Envelope, fileId: string): Promise<Envelope> {
    signal.throwIfAborted();
    // Of whom nothing is taken, nothing is fetched.
    if (!(await files.areWanted(envelope))) return envelope;
    const data = await downloadFile(fileId, api, clock, signal);
    const mimeType = readPictureType(data);
    // It is named like every other file that nobody can look into.
    if (mimeType === undefined) return envelope;
    const blob = await files.keep(data);
    const shown = { mimeType, sizeBytes: data.byteLength, blob };
    return { ...envelope, attachments: envelope.attachments.map((one) => ({ ...one, ...shown })) };
  }

  return {
    async fetchFor(envelope, fileId) {
      const lastStartAt = clock.monotonic() + limits.telegram.fileWaitMs;
      try {
        return await slots.run(() => {
          if (clock.monotonic() > lastStartAt) throw new FileUnfit('too many came before it');
          return fetchPicture(envelope, fileId);
        });
      } catch (error) {
        signal.throwIfAborted();
        const { dedupeKey } = envelope;
        log.warn('telegram.picture-not-fetched', { dedupeKey, reason: readFailure(error).reason });
        return withoutPicture(envelope);
      }
    },
  };
}

/** A picture that is named, but is not there, would look as if nobody had cared to show it. */
function withoutPicture(envelope: Envelope): Envelope {
  const name = ({ name: own, kind }: Attachment): string => own ?? kind;
  const notes = envelope.attachments.map((one) => `[${name(one)}: could not be fetched]`);
  return { ...envelope, attachments: [], text: notes.reduce(addNote, envelope.text) };
}
