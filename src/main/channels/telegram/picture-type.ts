/** Kinds of pictures that all vendors' models can see, by how their bytes begin. */
const signatures: readonly (readonly [mimeType: string, at: number, bytes: string])[] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF87a'],
  ['image/gif', 0, 'GIF89a'],
  ['image/webp', 8, 'WEBP'],
];

/**
 * The mime type of a picture, from its bytes: vendors refuse a whole conversation over one picture
 * that is not what it is called. Undefined when it is none that models can see.
 */
export function readPictureType(data: Buffer): string | undefined {
  return signatures.find(
    ([, at, bytes]) => data.toString('latin1', at, at + bytes.length) === bytes,
  )?.[0];
}

/** Whether a sender calls a file by the name of such a picture. */
export function isPictureType(mimeType: string): boolean {
  return /^image\/(png|jpe?g|gif|webp)$/i.test(mimeType);
}
