import type { Intent } from './intent.ts';
import type { Sentence } from './sentence.ts';

const talk = (topic: Extract<Intent, { kind: 'talk' }>['topic']): Intent => ({
  kind: 'talk',
  topic,
});
const declined = (topic: Extract<Intent, { kind: 'declined' }>['topic']): Intent => ({
  kind: 'declined',
  topic,
});

const who =
  '(?: there| everyone| all| openclaw| assistant| bot| du| zusammen| leute| nochmal| again)?';

const table: readonly (readonly [RegExp, Intent])[] = [
  [
    new RegExp(
      `^(?:hi+|hey+|hello+|hallo+|hallihallo|moin(?: moin)?|servus|gruezi|gruess (?:gott|dich)|howdy|yo|hiya|good (?:morning|afternoon|evening|day)|guten? (?:morgen|tag|abend)|tag|morgen|na|greetings|welcome|sup|there|everyone|zusammen|leute)${who}$`,
    ),
    talk('greeting'),
  ],
  [
    /^(?:how are (?:you|things)(?: doing)?(?: today)?|how(?:'s| is) it going|how do you do|what'?s up|are you (?:well|fine)|how(?:'s| is) your day|wie geht(?:'s| es)(?: dir| ihnen)?(?: heute| so)?|wie geht es dir|wie laeuft(?:'s| es)(?: so)?|alles (?:klar|gut)(?: bei dir)?|na wie geht'?s|was geht(?: ab)?)$/,
    talk('how-are-you'),
  ],
  [
    /^(?:(?:ok |okay |super |great |perfect |cool |alles klar |prima )?(?:many |vielen |besten |herzlichen )?(?:thanks|thank you|thx|ty|cheers|danke(?:schoen)?|dank|merci)(?: (?:a lot|so much|very much|schoen|sehr|dir|ihnen|for .*|fuer .*|you|vielmals))*)$/,
    talk('thanks'),
  ],
  [
    /^(?:(?:good ?)?bye(?: bye)?|see you(?: later| soon| tomorrow)?|good ?night|ciao|tschuess(?:i)?|auf wiedersehen|bis (?:dann|bald|morgen|spaeter)|gute nacht|mach'?s gut|later|cu|farewell)$/,
    talk('bye'),
  ],
  [
    /^(?:who|what)(?: exactly| really)? are you(?: exactly| really)?$|^(?:what(?:'s| is) your name|introduce yourself|tell me about yourself|what is (?:this|openclaw))$|^(?:wer|was) bist du(?: eigentlich| genau)?$|^(?:wie heisst du|wie ist dein name|stell dich vor|was ist (?:das hier|openclaw))$|^(?:wer|was) sind sie$/,
    talk('who-are-you'),
  ],
  [
    /^(?:which|what) (?:language )?(?:model|llm|ai)(?: (?:are you|do you use|is this|is running|am i talking to|are you using|powers you))?$|^are you (?:chat ?gpt|gpt.*|claude|an? (?:llm|language model|real ai|ai)|gemini)$|^(?:welches|was fuer ein) (?:sprach)?modell(?: (?:bist du|nutzt du|verwendest du|laeuft|ist das|benutzt du))*(?: hier)?$|^bist du (?:chat ?gpt|gpt.*|claude|eine? (?:ki|llm|echte ki|sprachmodell))$|^model$|^modell$|^mit welchem modell .*$/,
    talk('which-model'),
  ],
  [
    /^(?:how old are you|where are you(?: from)?|do you (?:have (?:feelings|a body)|sleep|eat)|wie alt bist du|wo bist du|hast du gefuehle)$|^are you (?:a )?(?:human|real|person|robot|bot|machine|alive|conscious|sentient)(?: person| being)?$|^bist du (?:ein )?(?:mensch|echt|roboter|bot|maschine|lebendig)$|^(?:am i talking to|am i speaking (?:to|with)|spreche ich mit) (?:a |einem )?(?:human|person|real person|menschen)$/,
    talk('human'),
  ],
  [
    /^who (?:made|built|created|wrote|programmed|owns) (?:you|this|openclaw)$|^wer hat (?:dich|das|openclaw) (?:gemacht|gebaut|erfunden|programmiert|geschrieben|entwickelt)$/,
    talk('maker'),
  ],
  [
    /\bjokes?\b|\bwitz(?:e)?\b|^(?:make me laugh|be funny|something funny|bring mich zum lachen)$/,
    talk('joke'),
  ],
  [
    /^(?:(?:that's |that is |this is |you're |you are |very |sehr |das (?:ist|war) |du bist )?(?:so )?(?:good|great|nice|cool|awesome|perfect|amazing|wonderful|excellent|super|toll|prima|klasse|genial|wunderbar|perfekt|spitze|gut gemacht|well done|good job|smart|clever|schlau|lustig|funny|sehr gut)(?: bot| job| work| work)?|i (?:love|like) you|ich (?:liebe|mag) dich|wow)$/,
    talk('praise'),
  ],
  [
    /^(?:you(?:'re| are) (?:stupid|dumb|useless|an idiot|bad|terrible|wrong)|stupid(?: bot)?|idiot|this is (?:wrong|bad|useless)|that(?:'s| is| was) (?:wrong|not (?:correct|right|true))|du bist (?:doof|dumm|bloed|nutzlos|schlecht|ein idiot)|das (?:ist|war) falsch|das stimmt nicht|bloed|falsch|i hate you|shut up|halt die klappe|mist|damn|wtf)$/,
    talk('insult'),
  ],
  [
    /^(?:sorry|i'm sorry|excuse me|pardon|my bad|entschuldigung|entschuldige|tut mir leid|verzeihung)$/,
    talk('sorry'),
  ],
  [
    /^(?:ok(?:ay)?|yes|no|yep|nope|sure|fine|right|got it|i see|alright|all right|understood|ja|nein|nee|klar|gut|in ordnung|verstanden|alles klar|passt|stimmt|genau|aha|hm+|maybe|vielleicht|never ?mind|schon gut|egal|k|good|nothing|nichts|lol|(?:ha)+|(?:he)+|rofl)$/,
    talk('agreement'),
  ],
  [
    /^(?:(?:this is |just |das ist |nur )?(?:a |an |ein )?(?:test|testing|ping|test message|testnachricht)(?: \d+)*|are you there|(?:anybody|anyone|somebody) (?:there|home|here)|can you (?:hear|read|see) me|bist du (?:da|noch da|wach)|hoerst du mich|funktioniert(?: das| es)?|does (?:this|it) work|is this working|geht das|echo)$/,
    talk('test'),
  ],
  [
    /^(?:why (?:are you|can'?t you|do you|don'?t you|are your answers).*|why offline|what does offline mean|are you (?:online|offline)|do you need (?:the )?internet|warum (?:bist du|kannst du|verstehst du|offline).*|was (?:heisst|bedeutet) offline|bist du (?:online|offline)|brauchst du (?:das )?internet)$/,
    talk('offline'),
  ],
  [
    /\b(?:privacy|datenschutz|private data|my data|meinen? daten|spy|spionier\w*)\b|^(?:do you (?:store|save|share|send|keep) .*|speicherst du .*|who (?:can|may) (?:read|see) (?:this|my messages)|wer (?:kann|darf) (?:das|meine nachrichten) lesen|is (?:this|it) (?:safe|private|secure)|ist das (?:sicher|privat))$/,
    talk('privacy'),
  ],
  [
    /^(?:help|help me|\/?help|i need help|what can you do|what (?:else )?can (?:you|i) (?:do|ask|say)(?: .*)?|what do you (?:do|know|understand)|what are you (?:able|good|capable) .*|how (?:do|can) (?:i use (?:you|this|it)|you help)(?: .*)?|your (?:features|abilities|skills)|features|commands\?|options|menu|(?:some )?examples?|beispiele?|helfen|helf|helfe mir|start|\/start|hilfe|hilf mir|ich brauche hilfe|was kannst du(?: .*)?|was (?:kann|darf) ich (?:dich )?(?:fragen|tun|machen|hier machen)|wobei kannst du (?:mir )?helfen|wie kannst du mir helfen|was verstehst du|was machst du(?: so)?|wofuer bist du (?:da|gut)|what now|was nun|und jetzt|how does this work|wie funktioniert (?:das|es)(?: hier)?|wie benutze ich (?:dich|das)|\?+)$/,
    { kind: 'help' },
  ],
];

const refusals: readonly (readonly [RegExp, Intent])[] = [
  [
    /\b(?:remind|reminder|reminders|alarm|timer|wake me|alert me|schedule|cron|erinner\w*|wecker|weck mich|stoppuhr|termin\w*|appointment|meeting|calendar|kalender|every (?:day|morning|hour|week)|jeden (?:tag|morgen)|taeglich)\b/,
    declined('reminder'),
  ],
  [
    /\b(?:python|javascript|typescript|java|bash|shell|script|code|program(?:me)?|function|regex|sql|html|css|skript|programm\w*|funktion|debug|compile|execute|ausfuehren|rust|golang)\b/,
    declined('code'),
  ],
  [
    /\b(?:weather|forecast|rain(?:ing)?|temperature|sunny|snow(?:ing)?|wetter\w*|regnet|regen|schneit|temperatur|sonnig|kalt|warm|cold|umbrella|regenschirm)\b/,
    declined('weather'),
  ],
  [
    /\b(?:translate|translation|uebersetz\w*)\b|\b(?:how do you say|what does .* mean in (?:german|english|french|spanish)|was heisst .* auf)\b|^what is .* in (?:german|english|french|spanish|italian)$/,
    declined('translate'),
  ],
  [
    /\b(?:image|picture|photo|draw|paint|logo|bild|foto|zeichne|male|video|music|song|musik|lied|play|spiele?)\b/,
    declined('image'),
  ],
  [
    /^(?:send|forward|post|schick\w*|sende|leite|call|ruf|phone|message|text)\b|\b(?:e-?mail (?:to|an)|send .* to|nachricht an)\b/,
    declined('send'),
  ],
  [
    /\b(?:files?|folders?|director(?:y|ies)|pdf|document|attachment|datei(?:en)?|ordner|dokument|anhang|upload|download|herunterladen|hochladen)\b/,
    declined('files'),
  ],
  [
    /\b(?:search|google|look up|browse|website|web page|internet|news|headlines|stocks?|share price|bitcoin|exchange rate|suche?|such|nachrichten|webseite|aktien?|wechselkurs|boersen\w*|url|https?:|wikipedia|score|who won|wer hat gewonnen|ergebnisse?)\b/,
    declined('search'),
  ],
  [
    /^(?:write|draft|compose|summari[sz]e|rewrite|rephrase|correct|proofread|improve|brainstorm|invent|tell me a story|create|generate|plan|suggest|recommend|schreib\w*|verfasse|fasse?|formulier\w*|korrigier\w*|verbesser\w*|erzaehl\w*|erfinde|erstelle|entwirf|plane|empfiehl|schlage?)\b|\b(?:poem|story|essay|letter|speech|gedicht|geschichte|aufsatz|brief|recipe|rezept|summary|zusammenfassung)\b/,
    declined('write'),
  ],
];

const knowledge =
  /^(?:who|what|where|when|why|how|which|explain|define|describe|is|are|do|does|did|can|should|was|wer|wie|wo|wann|warum|wieso|weshalb|welche\w*|erklaer\w*|was|ist|sind|kann|soll\w*|wozu)\b.{3,}/;

/** Finds greetings, thanks, questions about the assistant itself, and calls for help. */
export function recogniseTalk({ text }: Sentence): Intent | undefined {
  return table.find(([pattern]) => pattern.test(text))?.[1];
}

/** Finds what can be named, but not done here. A question of general knowledge comes last. */
export function recogniseDeclined({ text, raw }: Sentence): Intent | undefined {
  const found = refusals.find(([pattern]) => pattern.test(text))?.[1];
  if (found) return found;
  return knowledge.test(text) && (raw.includes('?') || text.split(' ').length >= 3)
    ? declined('knowledge')
    : undefined;
}
