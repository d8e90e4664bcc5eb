import type {
  OutputConfig,
  ThinkingConfigParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type { ThinkingLevel } from '../../../shared/config/agents.ts';
import { limits } from '../../../shared/config/limits.ts';
import type { ModelRequest } from '../provider.ts';

/** How one model wants to be told to think: newer ones by effort, older ones by a budget. */
export type ThinkingForm = 'adaptive' | 'budget' | 'none';
/** How one model is told not to think. Some can not be. */
export type OffForm = 'disabled' | 'between_tools' | 'adaptive';

/** What one model takes. Guessed from its name, learned from refusals. */
export interface ClaudeDialect {
  form: ThinkingForm;
  off: OffForm;
  /** Thinks unless told otherwise; its thoughts are asked for, since it hides them by default. */
  readonly thinksAnyway: boolean;
  readonly refusedForms: Set<ThinkingForm>;
  hasCacheControl: boolean;
}

/** The dialects of the models that were asked; the oldest is forgotten when there are many. */
export interface ClaudeDialects {
  of(model: string): ClaudeDialect;
}

/** Makes an empty memory; it lives as long as its provider. */
export function createClaudeDialects(): ClaudeDialects {
  const known = new Map<string, ClaudeDialect>();
  return {
    of(model) {
      const found = known.get(model);
      if (found) return found;
      const made = guessDialect(model);
      const [oldest] = known.keys();
      if (known.size >= limits.provider.dialects && oldest !== undefined) known.delete(oldest);
      known.set(model, made);
      return made;
    },
  };
}

/** Adaptive thinking came with 4.6; budgets left and thinking became the rule with 5. */
function guessDialect(model: string): ClaudeDialect {
  const [, major = '0', minor = '0'] =
    /^claude-(?:[a-z]+-)?(\d)(?:-(\d)(?!\d))?(?:$|-)/.exec(model) ?? [];
  const version = Number(major) + Number(minor) / 10;
  const isOld = version > 0 && version < 4.6;
  const mustThink = /fable|mythos/.test(model) || /opus-5-5/.test(model);
  return {
    form: isOld ? (version < 3.7 ? 'none' : 'budget') : 'adaptive',
    off: mustThink ? 'adaptive' : version >= 5.5 ? 'between_tools' : 'disabled',
    thinksAnyway: version >= 5,
    refusedForms: new Set(),
    hasCacheControl: true,
  };
}

export interface WrittenThinking {
  readonly thinking?: ThinkingConfigParam;
  readonly output_config?: OutputConfig;
}

/** The parameters that say how much to think; nothing where it is left to the model. */
export function writeThinking(request: ModelRequest, dialect: ClaudeDialect): WrittenThinking {
  const { thinking } = request;
  if (thinking === undefined) return dialect.thinksAnyway ? { thinking: visible } : {};
  if (thinking === 'off') return writeOff(dialect);
  switch (dialect.form) {
    case 'adaptive':
      return { thinking: visible, output_config: { effort: thinking } };
    case 'budget':
      return writeBudget(thinking, request.maxOutputTokens);
    case 'none':
      return {};
  }
}

const visible: ThinkingConfigParam = { type: 'adaptive', display: 'summarized' };

function writeOff({ form, off }: ClaudeDialect): WrittenThinking {
  // Models that think only when told to are quiet by themselves.
  if (form !== 'adaptive') return {};
  if (off === 'adaptive') return { thinking: visible, output_config: { effort: 'low' } };
  return { thinking: { type: off } };
}

/** The API refuses less. */
const leastBudget = 1_024;
const shares: Readonly<Record<Exclude<ThinkingLevel, 'off'>, number>> = {
  low: 0.25,
  medium: 0.5,
  high: 0.75,
};

/** Thoughts count as output, so the budget is a share of it; too little room means none. */
function writeBudget(level: Exclude<ThinkingLevel, 'off'>, maxTokens: number): WrittenThinking {
  const budget = Math.max(leastBudget, Math.floor(maxTokens * shares[level]));
  if (budget > maxTokens * shares.high) return {};
  return { thinking: { type: 'enabled', budget_tokens: budget } };
}

const complaint =
  /not supported|unsupported|not permitted|not allowed|unrecognized|unexpected|invalid/i;

/**
 * Learns from the text of a 400. True when the same request, written anew, is worth another
 * attempt. Each step goes one way, so that it comes to an end.
 */
export function learnClaudeDialect(
  dialect: ClaudeDialect,
  refusal: string,
  { thinking }: ModelRequest,
): boolean {
  if (!complaint.test(refusal)) return false;
  if (dialect.hasCacheControl && refusal.includes('cache_control')) {
    dialect.hasCacheControl = false;
    return true;
  }
  if (!/thinking|effort|output_config|adaptive/.test(refusal)) return false;
  if (thinking === 'off' && dialect.off !== 'adaptive') {
    dialect.off = dialect.off === 'disabled' ? 'between_tools' : 'adaptive';
    return true;
  }
  if (dialect.form === 'none') return false;
  dialect.refusedForms.add(dialect.form);
  const other = dialect.form === 'adaptive' ? 'budget' : 'adaptive';
  dialect.form = dialect.refusedForms.has(other) ? 'none' : other;
  return true;
}
