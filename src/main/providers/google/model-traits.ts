import { ThinkingLevel as GeminiLevel, type ThinkingConfig } from '@google/genai';
import type { ThinkingLevel } from '../../../shared/config/agents.ts';

/** What a family of Gemini can do, as far as requests have to be written differently for it. */
export interface ModelTraits {
  /** Answers with thoughts when asked for them. */
  readonly canThink: boolean;
  /** Thinking is set as a level, and function calls must come back signed (Gemini 3 and later). */
  readonly hasLevels: boolean;
  /** Thinking cannot be switched off. */
  readonly mustThink: boolean;
}

/** Reads the traits off a name such as `gemini-2.5-flash-lite`. */
export function readTraits(model: string): ModelTraits {
  const version = Number(/\bgemini-(\d+(?:\.\d+)?)/.exec(model)?.[1] ?? 0);
  return {
    canThink: version >= 2.5,
    hasLevels: version >= 3,
    mustThink: version >= 2.5 && /-pro\b/.test(model),
  };
}

/** Budgets in tokens, as Google's own OpenAI-compatible address translates levels. */
const budgets = { low: 1_024, medium: 8_192, high: 24_576 } as const;
/** The least a Pro model of 2.5 takes. */
const leastBudget = 128;
const levels = {
  low: GeminiLevel.LOW,
  medium: GeminiLevel.MEDIUM,
  high: GeminiLevel.HIGH,
} as const;

/**
 * Writes a thinking level in Gemini's terms (ai.google.dev/gemini-api/docs/thinking). Without a
 * level a model that thinks shows its thoughts and decides by itself how long it thinks.
 */
export function writeThinking(
  level: ThinkingLevel | undefined,
  traits: ModelTraits,
): ThinkingConfig | undefined {
  if (level === undefined) return traits.canThink ? { includeThoughts: true } : undefined;
  if (level === 'off') return writeNoThinking(traits);
  if (!traits.hasLevels) return { includeThoughts: true, thinkingBudget: budgets[level] };
  return { includeThoughts: true, thinkingLevel: levels[level] };
}

function writeNoThinking({
  canThink,
  hasLevels,
  mustThink,
}: ModelTraits): ThinkingConfig | undefined {
  if (!canThink) return undefined;
  if (hasLevels) return { thinkingLevel: mustThink ? GeminiLevel.LOW : GeminiLevel.MINIMAL };
  return { thinkingBudget: mustThink ? leastBudget : 0 };
}
