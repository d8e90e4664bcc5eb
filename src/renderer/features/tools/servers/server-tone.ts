import type { McpServerRow } from '../../../../shared/protocol/extensions.ts';
import type { Tone } from '../../../ui/badge.tsx';

/** How the state of a server looks. */
export function toneOfServer({ state, problem }: McpServerRow): Tone {
  switch (state) {
    case 'ready':
      return problem ? 'warn' : 'ok';
    case 'starting':
      return 'live';
    case 'waiting':
      return 'bad';
    case 'idle':
    case 'off':
      return problem ? 'bad' : 'plain';
  }
}
