import { isIP } from 'node:net';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';

/** Where a connection would go. */
export interface WebTarget {
  /** In lower case and ASCII; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

/**
 * Ports of other services that browsers refuse, so that a URL can not be made to speak to a mail or
 * print server (WHATWG Fetch, "port blocking").
 */
const blockedPorts = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
  103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
  512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
  995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
  6669, 6679, 6697, 10080,
]);

/**
 * Reads an address as browsers do (WHATWG URL: decimal, octal and hexadecimal spellings of IPv4 become
 * the usual one) and takes only what may be asked for: http and https, no name and password.
 *
 * @throws AppError WEB_URL_INVALID
 */
export function readWebUrl(text: string): URL {
  const refuse = (reason: string): never => {
    throw new AppError('WEB_URL_INVALID', { url: text.slice(0, 200), reason });
  };
  if (text.length > limits.web.urlChars) refuse('it is too long');
  const url = URL.parse(text) ?? refuse('it can not be read');
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    refuse('only http and https are possible');
  if (url.username !== '' || url.password !== '')
    refuse('it must not contain a user name or password');
  const target = targetOf(url);
  if (!isPlainHost(target.host)) refuse('the name of the host is not valid');
  if (blockedPorts.has(target.port)) refuse(`port ${target.port} belongs to another service`);
  // The dot at the end means the same name; without it all comparisons see one spelling.
  if (url.hostname.endsWith('.')) url.hostname = target.host;
  return url;
}

/** Host and port of a URL that was read; the usual port where none is written. */
export function targetOf(url: URL): WebTarget {
  const host = plainHost(url.hostname);
  const isSecure = url.protocol === 'https:' || url.protocol === 'wss:';
  return { host, port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port) };
}

/** A host without brackets and without the dot of the root. */
export function plainHost(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.+$/, '');
}

/**
 * Names as the DNS knows them, and addresses. WHATWG URL lets more through, such as `*`, which
 * would be a hole in a rule "https://host/*".
 */
function isPlainHost(host: string): boolean {
  return (
    isIP(host) !== 0 || (host.length <= 253 && /^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/.test(host))
  );
}

/** The usual spelling of an address, so that rules about it see one; what can't be read stays. */
export function normaliseUrl(text: string): string {
  try {
    return readWebUrl(text).href;
  } catch {
    return text;
  }
}

/** Whether a port belongs to a service that no web page is served by. */
export function isBlockedPort(port: number): boolean {
  return blockedPorts.has(port);
}
