import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { ClientError } from '../../transport/client-error.ts';
import type { Client } from '../../transport/client.ts';
import { settle } from '../../transport/driven-clock.ts';
import { attachPictures, type PickedFile } from './attach-pictures.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { readPictureHead } from './picture-head.ts';
import { createPictures } from './pictures.ts';

const bytesOf = (...parts: (string | number[])[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    parts.flatMap((part) =>
      typeof part === 'string' ? Array.from(part, (char) => char.charCodeAt(0)) : part,
    ),
  );

const png = (width: number, height: number): Uint8Array<ArrayBuffer> => {
  const size = new DataView(new ArrayBuffer(8));
  size.setUint32(0, width);
  size.setUint32(4, height);
  return bytesOf(
    '\u0089PNG\r\n\u001a\n',
    [0, 0, 0, 13],
    'IHDR',
    [...new Uint8Array(size.buffer)],
    [8, 2, 0, 0, 0],
  );
};

describe('the head of a picture', () => {
  it('is read from the bytes of each kind', () => {
    expect(readPictureHead(png(300, 200))).toEqual({
      mimeType: 'image/png',
      width: 300,
      height: 200,
    });
    expect(readPictureHead(bytesOf('GIF89a', [16, 1, 32, 0, 0]))).toEqual({
      mimeType: 'image/gif',
      width: 272,
      height: 32,
    });
    // An application segment stands before the frame header.
    const jpeg = bytesOf(
      [0xff, 0xd8, 0xff, 0xe0, 0, 6, 1, 2, 3, 4],
      [0xff, 0xff, 0xc2, 0, 17, 8, 1, 0, 2, 0, 3],
    );
    expect(readPictureHead(jpeg)).toEqual({ mimeType: 'image/jpeg', width: 512, height: 256 });
    const zeros = Array.from({ length: 6 }, () => 0);
    expect(
      readPictureHead(
        bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0], [255, 0, 0, 99, 0, 0]),
      ),
    ).toEqual({ mimeType: 'image/webp', width: 256, height: 100 });
    expect(
      readPictureHead(
        bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', zeros, [0, 0x9d, 1, 0x2a], [64, 0, 48, 0]),
      ),
    ).toEqual({ mimeType: 'image/webp', width: 64, height: 48 });
    expect(
      readPictureHead(
        bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f], [63, 0xc0, 7, 0], zeros),
      ),
    ).toEqual({ mimeType: 'image/webp', width: 64, height: 32 });
  });

  it('is none for what is no picture, or one of another kind', () => {
    for (const text of [
      '',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      '<!doctype html>',
      'BM000000',
      '%PDF-1.7',
    ])
      expect(readPictureHead(bytesOf(text))).toBeUndefined();
    expect(readPictureHead(png(0, 10))).toBeUndefined();
  });

  it('never fails, however the bytes are', () => {
    const starts = [
      png(3, 3),
      bytesOf('GIF89a'),
      bytesOf([0xff, 0xd8, 0xff]),
      bytesOf('RIFF0000WEBPVP8L'),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...starts),
        fc.uint8Array({ maxLength: 60 }),
        fc.nat({ max: 40 }),
        (start, rest, cut) => {
          const head = readPictureHead(new Uint8Array([...start.subarray(0, cut), ...rest]));
          if (head) expect(head.width * head.height).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('base64', () => {
  it('brings every byte back, as others write it', () => {
    expect(encodeBase64(bytesOf('any carnal pleas'))).toBe('YW55IGNhcm5hbCBwbGVhcw==');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect([...decodeBase64(encodeBase64(bytes))]).toEqual([...bytes]);
      }),
    );
    // More than a function takes as arguments.
    const large = Uint8Array.from({ length: 200_001 }, (_, index) => index % 251);
    expect(decodeBase64(encodeBase64(large))).toEqual(large);
  });
});

