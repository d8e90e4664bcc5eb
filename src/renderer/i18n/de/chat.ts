import type { Catalogue } from '../catalogue.ts';

/** Words of a conversation and of writing in it. */
export const chat: Catalogue['chat'] = {
  picture: 'Bild',
  messages: 'Nachrichten',
  you: 'Du',
  assistant: 'Assistent',
  system: 'System',
  summary: 'Zusammenfassung des Bisherigen',
  beginning: 'Hier beginnt das Gespräch',
  loadingOlder: 'Ältere Nachrichten werden gelesen …',
  older: 'Ältere Nachrichten',
  loading: 'Das Gespräch wird gelesen …',
  failed: 'Das Gespräch konnte nicht gelesen werden',
  tryAgain: 'Noch einmal',
  toLatest: 'Neueste Nachricht',
  copy: 'Kopieren',
  copied: 'Kopiert',
  copyFailed: 'Der Browser hat das Kopieren nicht erlaubt',
  retry: 'Neu antworten',
  byItself: 'von selbst',
  byHand: 'von dir geschrieben',
  notice: 'Hinweis',
  waitingForYou: 'Wartet auf deine Antwort',
  spoke: 'Erinnerung',
  answering: 'Antwortet …',
  preparing: 'Liest das Gespräch …',
  starting: 'Denkt nach …',
  answered: 'Antwort vollständig',
  aborted: 'Gestoppt',
  declined: 'Das Modell hat abgelehnt',
  cutOff: 'An der Längengrenze abgeschnitten',
  failedAnswer: 'Die Antwort ist fehlgeschlagen',
  stopHint: 'Antwort stoppen (Esc)',
  sentAt: '{{time}}',
  readOnly: 'Du liest mit: {{title}} findet auf {{channel}} statt.',
  readOnlyArchived: 'Dieses Gespräch ist archiviert und nur zum Lesen da.',
};

export const outgoing: Catalogue['outgoing'] = {
  waiting: 'Wartet auf die Verbindung',
  sending: 'Wird gesendet …',
  queued: 'Wartet auf die laufende Antwort',
  accepted: 'Gesendet',
  failed: 'Nicht gesendet',
  resend: 'Noch einmal senden',
  discard: 'Zurücknehmen',
};

export const composer: Catalogue['composer'] = {
  label: 'Nachricht',
  placeholder: 'Nachricht schreiben',
  placeholderRunning: 'Etwas ergänzen',
  send: 'Senden',
  hint: 'Enter sendet, Umschalt + Enter macht eine neue Zeile, / zeigt Befehle',
  tooLong: 'Um {{count}} Zeichen zu lang',
  commands: 'Befehle',
};

export const commands: Catalogue['commands'] = {
  new: 'An dieser Stelle ein neues Gespräch beginnen',
  reset: 'Neu beginnen und das Gesagte archivieren',
  status: 'Was der Assistent ist und wie es ihm geht',
  model: 'Modell zeigen oder wechseln',
  stop: 'Die laufende Antwort stoppen',
  retry: 'Noch einmal um die letzte Antwort bitten',
  help: 'Was man sagen und tun kann',
  modelUnavailable: 'zurzeit nicht verfügbar',
};

export const tools: Catalogue['tools'] = {
  running: 'Läuft',
  waiting: 'Wartet auf dich',
  cutOff: 'Nicht beendet',
  done: 'Fertig',
  failed: 'Fehlgeschlagen',
  arguments: 'Argumente',
  result: 'Ergebnis',
  label: 'Werkzeug',
};

export const markdown: Catalogue['markdown'] = {
  copyCode: 'Code kopieren',
  wrap: 'Lange Zeilen umbrechen',
  noWrap: 'Lange Zeilen nicht umbrechen',
  image: 'Bild',
  imageBlocked: 'Bild, nicht geladen',
  code: 'Code',
  table: 'Tabelle',
};
