import { readFileSync, statSync } from 'node:fs';
import { limits } from '../../shared/config/limits.ts';
import { parseSyntax } from '../../shared/json5/parse.ts';
import { toValue } from '../../shared/json5/tree.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import { knownModelsSchema, type KnownModels } from './known-models.ts';

/** What the user wrote into `prices.json5` of the state directory. */
export interface PriceFile {
  read(): KnownModels;
}

/**
 * Follows the file: it is looked at again when it is asked for after a while. One that is missing
 * says nothing; one that cannot be used is logged, and the last good one stays. It is read as the
 * config is, whose parser is there anyway.
 */
export function createPriceFile(path: string | undefined, clock: Clock, log: Logger): PriceFile {
  let models: KnownModels = {};
  let version = '';
  let lookedAt = -Infinity;

  const load = (file: string): void => {
    const found = statSync(file, { throwIfNoEntry: false });
    const next = found ? `${found.mtimeMs} ${found.size}` : '';
    if (next === version) return;
    version = next;
    if (!found) models = {};
    else if (found.size > limits.provider.priceFileBytes) throw new Error('the file is too large');
    else models = knownModelsSchema().parse(toValue(parseSyntax(readFileSync(file, 'utf8'))));
  };
  return {
    read() {
      if (path === undefined) return models;
      const now = clock.monotonic();
      if (now - lookedAt < limits.provider.priceFileMs) return models;
      lookedAt = now;
      try {
        load(path);
      } catch (error) {
        log.warn('provider.prices-unusable', { path, reason: String(error).slice(0, 500) });
      }
      return models;
    },
  };
}
