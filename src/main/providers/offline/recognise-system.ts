import type { Intent } from './intent.ts';
import type { Sentence } from './sentence.ts';

const messengers =
  '(?:telegram|whatsapp|whats app|signal|discord|slack|matrix|irc|e-?mail|sms|imessage|teams)';

const channelWords = '(?:channels?|messengers?|kanaele|bots|connections|verbindungen)';

const table: readonly (readonly [RegExp, Intent])[] = [
  [
    new RegExp(
      `^(?:are|sind) (?:all |alle )?(?:my |meine |the |die )?${channelWords} (?:connected|running|working|online|ok|verbunden|da|aktiv|in ordnung)$`,
    ),
    { kind: 'system', topic: 'channels' },
  ],
  [
    new RegExp(
      `^(?:(?:what(?:'s| is) )?(?:the )?(?:status|state) of|(?:wie ist )?(?:der )?(?:status|zustand) (?:von|der|meiner)) (?:all |my |the |meinen |den )?${channelWords.replace('kanaele', 'kanaelen?')}$|^what(?:'s| is) connected$|^was ist(?: alles)? verbunden$`,
    ),
    { kind: 'system', topic: 'channels' },
  ],
  [
    /^(?:wo|where) (?:werden|sind|are|is) .*(?:gespeichert|stored|saved|kept)$/,
    { kind: 'system', topic: 'config' },
  ],
  [
    new RegExp(`^(?:(?:all|my|the|alle|meine|die) )*${channelWords}$`),
    { kind: 'system', topic: 'channels' },
  ],
  [
    /^(?:which|what|show|list)(?: all)?(?: my| the| of my)? (?:channels?|messengers?|connections?|bots)(?: (?:are|do|is|have|did).*)?$/,
    { kind: 'system', topic: 'channels' },
  ],
  [
    new RegExp(
      `^(?:is|are) (?:my |the |our )?(?:${messengers}|channels?|messengers?|bots?)(?: (?:bot|channel))? (?:connected|running|working|online|up|active|ok|on)(?: .*)?$`,
    ),
    { kind: 'system', topic: 'channels' },
  ],
  [
    /^(?:welche|zeig(?:e)?(?: mir)?|liste)(?: alle| meine| die)* (?:kanaele|messenger|verbindungen|channels|bots)(?: .*)?$/,
    { kind: 'system', topic: 'channels' },
  ],
  [
    new RegExp(
      `^(?:ist|laeuft|geht|funktioniert|sind) (?:mein |der |das |die )?(?:${messengers}|kanaele?|messenger|bot)(?:-?bot)?(?: (?:verbunden|online|an|aktiv|gerade))*$`,
    ),
    { kind: 'system', topic: 'channels' },
  ],
  [
    /^(?:womit|mit welchen (?:messengern|kanaelen)) (?:bist|sind) (?:du|wir) verbunden$|^what are you connected to$/,
    { kind: 'system', topic: 'channels' },
  ],
  [
    /^(?:which|what|show|list)(?: all)?(?: my| the)? agents?(?: (?:are|do|is|have).*)?$|^how many agents .*$|^(?:welche|zeig(?:e)?|liste)(?: mir)?(?: alle| meine| die)* (?:agenten|agents)(?: .*)?$|^wie ?viele (?:agenten|agents) .*$/,
    { kind: 'system', topic: 'agents' },
  ],
  [
    /^(?:where|wo)(?:'s| is| are| ist| liegt| liegen| sind| finde ich| do i find| can i find| steht)? (?:my |the |your |die |meine |deine )?(?:config(?:uration)?(?: ?file)?|settings(?: file)?|openclaw\.json5?|konfig(?:uration)?(?:sdatei)?|einstellungen|data|daten|state directory|logs?)(?: .*)?$/,
    { kind: 'system', topic: 'config' },
  ],
  [
    /^(?:which|what) (?:config|configuration)(?: file)? (?:is|do you).*$|^config(?:uration)? (?:path|file)$|^(?:welche|was ist die) (?:konfiguration|konfigurationsdatei)\b.*$/,
    { kind: 'system', topic: 'config' },
  ],
  [
    /^(?:what|which)(?:'s| is)? (?:your |the |openclaw )?version(?: .*)?$|^version$|^(?:welche|was ist (?:die|deine)) version.*$|^how long (?:have you been|are you|has .* been) (?:running|up|online).*$|^uptime$|^wie lange (?:laeufst|laeuft) (?:du|das|openclaw|der server).*$|^(?:what is|wie ist) (?:your|the|die|deine) (?:uptime|laufzeit)$/,
    { kind: 'system', topic: 'version' },
  ],
  [
    /^(?:status|system status|show status|how is the system|is everything (?:ok|okay|fine|running|working)|are you (?:ok|working|running)|zustand|systemstatus|(?:ist|laeuft) alles(?: in ordnung| ok| okay)?|wie ist der (?:status|zustand)|what(?:'s| is) the status)$/,
    { kind: 'system', topic: 'all' },
  ],
];

const how =
  "(?:how (?:do|can|could|would|should) (?:i|we|you|one)|how to|how does one|what do i (?:have to|need to) do to|i(?:'d like| would like| want| need) to|help me(?: to)?|can (?:i|you)|where (?:do|can) i|wie (?:kann|koennen|muss|soll) (?:ich|man|wir)|wie|ich (?:will|moechte)|kann (?:ich|man)|was muss ich tun,? um|hilf mir(?: dabei)?,?|wo kann ich|is it possible to|add|connect|set ?up)";

const howTo: readonly (readonly [RegExp, Intent])[] = [
  [new RegExp(`^(?:gibt es|is there) .*\\b${messengers}$`), { kind: 'how-to', topic: 'messenger' }],
  [
    /^(?:my )?telegram\b.*\b(?:setup|set up|einrichtung|anleitung|guide|help|hilfe)$/,
    { kind: 'how-to', topic: 'telegram' },
  ],
  [new RegExp(`^(?!telegram)${messengers}$`), { kind: 'how-to', topic: 'messenger' }],
  [
    /^(?:how|wie) .*\b(?:friends?|family|somebody|someone|other people|freunde?|freundin|familie|andere)\b/,
    { kind: 'how-to', topic: 'people' },
  ],
  [new RegExp(`^${how} .*\\btelegram\\b`), { kind: 'how-to', topic: 'telegram' }],
  [
    /^(?:telegram|telegram (?:setup|einrichten|verbinden)|.* telegram (?:hinzufuegen|einrichten|verbinden|anbinden)(?: .*)?)$/,
    { kind: 'how-to', topic: 'telegram' },
  ],
  [
    new RegExp(`^${how} .*\\b(?:${messengers}|channel|messenger|kanal|kanaele)\\b`),
    { kind: 'how-to', topic: 'messenger' },
  ],
  [
    new RegExp(`^(?:do|does|can|kann|kannst|unterstuetzt|supports?) .*\\b${messengers}\\b`),
    { kind: 'how-to', topic: 'messenger' },
  ],
  [/\bollama\b|\b(?:local|lokales?) (?:model|modell|llm)\b/, { kind: 'how-to', topic: 'ollama' }],
  [
    new RegExp(
      `^${how} .*\\b(?:api ?-?key|key|smarter|klueger\\w*|schlauer\\w*|real model|better model|other model|model|gpt|chatgpt|openai|openrouter|claude|llm|ki|ai|schluessel|modell|mistral|groq|deepseek|grok)\\b`,
    ),
    { kind: 'how-to', topic: 'model' },
  ],
  [
    /^(?:api ?-?key|which models (?:can|could|do).*|what models .*|welche modelle .*|(?:use|nutze|verwende) (?:gpt|chatgpt|openai|claude|ein echtes modell).*)$/,
    { kind: 'how-to', topic: 'model' },
  ],
  [new RegExp(`^${how} .*\\b(?:agents?|agenten)\\b`), { kind: 'how-to', topic: 'agent' }],
  [
    new RegExp(
      `^${how} .*\\b(?:system ?prompt|personality|behaviou?r|persoenlichkeit|verhalten)\\b`,
    ),
    { kind: 'how-to', topic: 'prompt' },
  ],
  [new RegExp(`^${how} .*\\b(?:tools?|werkzeuge?n?)\\b`), { kind: 'how-to', topic: 'tools' }],
  [
    /^(?:which|what|list)(?: your| the)? tools(?: .*)?$|^(?:welche|was fuer) (?:tools|werkzeuge)(?: .*)?$|^what are your tools$/,
    { kind: 'how-to', topic: 'tools' },
  ],
  [
    new RegExp(
      `^${how} .*\\b(?:configure|config|configuration|settings?|einstellungen?|konfiguration|konfigurieren|konfiguriere|einstellen)\\b`,
    ),
    { kind: 'how-to', topic: 'config' },
  ],
  [
    /^(?:what|which|list|show)(?: are)?(?: the)? (?:slash )?commands(?: .*)?$|^(?:slash )?commands$|^(?:welche|was fuer) (?:befehle|kommandos)(?: .*)?$|^befehle$/,
    { kind: 'how-to', topic: 'commands' },
  ],
  [
    new RegExp(
      `^${how} .*\\b(?:start over|new conversation|new chat|reset|neues gespraech|neue unterhaltung|von vorne|stop you|clear the (?:chat|conversation))\\b`,
    ),
    { kind: 'how-to', topic: 'commands' },
  ],
  [
    new RegExp(
      `^${how} .*\\b(?:approve|pairing|pair|allow|invite|strangers?|somebody|someone|friends?|family|freigeben|einladen|fremde|freunde?|familie|erlauben|zulassen|jemanden)\\b`,
    ),
    { kind: 'how-to', topic: 'people' },
  ],
  [
    /\bpairing code\b|\bkopplungscode\b|^who (?:can|may) (?:write|talk) to you$|^wer (?:darf|kann) dir schreiben$/,
    { kind: 'how-to', topic: 'people' },
  ],
];

/** Finds questions about this system: its state, and how it is set up. */
export function recogniseSystem({ text }: Sentence): Intent | undefined {
  return [...table, ...howTo].find(([pattern]) => pattern.test(text))?.[1];
}
