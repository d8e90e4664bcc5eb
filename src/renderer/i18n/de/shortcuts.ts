import type { Catalogue } from '../catalogue.ts';

/** What the keys do. */
export const shortcuts: Catalogue['shortcuts'] = {
  title: 'Tastenkürzel',
  listMove: 'In der Liste der Gespräche: abwärts, aufwärts',
  listBack: 'Dort: einen Schritt zurück',
  saveText: 'Die Konfiguration speichern',
  leaveEditor: 'Den Editor der Konfiguration verlassen',
  palette: 'Gehe zu …',
  overview: 'Übersicht',
  config: 'Konfiguration',
  show: 'Diese Liste zeigen',
  newConversation: 'Neues Gespräch',
  search: 'Alle Nachrichten durchsuchen',
  compose: 'Zum Nachrichtenfeld',
  question: 'Zur Frage eines Agenten',
  stop: 'Antwort stoppen',
  send: 'Nachricht senden',
  newLine: 'Neue Zeile',
  previous: 'Gespräch darüber',
  next: 'Gespräch darunter',
  close: 'Schließen',
};
