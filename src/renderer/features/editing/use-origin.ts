import type { ConfigPath } from '../../../shared/config/path.ts';
import { locateValue } from './locate-value.ts';
import { useConfig } from './use-draft.ts';

/** The include a written value comes from; undefined when it stands in the root or nowhere. */
export function useOrigin(path: ConfigPath): string | undefined {
  const files = useConfig((state) => state.text?.files);
  if (!files || files.length < 2) return undefined;
  const found = locateValue(files, path);
  return found && found.file !== files[0]?.path ? found.file : undefined;
}
