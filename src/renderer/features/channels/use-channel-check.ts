import { useState } from 'react';
import type { ChannelCheck } from '../../../shared/protocol/channels.ts';
import { useApp } from '../../state/app-context.ts';
import { toClientError } from '../../transport/client-error.ts';

export type CheckState =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly check: ChannelCheck };

/** Longer than the gateway gives a check, so that its own words come first. */
const patienceMs = 30_000;

/** Looks whether a messenger lets one in with these settings. */
export function useChannelCheck(): {
  readonly state: CheckState;
  readonly run: (wanted: {
    readonly type: string;
    readonly settings: Readonly<Record<string, unknown>>;
    readonly channel?: string;
  }) => Promise<ChannelCheck>;
  readonly forget: () => void;
} {
  const { client } = useApp();
  const [state, setState] = useState<CheckState>({ kind: 'none' });
  return {
    state,
    forget: () => setState({ kind: 'none' }),
    async run({ type, settings, channel }) {
      setState({ kind: 'asking' });
      const params = {
        type,
        settings: { ...settings },
        ...(channel === undefined ? {} : { channel }),
      };
      const check = await client
        .request('channels.check', params, { timeoutMs: patienceMs })
        .catch((thrown: unknown): ChannelCheck => {
          const { code, message, hint } = toClientError(thrown);
          return { works: false, durationMs: 0, error: { code, message, hint } };
        });
      setState({ kind: 'answered', check });
      return check;
    },
  };
}
