import type { ConfigPath } from '../../../shared/config/path.ts';
import type { ConfigProblem } from '../../../shared/protocol/config.ts';
import { findUnreadable } from '../../state/config-draft/find-unreadable.ts';
import { useConfig } from './use-draft.ts';

/** Why what is written at a path can't be read, as `findUnreadable` says it. */
export function useUnreadable(path: ConfigPath): ConfigProblem | undefined {
  return useConfig(({ text }) => text && findUnreadable(text, path));
}