describe('attaching', () => {
  let ids = 0;
  const newId = (): string => `p${++ids}`;
  const file = (
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
    size = bytes.byteLength,
  ): PickedFile => ({
    name,
    size,
    arrayBuffer: () => Promise.resolve(bytes.buffer),
  });

  it('believes bytes, not names', async () => {
    const outcome = await attachPictures(
      [],
      [file('a.txt', png(1, 1)), file('b.png', bytesOf('<script>'))],
      newId,
    );
    expect(outcome.pictures).toMatchObject([{ name: 'a.txt', mimeType: 'image/png' }]);
    expect(outcome.rejections).toEqual([{ kind: 'not-a-picture', name: 'b.png' }]);
  });

  it('keeps within what one message may hold, together with what is there', async () => {
    const half = limits.pictures.messageBytes / 2 + 1;
    const large = new Uint8Array(half);
    large.set(png(1, 1));
    const outcome = await attachPictures([], [file('1', large), file('2', large)], newId);
    expect(outcome.pictures).toHaveLength(1);
    expect(outcome.rejections).toEqual([{ kind: 'too-large', name: '2', sizeBytes: half }]);

    const many = Array.from({ length: 20 }, (_, index) => file(`${index}`, png(1, 1)));
    const full = await attachPictures([], many, newId);
    expect(full.pictures).toHaveLength(limits.message.attachments);
    expect(full.rejections).toEqual([{ kind: 'too-many' }]);
  });

  it('reads no file that is too large anyway, and says which could not be read or drawn', async () => {
    const unread: PickedFile = {
      name: 'film',
      size: 1e12,
      arrayBuffer: () => Promise.reject(new Error('must not be read')),
    };
    const gone: PickedFile = {
      name: 'gone',
      size: 1,
      arrayBuffer: () => Promise.reject(new Error('gone')),
    };
    const { rejections } = await attachPictures(
      [],
      [unread, gone, file('vast', png(60_000, 60_000))],
      newId,
    );
    expect(rejections.map(({ kind }) => kind)).toEqual([
      'too-large',
      'unreadable',
      'too-many-pixels',
    ]);
  });
});

describe('pictures of messages', () => {
  const setUp = (cacheBytes?: number) => {
    const asked: string[] = [];
    let isAway = false;
    const request = ((_method: string, { hash }: { hash: string }) => {
      asked.push(hash);
      return isAway
        ? Promise.reject(new ClientError({ code: 'BLOB_UNKNOWN', message: '' }))
        : Promise.resolve({ data: btoa(hash.repeat(4)), sizeBytes: 4 });
    }) as unknown as Client['request'];
    return {
      asked,
      pictures: createPictures({ request }, cacheBytes),
      goAway: () => (isAway = true),
    };
  };

  it('are fetched once, also when they are shown twice at the same time', async () => {
    const { asked, pictures } = setUp();
    const [one, two] = await Promise.all([pictures.load('a'), pictures.load('a')]);
    expect(one).toBe(two);
    expect(pictures.peek('a')).toBe(one);
    await pictures.load('a');
    expect(asked).toEqual(['a']);
  });

  it('that were shown last are kept, up to a bound', async () => {
    const { asked, pictures } = setUp(8);
    await pictures.load('a');
    await pictures.load('b');
    pictures.peek('a');
    await pictures.load('c');
    expect(['a', 'b', 'c'].map((hash) => pictures.peek(hash) !== undefined)).toEqual([
      true,
      false,
      true,
    ]);
    expect(asked).toEqual(['a', 'b', 'c']);
  });

  it('that could not be had are asked for again', async () => {
    const { asked, pictures, goAway } = setUp();
    goAway();
    await expect(pictures.load('a')).rejects.toMatchObject({ code: 'BLOB_UNKNOWN' });
    await settle();
    await expect(pictures.load('a')).rejects.toThrow();
    expect(asked).toEqual(['a', 'a']);
  });
});
