import { createHmac, randomBytes } from 'node:crypto';

/** Writes texts that only this server can have written, as vendors do with thoughts. */
export interface Seal {
  close(text: string): string;
  /** Undefined for anything that was not closed here, or was changed on its way. */
  open(sealed: string): string | undefined;
}

/** Makes a seal with a key of its own. */
export function createSeal(): Seal {
  const key = randomBytes(32);
  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');
  return {
    close: (text) => `${Buffer.from(text).toString('base64url')}.${sign(text)}`,
    open(sealed) {
      const [body = '', signature] = sealed.split('.');
      const text = Buffer.from(body, 'base64url').toString('utf8');
      return signature === sign(text) ? text : undefined;
    },
  };
}
