import { limits } from '../../../shared/config/limits.ts';
import type { Client } from '../../transport/client.ts';
import { decodeBase64 } from './base64.ts';

/** The bytes of pictures in messages, by their SHA-256. */
export interface Pictures {
  /** Those at hand, for drawing without a gap. */
  readonly peek: (hash: string) => Uint8Array<ArrayBuffer> | undefined;
  /** Keeps bytes that were made or chosen here, so that they need not be fetched. */
  readonly remember: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** @throws ClientError */
  readonly load: (hash: string) => Promise<Uint8Array<ArrayBuffer>>;
}

/** Megabytes over a slow line. */
const loadMs = 120_000;

/** Fetches each picture once and keeps those that were shown last. */
export function createPictures(
  client: Pick<Client, 'request'>,
  cacheBytes: number = limits.pictures.cacheBytes,
): Pictures {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  const loading = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  let keptBytes = 0;

  const peek = (hash: string): Uint8Array<ArrayBuffer> | undefined => {
    const bytes = kept.get(hash);
    if (!bytes) return undefined;
    kept.delete(hash);
    kept.set(hash, bytes);
    return bytes;
  };
  const keep = (hash: string, bytes: Uint8Array<ArrayBuffer>): void => {
    kept.set(hash, bytes);
    keptBytes += bytes.byteLength;
    for (const [oldest, { byteLength }] of kept) {
      if (keptBytes <= cacheBytes) return;
      kept.delete(oldest);
      keptBytes -= byteLength;
    }
  };
  const fetchBytes = async (hash: string): Promise<Uint8Array<ArrayBuffer>> => {
    try {
      const { data } = await client.request('blob.get', { hash }, { timeoutMs: loadMs });
      const bytes = decodeBase64(data);
      keep(hash, bytes);
      return bytes;
    } finally {
      loading.delete(hash);
    }
  };

  return {
    peek,
    async remember(bytes) {
      const hash = await hashOf(bytes);
      if (hash !== undefined && !kept.has(hash)) keep(hash, bytes);
    },
    load(hash) {
      const bytes = peek(hash);
      if (bytes) return Promise.resolve(bytes);
      const running = loading.get(hash) ?? fetchBytes(hash);
      loading.set(hash, running);
      return running;
    },
  };
}

/** Undefined where the browser does not offer it: on plain http beyond this machine. */
async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  if (Reflect.get(globalThis, 'isSecureContext') !== true) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
