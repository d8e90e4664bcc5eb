import { hostname } from 'node:os';
import { isIP } from 'node:net';

/**
 * Guards against DNS rebinding: a page of a stranger's name that suddenly resolves to this machine
 * still sends that name as `Host`. Addresses and the machine's own names are fine, other names
 * only when an allowed origin has them.
 *
 * @param host The `Host` header, with or without port.
 */
export function isHostAllowed(
  host: string | undefined,
  allowedOrigins: readonly string[],
  ownName: string = hostname(),
): boolean {
  const name = hostName(host);
  if (name === undefined) return false;
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return true;
  const own = ownName.toLowerCase();
  if (name === 'localhost' || name === own || name === `${own}.local`) return true;
  return allowedOrigins.some((origin) => parseUrl(origin)?.hostname === name);
}

/** A page that this gateway served itself: its origin names the very host that was asked. */
export function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  const url = parseUrl(origin);
  if (!url || host === undefined) return false;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
  // Parsing the header under the same scheme drops a default port on both sides.
  return url.host === parseUrl(`${url.protocol}//${host}`)?.host;
}

/** Pages that may connect: our own, and those the configuration allows. `null` never may. */
export function isOriginAllowed(
  origin: string,
  host: string | undefined,
  allowedOrigins: readonly string[],
): boolean {
  if (isSameOrigin(origin, host)) return true;
  const url = parseUrl(origin);
  return url !== undefined && allowedOrigins.some((allowed) => isOriginOf(url, allowed));
}

function isOriginOf(url: URL, allowed: string): boolean {
  const other = parseUrl(allowed);
  return other?.protocol === url.protocol && other.host === url.host && url.host !== '';
}

function hostName(host: string | undefined): string | undefined {
  if (host === undefined || host === '') return undefined;
  const url = parseUrl(`http://${host}`);
  // Anything but a bare host would make the parser see something else than a browser does.
  return url && url.pathname === '/' && url.username === '' && !/[/?#@\\\s]/.test(host)
    ? url.hostname
    : undefined;
}

function parseUrl(text: string | undefined): URL | undefined {
  return text === undefined ? undefined : (URL.parse(text) ?? undefined);
}
