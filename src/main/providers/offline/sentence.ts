import type { Language } from './intent.ts';

/** A sentence prepared for recognition. */
export interface Sentence {
  /** As it was written, trimmed. */
  readonly raw: string;
  /** Lower case, umlauts as ae, oe, ue, ss, without polite words around it and without end marks. */
  readonly text: string;
  readonly language: Language;
}

const folds: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  '’': "'",
  '‘': "'",
  '´': "'",
  '`': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '\u00a0': ' ',
  '\u202f': ' ',
};

/** Lower case with plain letters, so that "wie spaet" and "Wie spät" are the same. */
export function fold(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüß’‘´`“”„\u00a0\u202f]/g, (sign) => folds[sign] ?? sign)
    .replace(/\s+/g, ' ')
    .trim();
}

// Words that say nothing about what is wanted.
const opening =
  /^(?:(?:hey|hi|hello|hallo|moin|ok|okay|so|well|and|und|also|now|nun|ach|oh|um|aeh|please|bitte|mal|just|quick question|kurze frage|eine frage|openclaw|assistant|assistent|bot)\b[,:!.]?|(?:can|could|would|will) you(?: please)?(?: (?:tell|show|give|explain to) me)?(?! do\b| help\b)|(?:kannst|koenntest|wuerdest) du(?: mir)?(?: bitte)?(?: mal)?(?: (?:sagen|zeigen|verraten),?)?|(?:koennen|koennten|wuerden) sie(?: mir)?(?: bitte)?(?: sagen,?)?|(?:tell|show|give) me|sag(?:e|en sie)?(?: mir)?(?: bitte)?(?: mal)?,?|zeig(?:e|en sie)?(?: mir)?(?: bitte)?(?: mal)?,?|(?:i(?:'d| would)? (?:want|like|need) to know|i wonder|do you know|any idea|weisst du|wissen sie|ich (?:moechte|will|wuerde gern(?:e)?) wissen),?)\s+/;
const closing =
  /[\s,]+(?:please|bitte|thanks|thank you|thx|danke|mal|denn|eigentlich|for me|fuer mich|right now|now|gerade|jetzt)$/;
const endMarks = /[\s.!?…=]+$/;
/** "5!" is a factorial; "that makes 10+5!" is not. */
const factorial = /^\D*\d+!$/;

/** Takes polite words off both ends, again and again, but never all of the sentence. */
export function stripPoliteness(folded: string): string {
  if (factorial.test(folded)) return folded;
  let text = folded.replace(endMarks, '') || folded;
  for (let round = 0; round < 6; round++) {
    const shorter = text.replace(opening, '').replace(closing, '').replace(endMarks, '').trim();
    if (shorter === '' || shorter === text) return text;
    text = shorter;
  }
  return text;
}

const germanWords =
  /\b(?:ist|sind|wie|was|wer|wo|welche[rsmn]?|der|die|das|ein|eine|und|nicht|ich|du|mir|dir|mich|dich|bitte|danke|hallo|moin|servus|guten|tag|morgen|heute|gestern|uebermorgen|uhr|uhrzeit|viel|viele|wieviel|kannst|koennen|hilfe|mal|geteilt|durch|hoch|wurzel|prozent|von|aus|notiz|notizen|merke?|heisse|heisst|fuer|auf|mit|rechne|berechne|tage?|tschuess|bis|zum|zur|spaet|gibt|hast|bist|meine?|deine?|noch|wann|naechste[nr]?|warum|zeit|zeitunterschied|datum|kalenderwoche|woche|gruess|na|jahr|haben|wir|modell|kanaele|laeuft|geht|schreib|erinnere|welchem|meilen|gute|nacht|gut|gemacht|verstanden|notier\w*|zeig|sag|schick|mach|kein|keine|ja|nein|stunden|grad|kilometer|einrichten|verbinden|loesche|nachricht|mich|dem|den|im|am|nach|oder|auch|sehr|alles|klar)\b/g;
const englishWords =
  /\b(?:is|are|what|who|where|when|which|how|the|a|an|and|not|i|you|me|my|your|please|thanks|thank|hello|hi|hey|good|morning|today|tomorrow|yesterday|time|much|many|can|could|help|times|divided|by|plus|root|percent|of|note|notes|remember|name|for|on|with|calculate|days?|bye|until|to|do|does|it|there|have|this|that|about|add|connect|set|up|run|write)\b/g;

/** German or English; English when nothing tells. */
export function detectLanguage(text: string): Language {
  const folded = fold(text);
  const umlauts = /[äöüß]/i.test(text) ? 2 : 0;
  const german = (folded.match(germanWords)?.length ?? 0) + umlauts;
  return german > (folded.match(englishWords)?.length ?? 0) ? 'de' : 'en';
}

/** Prepares one sentence. */
export function readSentence(raw: string, language: Language): Sentence {
  return { raw: raw.trim(), text: stripPoliteness(fold(raw)), language };
}

/** Where one sentence ends and another begins: not in 3.5, 24.12. or "note: a. b". */
const borders = /(?<=[?!])\s+|(?<=[a-zäöüß)]{2}\.)\s+(?=\p{Lu})|\n+/u;

/** Cuts a message into sentences; empty ones are left out. */
export function splitSentences(text: string): readonly string[] {
  return text.split(borders).filter((part) => part.trim() !== '');
}
