import type { Update } from '@grammyjs/types';
import { ApiFailure } from '../api-failure.ts';
import type { UpdateQueue } from './update-queue.ts';

/** One `getUpdates`. */
interface PollInput {
  offset: number;
  limit: number;
  timeoutSeconds: number;
  /** Aborted when the client goes away. */
  signal: AbortSignal;
}

/** The long polls of a bot: at most one waits. */
export interface Poller {
  /** Resolves with updates, or with none when the time is over; rejects with a 409 when pushed out. */
  poll(input: PollInput): Promise<Update[]>;
  /** Tells the waiting poll that there may be updates. */
  wake(): void;
  /** Ends the waiting poll with a conflict, if there is one. */
  terminate(reason: string): void;
  readonly isPolling: boolean;
  readonly conflictCount: number;
}

interface WaitingPoll {
  finish(): void;
  fail(error: ApiFailure): void;
}

/** Makes the poller of a queue. `onChange` is called when a poll begins or stops waiting. */
export function createPoller(queue: UpdateQueue, onChange: () => void): Poller {
  let waiting: WaitingPoll | undefined;
  let conflictCount = 0;
  let isWakePlanned = false;

  const terminate = (reason: string): void => {
    if (waiting === undefined) return;
    conflictCount += 1;
    waiting.fail(new ApiFailure(409, `Conflict: terminated by ${reason}`));
  };

  const wait = (input: PollInput): Promise<Update[]> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        input.signal.removeEventListener('abort', abandon);
        waiting = undefined;
        onChange();
      };
      const finish = (): void => {
        stop();
        resolve(input.signal.aborted ? [] : queue.take(input.limit, input.offset));
      };
      const fail = (error: ApiFailure): void => {
        stop();
        reject(error);
      };
      const abandon = (): void => finish();
      const timer = setTimeout(finish, input.timeoutSeconds * 1000);
      input.signal.addEventListener('abort', abandon);
      waiting = { finish, fail };
      onChange();
    });

  return {
    terminate,
    poll: (input) => {
      terminate('other getUpdates request; make sure that only one bot instance is running');
      queue.confirm(input.offset);
      const hasMore = queue.hasUpdates(input.offset);
      if (hasMore || input.timeoutSeconds === 0 || input.signal.aborted) {
        return Promise.resolve(queue.take(input.limit, input.offset));
      }
      return wait(input);
    },
    wake: () => {
      if (isWakePlanned) return;
      isWakePlanned = true;
      // Updates that come together go out together, as from the real server.
      setImmediate(() => {
        isWakePlanned = false;
        waiting?.finish();
      });
    },
    get isPolling() {
      return waiting !== undefined;
    },
    get conflictCount() {
      return conflictCount;
    },
  };
}
