import type { Catalogue } from '../catalogue.ts';

/** Words of the frame around the pages. */
export const app: Catalogue['app'] = {
  name: 'OpenClaw',
  skipToContent: 'Zum Inhalt springen',
  openSidebar: 'Seitenleiste öffnen',
  closeSidebar: 'Seitenleiste schließen',
  sidebar: 'Seitenleiste',
  group: {
    main: 'Seiten',
    assistant: 'Assistent',
    system: 'System',
  },
  pageFailed: 'Diese Seite hat einen Fehler',
  pageFailedHint: 'Lade sie neu. Was du geschrieben und gesendet hast, bleibt erhalten.',
  notFound: {
    title: 'Nicht gefunden',
    what: 'Es gibt keine Seite „{{page}}“',
    part: '„{{page}}“ hat keinen Teil „{{part}}“',
    hint: 'Vielleicht ist die Adresse vertippt, oder was dort stand, ist jetzt woanders.',
    meant: 'Zu {{page}}',
  },
  reload: 'Neu laden',
  waiting_one: '{{count}} Hinweis wartet auf dich',
  waiting_other: '{{count}} Hinweise warten auf dich',
};

export const nav: Catalogue['nav'] = {
  chat: 'Chat',
  overview: 'Übersicht',
  conversations: 'Gespräche',
  agents: 'Agenten',
  channels: 'Kanäle',
  people: 'Personen',
  tools: 'Werkzeuge',
  schedules: 'Termine',
  memory: 'Gedächtnis',
  usage: 'Verbrauch',
  logs: 'Protokoll',
  config: 'Konfiguration',
  doctor: 'Diagnose',
  settings: 'Einstellungen',
  setup: 'Einrichten',
};

export const connection: Catalogue['connection'] = {
  idle: 'Nicht verbunden',
  connecting: 'Verbindet …',
  online: 'Verbunden',
  lost: 'Verbindung verloren',
  stopping: 'Das Gateway startet neu',
  retryIn: 'Wieder in {{seconds}} s',
  retryNow: 'Jetzt versuchen',
  refused: 'Nicht angemeldet',
  offlineHint: 'Was du jetzt sendest, wartet hier und geht hinaus, sobald die Leitung steht.',
  unreadable_one: '{{count}} Nachricht des Gateways war nicht lesbar',
  unreadable_other: '{{count}} Nachrichten des Gateways waren nicht lesbar',
};

export const status: Catalogue['status'] = {
  model: 'Modell',
  offline: 'Offline-Assistent',
  settings: 'Aussehen und Sprache',
  theme: 'Farben',
  language: 'Sprache',
  shortcuts: 'Tastenkürzel',
};

export const theme: Catalogue['theme'] = {
  system: 'Wie das System',
  light: 'Hell',
  dark: 'Dunkel',
  'contrast-light': 'Hoher Kontrast, hell',
  'contrast-dark': 'Hoher Kontrast, dunkel',
};

export const language: Catalogue['language'] = { en: 'English', de: 'Deutsch' };

export const common: Catalogue['common'] = {
  cancel: 'Abbrechen',
  loading: 'Wird geladen …',
  close: 'Schließen',
  dismiss: 'Ausblenden',
};
