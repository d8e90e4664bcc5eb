import { AsyncLocalStorage } from 'node:async_hooks';

/** Who began what runs now, so that an error nobody caught is laid at the right door. */
export interface CrashGuard {
  /** Runs something on behalf of a channel; everything it starts is attributed to the channel. */
  runAs<T>(channel: string, work: () => T): T;
  /** Takes unhandled rejections and uncaught errors of the process until `release`. */
  install(): void;
  release(): void;
}

export interface CrashGuardDeps {
  /** `channel` is undefined when nobody's work is known to have caused it. */
  readonly onFault: (channel: string | undefined, error: unknown) => void;
  /** Told when another channel begins to work; the last one named is suspected after a crash. */
  readonly onWork: (channel: string) => void;
}

/**
 * Makes the guard. A timer, a socket, a promise keeps the channel it was made for, so an error in
 * a messenger's library ends that channel and no other.
 */
export function createCrashGuard({ onFault, onWork }: CrashGuardDeps): CrashGuard {
  const current = new AsyncLocalStorage<string>();
  let lastWorker: string | undefined;
  const onError = (error: unknown): void => onFault(current.getStore(), error);

  return {
    runAs(channel, work) {
      if (channel !== lastWorker) {
        lastWorker = channel;
        onWork(channel);
      }
      return current.run(channel, work);
    },
    install() {
      process.on('unhandledRejection', onError);
      process.on('uncaughtException', onError);
    },
    release() {
      process.off('unhandledRejection', onError);
      process.off('uncaughtException', onError);
    },
  };
}
