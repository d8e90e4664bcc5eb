import { useState } from 'react';
import { useApp } from '../../state/app-context.ts';
import { toClientError } from '../../transport/client-error.ts';
import type { Describable } from '../../i18n/describe-error.ts';
import { useKeepSecret } from '../editing/use-secrets.ts';
import { providerEntryOf, providerIdOf, secretNameOf, type Connection } from './connection.ts';
import { useChooseModel } from './use-default-model.ts';

const longestWaitMs = 60_000;

/** Tries a connection; when the model answers, keeps the key and lets the default agent use it. */
export function useConnect(): {
  readonly isBusy: boolean;
  readonly error: Describable | undefined;
  readonly connect: (connection: Connection) => Promise<void>;
  readonly forgetError: () => void;
} {
  const { client } = useApp();
  const keepSecret = useKeepSecret();
  const choose = useChooseModel();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<Describable>();

  const tryAndKeep = async (connection: Connection): Promise<Describable | undefined> => {
    const id = providerIdOf(connection);
    const model = `${id}/${connection.model}`;
    const provider = providerEntryOf(connection, connection.key);
    const answer = await client.request(
      'models.test',
      { model, provider },
      { timeoutMs: longestWaitMs },
    );
    if (answer.error) return answer.error;
    const written =
      connection.key === ''
        ? undefined
        : await keepSecret(secretNameOf(connection), connection.key);
    await choose(model, {
      path: ['models', 'providers', id],
      value: providerEntryOf(connection, written),
    });
    return undefined;
  };

  return {
    isBusy,
    error,
    forgetError: () => setError(undefined),
    async connect(connection) {
      setBusy(true);
      setError(undefined);
      try {
        setError(await tryAndKeep(connection));
      } catch (thrown) {
        setError(toClientError(thrown));
      } finally {
        setBusy(false);
      }
    },
  };
}
