import type { Intent } from './intent.ts';
import type { Sentence } from './sentence.ts';

const taking =
  /^(?:please |bitte )?(?:(?:make |take |add |write )?(?:me )?(?:a )?note(?: that| to self)?|note down|write down|jot down|remember(?: that)?|keep in mind(?: that)?|don'?t forget(?: that)?|notiz|notier(?:e|en)?(?: dir| mir| bitte)?|schreib(?:e)?(?: dir| mir)?(?: bitte)? auf|merk(?:e)?(?: dir)?(?: bitte)?|vergiss nicht|(?:kannst|koenntest|könntest) du dir(?: bitte)? merken|(?:can|could) you(?: please)? remember)\s*[:,\-–]?\s+(?:that |dass |to |mal )?(.{2,})$/is;
const asking =
  /^(?:(?:what(?:'s| is| are| were)?|show|list|read|tell me|give me|do i have|have i|any)? ?(?:me )?(?:are |all )?(?:of )?(?:my|the|our|any) notes?(?: please)?|notes|my notes|what (?:did|have) i (?:note|noted|write down|ask you to remember|tell you to remember|told you to remember)d?(?: down)?|what (?:do|did|should) you remember|(?:was sind|wie lauten|zeig(?:e)?(?: mir)?|lies|liste|welche sind|was steht in|hab(?:e)? ich|gibt es)? ?(?:alle )?(?:(?:meine|meinen|die) )?notizen(?: (?:auf|vor|an))?|notizen|was (?:habe? ich|hast du)(?: dir| mir)? (?:notiert|aufgeschrieben|gemerkt)|was hast du dir gemerkt|was sollst du dir merken|was solltest du dir merken)$/;
const forgetting =
  /^(?:delete|clear|remove|forget|erase|loesche?|vergiss|entferne)(?: all)?(?: of)?(?: alle)? (?:my|the|meine|die) (?:last )?(?:notes?|notizen)$/;

const tellingName =
  /^(?:my name is|i am called|call me|i'm called|ich heisse|mein name ist|nenn(?:e)? mich|du kannst mich) ([\p{L}][\p{L}'-]{1,39}(?: [\p{L}][\p{L}'-]{1,39})?)(?: nennen)?$/iu;
const askingName =
  /^(?:what(?:'s| is) my name|who am i|do you (?:know|remember) my name|my name|wie heisse ich|wer bin ich|(?:wie ist|kennst du|weisst du) (?:mein(?:en)?) namen?|weisst du,? wie ich heisse)$/;

/** Finds what is to be kept for this conversation, and questions about it. */
export function recogniseNotes(sentence: Sentence): Intent | undefined {
  const { text, raw } = sentence;
  if (asking.test(text)) return { kind: 'notes' };
  if (forgetting.test(text)) return { kind: 'forget-notes' };
  if (askingName.test(text)) return { kind: 'ask-name' };
  const name = readName(raw);
  if (name !== undefined) return { kind: 'tell-name', name };
  const note = taking.exec(raw)?.[1]?.trim();
  if (note === undefined || /^(?:me|my name)\b/i.test(note)) return undefined;
  // A request may be put as a question; "remember when we met?" is none.
  if (!raw.endsWith('?')) return { kind: 'note', text: note };
  const isRequest = /^(?:kannst|könntest|can|could)\b/i.test(raw);
  return isRequest ? { kind: 'note', text: note.replace(/\?+$/, '') } : undefined;
}

function readName(raw: string): string | undefined {
  const plain = raw
    .replace(/heiße/gi, 'heisse')
    .replace(/[.!]+$/, '')
    .replace(/^(?:hi|hello|hallo|hey)[,!]? /i, '');
  return tellingName.exec(plain)?.[1];
}
