import { errorRegistry } from '../../../shared/errors/index.ts';
import { de } from '../de.ts';
import { settingWordsDe } from '../setting-words/de.ts';
import { agentWords, sessionWords } from './de/agents.ts';
import { channelWords } from './de/channels.ts';
import { configWords } from './de/config.ts';
import { extensionWords, mcpWords } from './de/extensions.ts';
import { gatewayWords, storageWords } from './de/gateway.ts';
import { phrasesDe } from './de/phrases.ts';
import { providerWords } from './de/providers.ts';
import { memoryWords, scheduleWords } from './de/schedules.ts';
import { approvalWords, fileWords, sandboxWords, toolWords } from './de/tools.ts';
import { webWords } from './de/web.ts';
import type { ErrorSpeech, ErrorTemplates } from './error-speech.ts';

/** The gateway's errors in German; fetched with the German catalogue. */
export const errorSpeechDe: ErrorSpeech = {
  english: errorRegistry,
  words: {
    ...fromCatalogue(de.errors),
    ...configWords,
    ...gatewayWords,
    ...storageWords,
    ...agentWords,
    ...sessionWords,
    ...providerWords,
    ...toolWords,
    ...approvalWords,
    ...fileWords,
    ...sandboxWords,
    ...webWords,
    ...extensionWords,
    ...mcpWords,
    ...channelWords,
    ...scheduleWords,
    ...memoryWords,
  },
  phrases: phrasesDe,
  settings: settingWordsDe,
};

/** Codes that the catalogue has words for: they are met inside of other errors too. */
function fromCatalogue(errors: Readonly<Record<string, string>>): Record<string, ErrorTemplates> {
  const withPlaces = (text: string): string => text.replace(/\{\{(\w+)\}\}/g, '{$1}');
  return Object.fromEntries(
    Object.keys(errorRegistry).flatMap((code) => {
      const message = errors[code];
      const hint = errors[`${code}_hint`];
      if (message === undefined || hint === undefined) return [];
      return [[code, { message: withPlaces(message), hint: withPlaces(hint) }]];
    }),
  );
}
