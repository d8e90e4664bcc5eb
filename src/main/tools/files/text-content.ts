import { AppError } from '../../../shared/errors/index.ts';
import type { ToolImage } from '../tool.ts';

/** Bytes of a file looked at for the sign of something that is no text. */
const sampleBytes = 8 * 1024;

/** @throws AppError FILE_BINARY */
export function decodeText(data: Buffer, path: string): string {
  const text = tryDecode(data);
  if (text === undefined) throw new AppError('FILE_BINARY', { path });
  return text;
}

/** Undefined when it is no text in UTF-8. A byte-order mark stays, so that an edit keeps it. */
export function tryDecode(data: Buffer): string | undefined {
  if (data.subarray(0, sampleBytes).includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    return undefined;
  }
}

const pictures: readonly (readonly [ToolImage['mimeType'], (data: Buffer) => boolean])[] = [
  ['image/png', (data) => startsWith(data, '\x89PNG\r\n\x1a\n')],
  ['image/jpeg', (data) => startsWith(data, '\xff\xd8\xff')],
  ['image/gif', (data) => startsWith(data, 'GIF87a') || startsWith(data, 'GIF89a')],
  ['image/webp', (data) => startsWith(data, 'RIFF') && data.toString('latin1', 8, 12) === 'WEBP'],
];

/** Which picture it is, by its first bytes; undefined for everything else. */
export function recognisePicture(data: Buffer): ToolImage['mimeType'] | undefined {
  return pictures.find(([, fits]) => fits(data))?.[0];
}

function startsWith(data: Buffer, mark: string): boolean {
  return data.toString('latin1', 0, mark.length) === mark;
}
