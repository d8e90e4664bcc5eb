import { useTranslation } from 'react-i18next';
import type { AgentCheck } from '../../../shared/protocol/agents.ts';
import { useFigures } from '../../i18n/use-figures.ts';
import { useErrorWords, useFormats } from '../../i18n/use-words.ts';

export interface FindingWords {
  readonly found: string;
  /** What a person can do; absent where all is well. */
  readonly hint: string | undefined;
}

const hints = [
  'switched-off',
  'answered-nothing',
  'tool-not-called',
  'tool-result-not-used',
  'none-allowed',
  'unknown-name',
  'not-running',
  'used-up',
] as const;

/** Says what a check of an agent found, and what helps. */
export function useFindingWords(): (check: AgentCheck) => FindingWords {
  const { t } = useTranslation();
  const formats = useFormats();
  const { money, span } = useFigures();
  const describe = useErrorWords();

  const used = ({ costMicros, limitMicros, tokens, limitTokens }: AgentCheck['values']): string =>
    [
      ...(limitMicros === undefined
        ? []
        : [
            t('agentsPage.costToday', {
              used: money(Number(costMicros)),
              limit: money(Number(limitMicros)),
            }),
          ]),
      ...(limitTokens === undefined
        ? []
        : [
            t('agentsPage.tokensToday', {
              used: formats.number(Number(tokens)),
              limit: formats.number(Number(limitTokens)),
            }),
          ]),
    ].join(', ');
  const foundWords = (check: AgentCheck): string => {
    const { found, values, problem, durationMs = 0 } = check;
    if (problem) return describe(problem).message;
    if (found === 'fine' && values['price'] === 'unknown')
      return t('agentsPage.check.found.fineNoPrice');
    return t(`agentsPage.check.found.${found}`, {
      text: String(values['text'] ?? ''),
      names: String(values['names'] ?? ''),
      path: String(values['path'] ?? ''),
      state: String(values['state'] ?? ''),
      count: Number(values['count'] ?? 0),
      used: used(values),
      cost: money(Number(values['costMicros'] ?? 0)),
      first: span(Number(values['firstMs'] ?? 0)),
      all: span(durationMs),
    });
  };

  return (check) => {
    const isFine = check.state === 'ok' || check.state === 'skipped';
    const known = hints.find((hint) => hint === check.found);
    const hint = check.problem
      ? describe(check.problem).hint
      : known && t(`agentsPage.check.hint.${known}`);
    return { found: foundWords(check), hint: isFine ? undefined : hint };
  };
}
