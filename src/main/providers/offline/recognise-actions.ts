import type { Action, Intent } from './intent.ts';
import { readReminder } from './read-reminder.ts';
import type { Today } from './recognise-time.ts';
import type { Sentence } from './sentence.ts';

type Reader = (match: RegExpExecArray) => Action | undefined;

const address = String.raw`(https?:\/\/[^\s<>"'()]+)`;

/** Read from the sentence as it was written: code, addresses and names keep their capitals. */
const readers: readonly (readonly [RegExp, Reader])[] = [
  [/```(\w*)\n([\s\S]+?)\n?```/, readFence],
  [
    /^(?:please |bitte )?(?:run|execute|eval(?:uate)?)(?: this| the following| some)?(?: (js|javascript|ts|typescript))?(?: code)?\s*:\s*([\s\S]+)$/i,
    readInline,
  ],
  [
    /^(?:bitte )?(?:führe?|fuehre?|lass)(?: diesen| den folgenden| den)?(?: (js|javascript|ts|typescript))?[- ]?(?:code)?(?: aus| laufen)?\s*:\s*([\s\S]+)$/i,
    readInline,
  ],
  [new RegExp(String.raw`(?:^|\s)${address}(?=[\s,;!?]|\.?$)`, 'i'), readPage],
  [
    /^(?:please )?(?:search|google|look up|find)(?: (?:the )?(?:web|internet|net|online))?(?: for)?\s*:?\s+(.+?)(?: online| on the (?:web|internet))?[?.!]*$/i,
    ([, query = '']) => ({ do: 'search', query }),
  ],
  [
    /^(?:bitte )?(?:such(?:e|t)?|google|recherchier(?:e)?)(?: (?:im (?:web|internet|netz)|online))?(?: nach)?\s*:?\s+(.+?)(?: im (?:web|internet|netz)| online)?[?.!]*$/i,
    ([, query = '']) => ({ do: 'search', query }),
  ],
  [
    /^(?:please |bitte )?(?:use|call|run|try|benutz(?:e)?|nutz(?:e)?|verwend(?:e)?|ruf(?:e)?) (?:the |das )?(?:tool|werkzeug) ["'`]?([\w-]{1,64})["'`]?(?: auf)?(?:\s+(?:with|mit)(?: the arguments| den argumenten)?:?\s*(\{[\s\S]*\}))?[.!]?$/i,
    readToolUse,
  ],
];

const listing =
  /^(?:(?:what(?:'s| is| are)?|show|list|which)? ?(?:me )?(?:are |all )?(?:my |the )?(?:reminders?|schedules?|alarms?|timers?|appointments?)(?: (?:are|do i have|have i got).*)?|(?:welche|zeig(?:e)?|was sind|liste)? ?(?:mir )?(?:alle )?(?:meine )?(?:erinnerungen|wecker|termine|zeitplaene)(?: (?:habe ich|gibt es|auf|an).*)?)$/;

/** Finds what is to be done with a tool: code, reminders, pages, searches, any tool by its name. */
export function recogniseActions(sentence: Sentence, today: Today): Intent | undefined {
  const { raw, text } = sentence;
  if (listing.test(text)) return act({ do: 'reminders' });
  const reminder = readReminder(raw, today);
  if (reminder) return act(reminder);
  for (const [pattern, read] of readers) {
    const match = pattern.exec(raw);
    const action = match && read(match);
    if (action) return act(action);
  }
  return undefined;
}

function act(action: Action): Intent {
  return { kind: 'act', action };
}

const languages: Readonly<Record<string, 'javascript' | 'typescript'>> = {
  '': 'javascript',
  js: 'javascript',
  javascript: 'javascript',
  ts: 'typescript',
  typescript: 'typescript',
};

function readFence([, name = '', code = '']: RegExpExecArray): Action | undefined {
  const language = languages[name.toLowerCase()];
  return language && { do: 'run-code', code, language };
}

function readInline([, name = '', code = '']: RegExpExecArray): Action | undefined {
  const language = languages[name.toLowerCase()];
  return language && { do: 'run-code', code: code.trim(), language };
}

function readPage([, url = '']: RegExpExecArray): Action {
  return { do: 'read-page', url: url.replace(/[.,;!?]+$/, '') };
}

function readToolUse([, name = '', json = '{}']: RegExpExecArray): Action | undefined {
  const args = readObject(json);
  return args && { do: 'use-tool', name, args };
}

function readObject(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
