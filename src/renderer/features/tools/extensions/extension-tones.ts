import type { ExtensionRow } from '../../../../shared/protocol/extensions.ts';
import type { Tone } from '../../../ui/badge.tsx';

/** How the state of an extension looks. */
export const extensionTones: Readonly<Record<ExtensionRow['state'], Tone>> = {
  ready: 'ok',
  'needs-approval': 'live',
  'last-good': 'warn',
  broken: 'bad',
};
