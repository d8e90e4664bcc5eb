import type { ModelImage } from '../provider.ts';

const knownTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;
type KnownType = (typeof knownTypes)[number];

/** A picture of a kind that the vendors' models take. */
export interface KnownImage extends ModelImage {
  readonly mimeType: KnownType;
}

/** Parts the pictures a model can see from the others, of which it is told instead. */
export function sortImages(images: readonly ModelImage[] = []): {
  readonly known: readonly KnownImage[];
  readonly note: string;
} {
  const known = images.flatMap((image) => {
    const mimeType = knownTypes.find((type) => type === image.mimeType);
    return mimeType ? [{ ...image, mimeType }] : [];
  });
  const others = images.filter((image) => !known.some(({ data }) => data === image.data));
  const types = others.map((image) => image.mimeType).join(', ');
  return { known, note: others.length === 0 ? '' : `[pictures that cannot be shown: ${types}]` };
}

/** Text and note in one, without empty lines around either. */
export function joinNote(text: string, note: string): string {
  return [text, note].filter((part) => part !== '').join('\n\n');
}
