import { useApp } from '../../state/app-context.ts';
import { useDrafts } from './use-draft.ts';

/**
 * Keeps a secret in the secret store and gives back what is written in the file instead.
 * The function throws ClientError.
 */
export function useKeepSecret(): (name: string, value: string) => Promise<string> {
  const { client } = useApp();
  const { config } = useDrafts();
  return async (name, value) => {
    await client.request('secrets.set', { name, value });
    await config.refreshNames();
    return `\${secret:${name}}`;
  };
}

/** Moves a secret that stands in the file into the secret store, at once. Throws ClientError. */
export function useMoveSecret(): (path: string, name: string) => Promise<void> {
  const { client } = useApp();
  const { config } = useDrafts();
  return async (path, name) => {
    const { hash } = config.store.getState().text ?? (await config.refresh());
    await client.request('config.moveSecret', { path, to: 'store', name, baseHash: hash });
    await Promise.all([config.refresh(), config.refreshNames()]);
  };
}
