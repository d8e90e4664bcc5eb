import type { HelloOk } from '../../shared/protocol/connect.ts';
import type { ClientError } from './client-error.ts';

/** How the connection stands, in the words an interface needs. */
export type ConnectionPhase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'online'; readonly hello: HelloOk | null }
  | {
      readonly kind: 'waiting';
      readonly attempt: number;
      /** UTC milliseconds of the next attempt. */
      readonly retryAt: number;
      /** `stopping`: the gateway said it would stop; `lost`: the line broke or nobody answers. */
      readonly reason: 'lost' | 'stopping';
    }
  /** The gateway understood and said no; somebody has to do something. */
  | { readonly kind: 'refused'; readonly error: ClientError };
