import type { Catalogue } from '../catalogue.ts';

/** Words of what waits for an answer, wherever it is shown. */
export const approvals: Catalogue['approvals'] = {
  label: 'Fragen von Agenten',
  asks: '{{agent}} fragt: Darf ich {{tool}} benutzen?',
  allow: 'Erlauben',
  deny: 'Ablehnen',
  always: 'Dafür immer …',
  alwaysWhen:
    'Von jetzt an darf {{agent}} {{tool}} bei Nachrichten auf {{channel}} ohne Frage benutzen, wann immer dies gilt:',
  alwaysAny:
    'Von jetzt an darf {{agent}} {{tool}} bei Nachrichten auf {{channel}} ohne Frage benutzen, gleich womit.',
  alwaysConfirm: 'Immer erlauben',
  back: 'Zurück',
  expires: 'läuft {{when}} ab',
  expiring: 'läuft gleich ab',
  count_one: '{{count}} Frage',
  count_other: '{{count}} Fragen',
  readThere: 'Zu lang, um hier zu entscheiden. Öffne es zum Lesen und Erlauben.',
  open: 'Gespräch öffnen',
  openIn: '„{{title}}“ öffnen',
  closed: {
    allowed: 'Anderswo erlaubt: {{tool}}',
    denied: 'Anderswo abgelehnt: {{tool}}',
    expired: 'Niemand hat rechtzeitig geantwortet, also abgelehnt: {{tool}}',
    withdrawn: 'Keine Antwort mehr nötig: {{tool}}',
  },
  closedVia: {
    allowed: 'Auf {{channel}} erlaubt: {{tool}}',
    denied: 'Auf {{channel}} abgelehnt: {{tool}}',
  },
};

export const notices: Catalogue['notices'] = {
  label: 'Hinweise',
  pairing: '{{name}} möchte dem Assistenten schreiben',
  pairingVia: 'auf {{channel}} · Code {{code}}',
  approve: 'Zulassen',
  reject: 'Ablehnen',
  approved: '{{name}} ist zugelassen',
  rejected: '{{name}} wurde abgelehnt',
  stranger: 'Jemand',
  channelBroken: '{{channel}} läuft nicht',
  config_one: '{{count}} Problem in der Konfiguration',
  config_other: '{{count}} Probleme in der Konfiguration',
  place: '{{file}}, Zeile {{line}}',
};

export const channelState: Catalogue['channelState'] = {
  invalid: 'Seine Einstellungen sind nicht gültig.',
  conflict: 'Ein anderes Programm benutzt dasselbe Konto.',
  refused: 'Der Messenger nimmt die Zugangsdaten nicht an.',
};
