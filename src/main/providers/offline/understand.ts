import type { Intent, Language } from './intent.ts';
import { recogniseActions } from './recognise-actions.ts';
import { recogniseArithmetic } from './recognise-arithmetic.ts';
import { recogniseNotes } from './recognise-notes.ts';
import { recogniseSystem } from './recognise-system.ts';
import { recogniseDeclined, recogniseTalk } from './recognise-talk.ts';
import { recogniseTime, type Today } from './recognise-time.ts';
import { detectLanguage, readSentence, splitSentences } from './sentence.ts';

/** What a message wants, in the order in which it is said. */
export interface Understanding {
  readonly language: Language;
  readonly intents: readonly Intent[];
}

/** More questions than this in one message are not answered one by one. */
const mostIntents = 6;
/** A longer text is no question for this assistant; looking closer would only cost time. */
const longestChars = 2_000;

/** Reads a message. Always finds at least one intent, `unknown` if need be. */
export function understand(message: string, today: Today): Understanding {
  const text = message.slice(0, longestChars);
  const language = detectLanguage(text);
  const whole = recognise(text, language, today);
  if (whole.kind !== 'unknown' && whole.kind !== 'declined') return { language, intents: [whole] };
  const parts = splitSentences(text).map((part) => recognise(part, language, today));
  const clear = parts.filter((intent) => intent.kind !== 'unknown');
  const asked = clear.filter((intent) => !isPleasantry(intent));
  const intents = asked.length > 0 ? asked : clear.length > 0 ? clear.slice(0, 1) : [whole];
  return { language, intents: intents.slice(0, mostIntents) };
}

/** A greeting before a question needs no answer of its own. */
function isPleasantry(intent: Intent): boolean {
  if (intent.kind === 'tell-name') return false;
  return (
    intent.kind === 'talk' &&
    ['greeting', 'thanks', 'sorry', 'agreement', 'praise'].includes(intent.topic)
  );
}

function recognise(raw: string, language: Language, today: Today): Intent {
  const sentence = readSentence(raw, language);
  return (
    recogniseActions(sentence, today) ??
    recogniseNotes(sentence) ??
    recogniseTalk(sentence) ??
    recogniseTime(sentence, today) ??
    recogniseArithmetic(sentence) ??
    recogniseSystem(sentence) ??
    recogniseDeclined(sentence) ?? { kind: 'unknown' }
  );
}
