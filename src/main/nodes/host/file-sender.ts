import { limits } from '../../../shared/config/limits.ts';
import { toAppError } from '../../../shared/errors/index.ts';
import type { Envelope } from '../../../shared/model/envelope.ts';
import { createBoundedMap } from '../../platform/bounded-map.ts';
import { killPoint } from '../../platform/kill-points.ts';
import type { Logger } from '../../platform/log.ts';
import { isDisabled } from '../../platform/protections.ts';
import type { FileShelf } from './file-shelf.ts';
import { GatewayRefusal } from './gateway-line.ts';
import type { GatewayPort } from './gateway-port.ts';

export interface FileSenderDeps {
  readonly gateway: GatewayPort;
  readonly shelf: FileShelf;
  readonly log: Logger;
}

/** The way of files from the shelf to the gateway, ahead of the messages that name them. */
export interface FileSender {
  /**
   * Resolves when the gateway has the files, or will not get them: it refuses one, it is not here,
   * or the line failed over it too often. Rejects when the line fails; then call it again.
   */
  bring(hashes: readonly string[]): Promise<void>;
  /** The gateway has the messages that name these, so the shelf need not keep them. */
  release(hashes: readonly string[]): void;
}

/** The files that messages name. */
export function fileNamesOf(envelopes: readonly Envelope[]): readonly string[] {
  return envelopes.flatMap(({ attachments }) => attachments.flatMap(({ blob }) => blob ?? []));
}

/** Makes the sender. One file is on the line at a time, in pieces, so that a message fits between. */
export function createFileSender({ gateway, shelf, log }: FileSenderDeps): FileSender {
  const failures = createBoundedMap<string, number>(limits.node.spoolFiles);
  const done = createBoundedMap<string, true>(limits.node.spoolFiles);
  let last: Promise<void> = Promise.resolve();

  async function send(hash: string, data: Buffer): Promise<void> {
    const sizeBytes = data.byteLength;
    killPoint('picture.before-bring');
    for (let offset = 0; offset < sizeBytes;) {
      const piece = data.toString('base64', offset, offset + limits.node.filePieceBytes);
      const { receivedBytes } = await gateway.call('node.file', {
        ...{ hash, sizeBytes, offset },
        data: piece,
      });
      if (receivedBytes <= offset) throw new Error('the gateway has lost the beginning of a file');
      offset = receivedBytes;
    }
    killPoint('picture.after-bring');
  }

  async function sendFromShelf(hash: string): Promise<void> {
    if (done.get(hash)) return;
    if (!gateway.isUp) throw new Error('the gateway is not connected');
    const data = await shelf.read(hash);
    try {
      if (data === undefined) return;
      await send(hash, data);
      done.set(hash, true);
    } catch (error) {
      onFailure(hash, error);
    }
  }

  function onFailure(hash: string, error: unknown): void {
    const count = (failures.get(hash) ?? 0) + 1;
    failures.set(hash, count);
    const isHopeless = error instanceof GatewayRefusal || count >= limits.node.fileTries;
    log.warn('host.file-not-sent', { hash, isHopeless, reason: toAppError(error).message });
    // A message is worth more than its picture: it must not wait for a file that never arrives.
    if (!isHopeless) throw error;
  }

  function bringOne(hash: string): Promise<void> {
    const sent = last.then(() => sendFromShelf(hash));
    last = sent.catch(() => undefined);
    return sent;
  }

  const bring = async (hashes: readonly string[]): Promise<void> => {
    for (const hash of hashes) await bringOne(hash);
  };

  async function drop(hashes: readonly string[]): Promise<void> {
    // A crash test's control run: the message first, its picture after it.
    if (isDisabled('picture-first')) await bring(hashes);
    await shelf.drop(hashes);
  }

  return {
    bring: (hashes) => (isDisabled('picture-first') ? Promise.resolve() : bring(hashes)),
    release(hashes) {
      for (const hash of hashes) {
        failures.delete(hash);
        // When it is sent again one day, the gateway may have forgotten it.
        done.delete(hash);
      }
      if (hashes.length > 0)
        drop(hashes).catch((error: unknown) => log.warn('host.file-not-dropped', { error }));
    },
  };
}
