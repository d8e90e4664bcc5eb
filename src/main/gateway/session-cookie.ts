import { limits } from '../../shared/config/limits.ts';

/** Cookies are shared by all ports of a host, so that the name tells gateways apart. */
const prefix = 'openclaw_session_';
/** More cookies of that name than a machine has gateways are not looked at. */
const mostCookies = 8;
const none: readonly string[] = [];

/** The secrets of all session cookies in a `Cookie` header; those of other gateways are among them. */
export function readSessionCookies(header: string | undefined): readonly string[] {
  if (header === undefined || !header.includes(prefix)) return none;
  return header
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(prefix))
    .slice(0, mostCookies)
    .map((part) => part.slice(part.indexOf('=') + 1));
}

export interface CookieOptions {
  readonly port: number;
  /** The page was loaded over TLS. */
  readonly isSecure: boolean;
}

/** A cookie no script can read and no other site can make a browser send. */
export function writeSessionCookie(secret: string, options: CookieOptions): string {
  return cookie(secret, Math.floor(limits.auth.webSessionMs / 1000), options);
}

export function clearSessionCookie(options: CookieOptions): string {
  return cookie('', 0, options);
}

function cookie(value: string, maxAgeSeconds: number, { port, isSecure }: CookieOptions): string {
  const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}`;
  return `${prefix}${port}=${value}; ${attributes}${isSecure ? '; Secure' : ''}`;
}
