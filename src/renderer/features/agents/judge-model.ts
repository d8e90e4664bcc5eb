import type { ModelRow, ProviderRow } from '../../state/models.ts';
import type { Tone } from '../../ui/badge.tsx';

/** How a model does, as a word of the catalogue (`agentsPage.model.*`). */
export interface ModelState {
  readonly tone: Tone;
  readonly word:
    | 'ready'
    | 'unused'
    | 'unlisted'
    | 'noKey'
    | 'keyRefused'
    | 'cooldown'
    | 'away'
    | 'failing'
    | 'providerUnknown';
  /** When it is asked again, in UTC milliseconds. */
  readonly until?: number | undefined;
}

/** What is known about a model by its id; undefined while the lists were not read. */
export function judgeModel(
  id: string,
  models: readonly ModelRow[] | undefined,
  providers: readonly ProviderRow[] | undefined,
): ModelState | undefined {
  if (!models || !providers) return undefined;
  const providerId = id.slice(0, Math.max(0, id.indexOf('/')));
  const provider = providers.find((each) => each.id === providerId);
  if (!provider) return { tone: 'bad', word: 'providerUnknown' };
  const model = models.find((each) => each.id === id);
  const cooldown = provider.cooldowns.find((each) => `${providerId}/${each.model}` === id);
  if (cooldown) return { tone: 'warn', word: 'cooldown', until: cooldown.until };
  const refused = model && judgeRefusal(model);
  if (refused) return refused;
  if (provider.state === 'missing-auth') return { tone: 'bad', word: 'noKey' };
  if (model?.available === false) return { tone: 'bad', word: 'away' };
  if (provider.state === 'failing') return { tone: 'warn', word: 'failing' };
  if (!model) return { tone: 'warn', word: 'unlisted' };
  return provider.state === 'unused'
    ? { tone: 'plain', word: 'unused' }
    : { tone: 'ok', word: 'ready' };
}

/** What the list says is in the way of a model. */
function judgeRefusal(model: ModelRow): ModelState | undefined {
  switch (model.unavailableReason) {
    case 'missing-auth':
      return { tone: 'bad', word: 'noKey' };
    case 'auth-failed':
      return { tone: 'bad', word: 'keyRefused' };
    case 'cooldown':
      return { tone: 'warn', word: 'cooldown', until: model.unavailableUntil };
    case undefined:
      return undefined;
  }
}
