import type { channelErrors } from '../../../../shared/errors/registry/channels.ts';
import type { WordsOf } from '../error-speech.ts';

/** What can go wrong with channels and the machines they run on, in German. */
export const channelWords: WordsOf<typeof channelErrors> = {
  NODE_AWAY: {
    message: 'Der Knoten {node}, auf dem dieser Kanal läuft, ist nicht verbunden.',
    hint: 'Starte auf jenem Rechner „openclaw node“ oder sieh dort nach, warum er sich nicht verbindet.',
  },
  NODE_REPLACED: {
    message: 'Eine neuere Verbindung des Knotens {node} hat übernommen.',
    hint: 'Sorge dafür, dass nur ein Rechner unter diesem Namen läuft.',
  },
  NODE_HELLO_FIRST: {
    message: 'Vor {method} muss ein Knoten node.hello sagen.',
    hint: 'Ruf auf dieser Verbindung zuerst node.hello auf.',
  },
  HOST_CRASHED: {
    message: 'Der Prozess des Kanals hat sich selbst beendet ({reason}).',
    hint: 'Er startet neu; was davor geschah, steht im Protokoll.',
  },
  SPOOL_FULL: {
    message: 'Das Gateway ist weg und der Speicher dieses Knotens voll ({count} Nachrichten).',
    hint: 'Nichts geht verloren: Der Messenger behält, was jetzt kommt. Bring das Gateway zurück.',
  },
  FILE_SPOOL_FULL: {
    message: 'Auf diesem Knoten warten schon {count} Dateien auf das Gateway.',
    hint: 'Nachrichten gehen ohne ihre Bilder weiter. Bring das Gateway zurück.',
  },
  FILE_BROKEN: {
    message: 'Die Datei {hash} kam nicht so an, wie sie heißt.',
    hint: 'Das ist ein Fehler des Knotens; nimm dort dieselbe Version von OpenClaw wie auf dem Gateway.',
  },
  CHANNEL_TYPE_UNKNOWN: {
    message: 'Dieser Knoten kennt den Messenger „{type}“ nicht.',
    hint: 'Nimm auf Knoten und Gateway dieselbe Version von OpenClaw.',
  },
  CHANNEL_SETTINGS_INVALID: {
    message: 'Die Einstellungen des Kanals sind bei {path} nicht gültig: {reason}',
    hint: 'Berichtige den Eintrag; er gilt, sobald er gespeichert ist.',
  },
  CHANNEL_UNKNOWN: {
    message: 'Einen Kanal „{channel}“ gibt es nicht.',
    hint: 'Sieh in der Liste nach; vielleicht wurde er umbenannt oder gelöscht.',
  },
  CHANNEL_NAME_TAKEN: {
    message: 'Der Name „{channel}“ ist vergeben: {reason}.',
    hint: 'Wähle einen anderen Namen.',
  },
  CHANNEL_BUSY: {
    message: 'In Gesprächen von „{channel}“ wird gerade geantwortet: {count}.',
    hint: 'Warte, bis die Antwort da ist, oder stoppe sie; dann benenne den Kanal um.',
  },
  CHANNEL_OFF: {
    message: 'Der Kanal „{channel}“ ist ausgeschaltet.',
    hint: 'Schalte ihn ein; damit startet er.',
  },
  CHANNEL_NOT_HOSTED: {
    message: 'Der Kanal „{channel}“ gehört zum Gateway und hat keine eigene Verbindung.',
    hint: 'Es gibt nichts neu zu starten und nichts zu prüfen.',
  },
  CHANNEL_CHECK_FAILED: {
    message: 'Die Prüfung endete ohne Antwort ({reason}).',
    hint: 'Versuch es noch einmal; kommt es wieder, sieh im Protokoll nach.',
  },
  CHANNEL_FAILED: {
    message: 'Der Kanal hat aufgehört zu arbeiten: {reason}',
    hint: 'Er startet von selbst neu. Kommt es wieder, sieh im Protokoll nach und melde es.',
  },
  CHANNEL_ENVELOPE_INVALID: {
    message: 'Der Kanal gab eine Nachricht weiter, die bei {path} nicht gültig ist: {reason}',
    hint: 'Das ist ein Fehler des Kanals; melde ihn mit den Zeilen des Protokolls.',
  },
  TELEGRAM_LIMITED: {
    message: 'Telegram will eine Pause von {seconds} Sekunden.',
    hint: 'Danach geht es von selbst weiter.',
  },
};
