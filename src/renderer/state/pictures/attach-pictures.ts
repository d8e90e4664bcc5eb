import { limits } from '../../../shared/config/limits.ts';
import { readPictureHead, type PictureHead } from './picture-head.ts';

/** A picture that is to be sent. */
export interface Picture extends PictureHead {
  readonly id: string;
  /** As its file is called; empty for one from the clipboard. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Why a file was not taken. */
export type Rejection =
  | { readonly kind: 'not-a-picture' | 'too-many-pixels' | 'unreadable'; readonly name: string }
  | { readonly kind: 'too-large'; readonly name: string; readonly sizeBytes: number }
  | { readonly kind: 'too-many' };

/** The part of `File` that is used. */
export interface PickedFile {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * Takes files in beside those that are there, as far as one message may hold them.
 * @returns all that can be sent, and one reason for each file that can't
 */
export async function attachPictures(
  before: readonly Picture[],
  files: readonly PickedFile[],
  newId: () => string,
): Promise<{ readonly pictures: readonly Picture[]; readonly rejections: readonly Rejection[] }> {
  const pictures = [...before];
  const rejections: Rejection[] = [];
  for (const file of files) {
    const outcome = await takeFile(pictures, file, newId);
    if ('bytes' in outcome) pictures.push(outcome);
    else rejections.push(outcome);
    // The rest would be refused for the same reason.
    if ('kind' in outcome && outcome.kind === 'too-many') break;
  }
  return { pictures, rejections };
}

async function takeFile(
  before: readonly Picture[],
  file: PickedFile,
  newId: () => string,
): Promise<Picture | Rejection> {
  const { name, size } = file;
  if (before.length >= limits.message.attachments) return { kind: 'too-many' };
  // Before it is read: nobody wants a film in memory.
  if (sumBytes(before) + size > limits.pictures.messageBytes)
    return { kind: 'too-large', name, sizeBytes: size };
  const buffer = await file.arrayBuffer().catch(() => undefined);
  if (!buffer) return { kind: 'unreadable', name };
  const bytes = new Uint8Array(buffer);
  const head = readPictureHead(bytes);
  if (!head) return { kind: 'not-a-picture', name };
  if (head.width * head.height > limits.pictures.pixels) return { kind: 'too-many-pixels', name };
  return { ...head, id: newId(), name, bytes };
}

/** What pictures take together. */
export function sumBytes(pictures: readonly Picture[]): number {
  return pictures.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
}
