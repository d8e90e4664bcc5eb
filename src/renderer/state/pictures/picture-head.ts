/** What the first bytes of a picture tell. */
export interface PictureHead {
  readonly mimeType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  /** As stored; a photo may be turned when it is drawn. */
  readonly width: number;
  readonly height: number;
}

/**
 * Kind and size of a picture by its bytes; undefined for everything that is no PNG, JPEG, GIF or
 * WebP. Names and announced types are not believed. The formats: PNG 3rd edition section 5, GIF89a
 * section 18, ITU-T T.81 annex B, RFC 9649.
 */
export function readPictureHead(bytes: Uint8Array): PictureHead | undefined {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = readPng(data) ?? readGif(data) ?? readJpeg(data) ?? readWebp(data);
  return head && head.width > 0 && head.height > 0 ? head : undefined;
}

function readPng(data: DataView): PictureHead | undefined {
  if (!startsWith(data, 0, '\u0089PNG\r\n\u001a\n') || !startsWith(data, 12, 'IHDR'))
    return undefined;
  if (data.byteLength < 24) return undefined;
  return { mimeType: 'image/png', width: data.getUint32(16), height: data.getUint32(20) };
}

function readGif(data: DataView): PictureHead | undefined {
  if (!startsWith(data, 0, 'GIF87a') && !startsWith(data, 0, 'GIF89a')) return undefined;
  if (data.byteLength < 10) return undefined;
  return { mimeType: 'image/gif', width: data.getUint16(6, true), height: data.getUint16(8, true) };
}

/** The size stands in the first frame header, behind segments of any length. */
function readJpeg(data: DataView): PictureHead | undefined {
  if (!startsWith(data, 0, '\u00ff\u00d8\u00ff')) return undefined;
  let at = 2;
  while (at + 9 <= data.byteLength) {
    if (data.getUint8(at) !== 0xff) return undefined;
    const marker = data.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrameHeader(marker)) {
      const height = data.getUint16(at + 5);
      return { mimeType: 'image/jpeg', width: data.getUint16(at + 7), height };
    }
    const segmentBytes = data.getUint16(at + 2);
    if (segmentBytes < 2) return undefined;
    at += 2 + segmentBytes;
  }
  return undefined;
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which share the range. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function readWebp(data: DataView): PictureHead | undefined {
  if (!startsWith(data, 0, 'RIFF') || !startsWith(data, 8, 'WEBP')) return undefined;
  if (data.byteLength < 30) return undefined;
  const size = webpSize(data);
  return size && { mimeType: 'image/webp', ...size };
}

function webpSize(data: DataView): { width: number; height: number } | undefined {
  if (startsWith(data, 12, 'VP8X'))
    return { width: uint24(data, 24) + 1, height: uint24(data, 27) + 1 };
  if (startsWith(data, 12, 'VP8L')) {
    const bits = data.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (startsWith(data, 12, 'VP8 '))
    return { width: data.getUint16(26, true) & 0x3fff, height: data.getUint16(28, true) & 0x3fff };
  return undefined;
}

function uint24(data: DataView, at: number): number {
  return data.getUint16(at, true) | (data.getUint8(at + 2) << 16);
}

function startsWith(data: DataView, at: number, text: string): boolean {
  if (data.byteLength < at + text.length) return false;
  for (let index = 0; index < text.length; index += 1)
    if (data.getUint8(at + index) !== text.charCodeAt(index)) return false;
  return true;
}
