import { useEffect } from 'react';
import { useApp } from '../../state/app-context.ts';

/** Messages come in crowds; their moments are read once for each of these spans. */
const pauseMs = 1_500;

/**
 * Keeps the moments of the last messages of a channel true while it is looked at: the state of a
 * channel is told when it changes, its traffic is not.
 */
export function useFreshStatus(id: string): void {
  const { client, clock, channels } = useApp();
  useEffect(() => {
    let isWatching = true;
    let isDue = false;
    const read = (): void => {
      isDue = false;
      if (!isWatching) return;
      client.request('channels.status', { channel: id }).then(
        ({ channels: [fresh] }) => {
          if (!fresh || !isWatching) return;
          channels.setState((state) => ({
            channels: state.channels.map((each) => (each.id === id ? fresh : each)),
          }));
        },
        () => undefined,
      );
    };
    const stop = client.on('sessions.changed', ({ session }) => {
      if (session?.channel !== id || isDue) return;
      isDue = true;
      clock.after(pauseMs, read);
    });
    read();
    return () => {
      isWatching = false;
      stop();
    };
  }, [client, clock, channels, id]);
}
