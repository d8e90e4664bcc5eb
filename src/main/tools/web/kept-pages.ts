import { limits } from '../../../shared/config/limits.ts';
import { createBoundedMap, type BoundedMap } from '../../platform/bounded-map.ts';
import type { Clock } from '../../platform/clock.ts';
import type { PageText } from './read-web-page.ts';

/** Pages that were read lately, so that the second part of one is not fetched anew. */
export function keepPages(clock: Clock): BoundedMap<string, PageText> {
  const kept = createBoundedMap<string, { readonly page: PageText; readonly until: number }>(
    limits.web.keptPages,
  );
  return {
    get(key) {
      const found = kept.get(key);
      return found && found.until > clock.monotonic() ? found.page : undefined;
    },
    set(key, page) {
      if (page.text.length > limits.web.keptPageChars) kept.delete(key);
      else kept.set(key, { page, until: clock.monotonic() + limits.web.keptPageMs });
    },
    delete: (key) => kept.delete(key),
  };
}
