import { randomBytes, randomUUID } from 'node:crypto';

const randomLimit = 65_536;
const addressChars = 64 * 1024;
const parts = [
  ...['href', 'protocol', 'username', 'password', 'host'],
  ...['hostname', 'port', 'pathname', 'search', 'hash'],
] as const;

/**
 * Answers what code in an isolate asks and waits for: things the language has not. It is foreign
 * code that asks, so whatever comes in gets a text, an empty one when it makes no sense; an exception
 * would carry places of this process into the isolate.
 */
export function answerGuest(kind: unknown, text: unknown): string {
  try {
    if (typeof text !== 'string' || text.length > addressChars) return '';
    switch (kind) {
      case 'uuid':
        return randomUUID();
      case 'random':
        return randomBytes(Math.min(Math.max(0, Number(text) || 0), randomLimit)).toString('hex');
      case 'url':
        return readAddress(text);
      default:
        return '';
    }
  } catch {
    return '';
  }
}

/** The parts of an address, after one of them was changed if so wished. */
function readAddress(request: string): string {
  const asked = JSON.parse(request) as Readonly<Record<string, unknown>>;
  const url = new URL(String(asked['href']), asked['base'] as string | undefined);
  const part = parts.find((one) => one === asked['part']);
  if (part !== undefined) url[part] = String(asked['value']);
  const read = Object.fromEntries(parts.map((one) => [one, url[one]]));
  return JSON.stringify({ ...read, origin: url.origin });
}
