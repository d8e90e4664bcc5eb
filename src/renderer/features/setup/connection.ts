import { suggestedModels } from '../../../shared/config/well-known-providers.ts';

export const connectionKinds = ['openai', 'anthropic', 'google', 'ollama', 'server'] as const;
export type ConnectionKind = (typeof connectionKinds)[number];

/** What somebody fills in to connect a provider. */
export interface Connection {
  readonly kind: ConnectionKind;
  readonly baseUrl: string;
  readonly key: string;
  /** As the provider calls it, without the name of the provider. */
  readonly model: string;
}

/** The form before anything is typed. */
export function beginConnection(kind: ConnectionKind): Connection {
  const model = kind === 'ollama' || kind === 'server' ? '' : suggestedModels[kind];
  return { kind, baseUrl: kind === 'ollama' ? 'http://127.0.0.1:11434' : '', key: '', model };
}

export function needsAddress(kind: ConnectionKind): boolean {
  return kind === 'ollama' || kind === 'server';
}

/** What has to be filled in yet. */
export function missingParts(connection: Connection): readonly ('baseUrl' | 'key' | 'model')[] {
  const { kind } = connection;
  const needed: ('baseUrl' | 'key' | 'model')[] = needsAddress(kind)
    ? ['baseUrl', 'model']
    : ['key', 'model'];
  return needed.filter((part) => connection[part] === '');
}

/** How it is called in the configuration. */
export function providerIdOf({ kind }: Connection): string {
  return kind === 'server' ? 'local' : kind;
}

/** Under which name its key is kept. */
export function secretNameOf({ kind }: Connection): string {
  return kind === 'google'
    ? 'GEMINI_API_KEY'
    : `${kind === 'server' ? 'LOCAL' : kind.toUpperCase()}_API_KEY`;
}

/** The entry of the configuration; `apiKey` is what is written for the key. */
export function providerEntryOf(
  { kind, baseUrl }: Connection,
  apiKey: string | undefined,
): Readonly<Record<string, unknown>> {
  return {
    api: kind === 'server' ? 'openai-compatible' : kind,
    ...(baseUrl === '' ? {} : { baseUrl }),
    ...(apiKey === undefined || apiKey === '' ? {} : { apiKey }),
  };
}
