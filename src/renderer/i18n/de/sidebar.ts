import type { Catalogue } from '../catalogue.ts';

/** Words of the list of conversations and its search. */
export const sessions: Catalogue['sessions'] = {
  new: 'Neues Gespräch',
  title: 'Gespräche',
  untitled: 'Neues Gespräch',
  empty: 'Noch nichts da',
  emptyHint: 'Jedes Gespräch, das du beginnst, und jedes auf einem Messenger steht hier.',
  failed: 'Die Gespräche konnten nicht gelesen werden',
  more: 'Mehr anzeigen',
  running: 'Antwortet',
  archived: 'Archiviert',
  menu: 'Aktionen für {{title}}',
  exportMarkdown: 'Als Markdown exportieren',
  exportJson: 'Als JSON exportieren',
  reset: 'Neu beginnen',
  delete: 'Löschen',
  deleted: '„{{title}}“ ist gelöscht',
  resetDone: '„{{title}}“ beginnt neu',
  undo: 'Rückgängig',
  exported: '{{fileName}} wurde gespeichert',
  today: 'Heute',
  yesterday: 'Gestern',
  lastWeek: 'Letzte sieben Tage',
  earlier: 'Früher',
  via: 'über {{channel}}',
};

export const search: Catalogue['search'] = {
  label: 'Alle Nachrichten durchsuchen',
  placeholder: 'Suchen',
  clear: 'Suche leeren',
  none: 'Nichts gefunden zu „{{query}}“',
  noneHint: 'Gefunden werden ganze Wörter und ihre Anfänge, in jedem Gespräch.',
  hits_one: '{{count}} Nachricht gefunden',
  hits_other: '{{count}} Nachrichten gefunden',
  hitsMore_one: 'Mehr als {{count}} Nachricht gefunden',
  hitsMore_other: 'Mehr als {{count}} Nachrichten gefunden',
  more: 'Ältere',
  otherBranch: 'Diese Nachricht liegt nicht auf dem gezeigten Zweig',
  otherBranchHint: 'Ein neuer Versuch hat sie ersetzt; im Export steht sie noch.',
};
