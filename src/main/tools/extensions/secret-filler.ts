import { AppError } from '../../../shared/errors/index.ts';

export interface SecretFillerDeps {
  readonly extension: string;
  readonly secrets: readonly string[];
  readonly readSecret: (name: string) => string | undefined;
}

/** Puts secrets where the code of an extension wants them, without showing them to it. */
export interface SecretFiller {
  /** Replaces each `{{secret:NAME}}`. Throws EXTENSION_NOT_GRANTED or EXTENSION_SECRET_MISSING. */
  fill(text: string, url: URL): string;
  /** Takes the secrets that were used out of a text: some servers say what they were told. */
  hide(text: string): string;
}

const place = /\{\{secret:([A-Za-z0-9_]{1,100})\}\}/g;
const dots = '••••••';
/** Shorter ones would take half of a text with them. */
const shortestHidden = 4;

export function createSecretFiller(deps: SecretFillerDeps): SecretFiller {
  const used = new Set<string>();
  return {
    fill: (text, url) =>
      text.replaceAll(place, (_, name: string) => {
        const what = `the secret ${name}`;
        if (!deps.secrets.includes(name))
          throw new AppError('EXTENSION_NOT_GRANTED', { name: deps.extension, what });
        if (!isPrivateLine(url))
          throw new AppError('EXTENSION_NOT_GRANTED', {
            name: deps.extension,
            what: `${what} over a line that is not encrypted (${url.host})`,
          });
        const value = deps.readSecret(name)?.trim();
        if (value === undefined || value === '' || /[\r\n\0]/.test(value))
          throw new AppError('EXTENSION_SECRET_MISSING', { name: deps.extension, secret: name });
        used.add(value);
        return value;
      }),
    hide(text) {
      let hidden = text;
      for (const value of used)
        if (value.length >= shortestHidden) hidden = hidden.replaceAll(value, dots);
      return hidden;
    },
  };
}

function isPrivateLine(url: URL): boolean {
  return url.protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
}
