import type { ConfigPath } from '../../../shared/config/path.ts';

/** A name for a secret, made of where it is used: `channels.telegram.token` gives TELEGRAM_TOKEN. */
export function suggestSecretName(path: ConfigPath, taken: readonly string[]): string {
  const words = path
    .slice(path.length > 2 ? 1 : 0)
    .map((key) => toCapitals(String(key)))
    .filter((word) => word !== '');
  const joined = words.join('_');
  const name = /^[A-Z_]/.test(joined) ? joined : `SECRET_${joined}`;
  if (!taken.includes(name)) return name;
  for (let count = 2; ; count += 1) {
    if (!taken.includes(`${name}_${count}`)) return `${name}_${count}`;
  }
}

function toCapitals(text: string): string {
  return text
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
}
