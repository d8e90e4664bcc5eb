import type { ThinkingLevel } from '../../../shared/config/agents.ts';
import { limits } from '../../../shared/config/limits.ts';
import type { ModelRequest } from '../provider.ts';

/** What one model takes beside the common core. Guessed from its name, learned from refusals. */
export interface ModelDialect {
  reasons: boolean;
  hasSummary: boolean;
  hasTemperature: boolean;
  /** How `off` is said: models differ in the least effort they know. */
  leastEffort: 'none' | 'minimal' | 'low';
}

export type Effort = 'none' | 'minimal' | 'low' | 'medium' | 'high';

/** The dialects of the models that were asked; the oldest is forgotten when there are many. */
export interface ModelDialects {
  of(model: string): ModelDialect;
}

const reasoningNames = /^(?:o\d|gpt-(?:[5-9]|\d\d)|codex)/;
const chattingNames = /chat/;

/** Makes an empty memory; it lives as long as its provider. */
export function createModelDialects(): ModelDialects {
  const known = new Map<string, ModelDialect>();
  return {
    of(model) {
      const found = known.get(model);
      if (found) return found;
      const reasons = reasoningNames.test(model) && !chattingNames.test(model);
      const made: ModelDialect = {
        reasons,
        hasSummary: true,
        hasTemperature: !reasons,
        leastEffort: 'none',
      };
      const [oldest] = known.keys();
      if (known.size >= limits.provider.dialects && oldest !== undefined) known.delete(oldest);
      known.set(model, made);
      return made;
    },
  };
}

/** The effort to ask for; undefined leaves it to the model. */
export function pickEffort(
  dialect: ModelDialect,
  thinking: ThinkingLevel | undefined,
): Effort | undefined {
  if (thinking === undefined || !dialect.reasons) return undefined;
  return thinking === 'off' ? dialect.leastEffort : thinking;
}

const complaint =
  /unsupported|not supported|unknown|unrecognized|unexpected|not permitted|extra|must be verified/i;

/**
 * Learns from the text of a 400. True when the same request, written anew, is worth another
 * attempt. Each step goes one way, so that it comes to an end.
 */
export function learnModelDialect(
  dialect: ModelDialect,
  refusal: string,
  request: ModelRequest,
): boolean {
  if (!complaint.test(refusal)) return false;
  if (dialect.hasTemperature && request.temperature !== undefined && /temperature/.test(refusal)) {
    dialect.hasTemperature = false;
    return true;
  }
  if (!dialect.reasons || !/reasoning|effort|encrypted/i.test(refusal)) return false;
  if (dialect.hasSummary && /summar/i.test(refusal)) {
    dialect.hasSummary = false;
    return true;
  }
  if (request.thinking === 'off' && /'(?:none|minimal)'/.test(refusal)) {
    if (dialect.leastEffort === 'low') return false;
    dialect.leastEffort = dialect.leastEffort === 'none' ? 'minimal' : 'low';
    return true;
  }
  dialect.reasons = false;
  return true;
}
