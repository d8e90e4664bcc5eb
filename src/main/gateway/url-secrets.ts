/** Names under which somebody might put a secret into a URL, where it would end up in logs. */
const secretNames: ReadonlySet<string> = new Set([
  'token',
  'access_token',
  'auth_token',
  'device_token',
  'devicetoken',
  'gateway_token',
  'auth',
  'key',
  'api_key',
  'apikey',
  'secret',
  'password',
  'code',
]);

/** Whether the query of a request names a secret. Such a request is refused unread. */
export function hasSecretInUrl(url: string): boolean {
  const start = url.indexOf('?');
  if (start < 0) return false;
  for (const name of new URLSearchParams(url.slice(start + 1)).keys()) {
    if (secretNames.has(name.trim().toLowerCase())) return true;
  }
  return false;
}
