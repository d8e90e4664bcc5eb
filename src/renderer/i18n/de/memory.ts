import type { Catalogue } from '../catalogue.ts';

/** Words of memory. */
export const memoryPage: Catalogue['memoryPage'] = {
  lead: 'Was Agenten über Menschen und Chats wissen',
  add: 'Neue Notiz',
  addLead:
    'Der Agent erinnert sich daran in späteren Gesprächen mit dem, um den es geht, und nur dort.',
  note: 'Notiz',
  notes: 'Notizen',
  write: 'Aufschreiben',
  save: 'Speichern',
  saved: 'Die Notiz ist geändert',
  editHelp: 'Strg + Enter speichert, Esc lässt sie, wie sie war.',
  edit: 'Notiz ändern: {{text}}',
  remove: 'Notiz vergessen: {{text}}',
  removed: 'Vergessen: {{text}}',
  search: 'Notizen durchsuchen',
  agent: 'Agent',
  everyAgent: 'Jeder Agent',
  forAgent: 'Für den Agenten',
  about: 'Über',
  aboutYou: 'Dich',
  everybody: 'Über alle',
  subject: '{{name}} ({{count}})',
  aboutWhom: 'Über {{name}}',
  author: { agent: 'hat das notiert, {{when}}', person: 'bekam das von Hand gesagt, {{when}}' },
  changed: 'geändert {{when}}',
  openConversation: 'Gespräch öffnen',
  count_one: '{{shown}} Notiz',
  count_other: '{{shown}} Notizen',
  none: 'Noch keine Notizen',
  noneHint:
    'Ein Agent mit dem Werkzeug „memory“ notiert, was er beim nächsten Mal wissen sollte. Du kannst auch selbst etwas aufschreiben.',
  noneFits: 'Keine Notiz passt',
  noneFitsHint:
    'Gefunden werden ganze Wörter und ihre Anfänge. Nimm einen Filter weg, um mehr zu sehen.',
  recall: {
    summary_one: 'Mit jeder Nachricht erinnert sich ein Agent an höchstens {{count}} Notiz',
    summary_other: 'Mit jeder Nachricht erinnert sich ein Agent an höchstens {{count}} Notizen',
    off: 'Von selbst erinnert sich kein Agent; nachsehen können sie',
    few_one:
      'Gibt es nur {{count}} Notiz, kennt er sie immer; gibt es mehr, nimmt er die passenden und füllt mit den neuesten auf.',
    few_other:
      'Bis zu {{count}} Notizen über jemanden kennt er immer; gibt es mehr, nimmt er die passenden und füllt mit den neuesten auf.',
    person:
      'An Notizen über einen Menschen erinnert er sich in direkten Chats mit ihm, auf jedem Messenger, und sonst nirgends.',
    chat: 'An Notizen über eine Gruppe erinnert er sich in dieser Gruppe und sonst nirgends.',
    words:
      'Notizen werden nach ihren Wörtern gefunden. Mit einem Embedding-Modell auch nach ihrer Bedeutung.',
    meaning: 'Notizen werden nach ihren Wörtern und mit {{model}} nach ihrer Bedeutung gefunden.',
    trace: 'Welche Notizen eine Antwort hatte, steht in ihrem Ablauf.',
    change: 'Das ändern',
  },
};
