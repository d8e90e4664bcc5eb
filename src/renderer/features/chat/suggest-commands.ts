import type { en } from '../../i18n/en.ts';
import { matchWords } from '../../ui/match-words.ts';

/** What the composer offers after a slash. */
export interface Suggestion {
  /** What stands in the field when it is taken. */
  readonly value: string;
  readonly titleKey?: Exclude<keyof (typeof en)['commands'], 'modelUnavailable'>;
  /** A model's own name. */
  readonly detail?: string;
  readonly isAvailable: boolean;
  /** Nothing more can be added, so taking it may send it. */
  readonly isComplete: boolean;
}

/** A model as `/model` offers it. */
interface ModelChoice {
  readonly id: string;
  readonly name: string;
  readonly available?: boolean | undefined;
}

export const commandNames = ['new', 'reset', 'status', 'model', 'stop', 'retry', 'help'] as const;
const shownModels = 50;

/** What fits what was typed: commands by their beginning, models by any part of their name. */
export function suggestCommands(
  text: string,
  models: readonly ModelChoice[],
): readonly Suggestion[] {
  const asked = /^\/model\s+(\S*)$/.exec(text)?.[1];
  if (asked !== undefined) return suggestModels(asked, models);
  const typed = /^\/(\w*)$/.exec(text)?.[1]?.toLowerCase();
  if (typed === undefined) return [];
  return commandNames
    .filter((name) => name.startsWith(typed))
    .map((name) => ({
      value: name === 'model' ? '/model ' : `/${name}`,
      titleKey: name,
      isAvailable: true,
      isComplete: name !== 'model',
    }));
}

function suggestModels(asked: string, models: readonly ModelChoice[]): readonly Suggestion[] {
  return models
    .filter(({ id, name }) => matchWords(asked, [id, name]))
    .slice(0, shownModels)
    .map(({ id, name, available }) => ({
      value: `/model ${id}`,
      detail: name,
      isAvailable: available !== false,
      isComplete: true,
    }));
}
