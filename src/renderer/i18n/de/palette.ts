import type { Catalogue } from '../catalogue.ts';

/** Words of the command palette. */
export const palette: Catalogue['palette'] = {
  open: 'Zu einer Seite, einem Agenten, Kanal, Gespräch … gehen',
  goTo: 'Gehe zu …',
  title: 'Gehe zu',
  field: 'Was suchst du?',
  none: 'Nichts gefunden',
  pages: 'Seiten',
  actions: 'Aktionen',
  agents: 'Agenten',
  channels: 'Kanäle',
  nodes: 'Knoten',
  conversations: 'Gespräche',
  newConversation: 'Neues Gespräch',
  addAgent: 'Einen Agenten hinzufügen',
  addChannel: 'Einen Kanal hinzufügen',
  addSchedule: 'Eine Erinnerung oder einen Termin hinzufügen',
  addNote: 'Eine Notiz ins Gedächtnis schreiben',
  editConfig: 'Die Konfiguration bearbeiten',
  checkSystem: 'Das System prüfen',
  setUp: 'Schritt für Schritt einrichten',
  shortcuts: 'Tastenkürzel zeigen',
  theme: 'Darstellung: {{name}}',
  language: 'Sprache: {{name}}',
};
