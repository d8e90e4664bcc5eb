import type { gatewayErrors } from '../../../../shared/errors/registry/gateway.ts';
import type { storageErrors } from '../../../../shared/errors/registry/storage.ts';
import type { WordsOf } from '../error-speech.ts';

/** What can go wrong between a program and the gateway, and while it starts, in German. */
export const gatewayWords: WordsOf<typeof gatewayErrors> = {
  FRAME_NOT_JSON: {
    message: 'Das Datenpaket ist kein JSON.',
    hint: 'Schick in jedem Textpaket ein JSON-Objekt.',
  },
  FRAME_INVALID: {
    message: 'Das Datenpaket ist bei {path} nicht gültig: {reason}',
    hint: 'Vergleiche es mit der Beschreibung des Protokolls.',
  },
  FRAME_TOO_LARGE: {
    message: 'Das Datenpaket ist größer als {limitBytes} Byte.',
    hint: 'Schick weniger auf einmal.',
  },
  METHOD_UNKNOWN: {
    message: 'Dieses Gateway kennt „{method}“ nicht.',
    hint: 'Lade die Seite neu, damit Seite und Gateway zusammenpassen.',
  },
  PARAMS_INVALID: {
    message: 'Die Angaben zu {method} sind bei {path} nicht gültig: {reason}',
    hint: 'Lade die Seite neu, damit Seite und Gateway zusammenpassen.',
  },
  HANDSHAKE_FIRST: {
    message: 'Als Erstes muss eine Verbindung angefragt werden.',
    hint: 'Warte auf connect.challenge und schick dann connect.',
  },
  HANDSHAKE_TIMEOUT: {
    message: 'Innerhalb von {seconds} Sekunden kam keine Verbindungsanfrage.',
    hint: 'Verbinde dich noch einmal.',
  },
  AUTH_DEVICE_TOKEN_MISMATCH: {
    message: 'Dieses Token hat das Gateway diesem Gerät nicht gegeben.',
    hint: 'Vergiss das gespeicherte Token des Geräts und verbinde dich einmal mit dem gemeinsamen.',
  },
  AUTH_SCOPE_MISMATCH: {
    message: 'Für {scopes} wurde dieses Gerät nie freigegeben.',
    hint: 'Verbinde dich einmal mit dem gemeinsamen Token, um mehr freizugeben.',
  },
  AUTH_SESSION_REQUIRED: {
    message: 'Dieser Browser ist nicht angemeldet.',
    hint: '„openclaw open“ gibt einen Link zum Anmelden aus.',
  },
  AUTH_TOKEN_IN_URL: {
    message: 'Geheimnisse in einer Adresse werden nicht angenommen.',
    hint: 'Im Browser öffnest du den Link, den „openclaw open“ ausgibt.',
  },
  DEVICE_AUTH_SIGNATURE_INVALID: {
    message: 'Die Signatur des Geräts passt nicht zu seinem Schlüssel und dieser Verbindung.',
    hint: 'Verbinde das Gerät noch einmal.',
  },
  DEVICE_AUTH_DEVICE_ID_MISMATCH: {
    message: 'Die Kennung des Geräts ist nicht der Fingerabdruck seines Schlüssels.',
    hint: 'Die Kennung ist der hexadezimale SHA-256 der 32 Bytes des Schlüssels.',
  },
  DEVICE_AUTH_PUBLIC_KEY_INVALID: {
    message: 'Der öffentliche Schlüssel des Geräts ist kein Ed25519-Schlüssel.',
    hint: 'Schick die 32 Bytes des Schlüssels als base64url ohne Auffüllung.',
  },
  DEVICE_AUTH_NONCE_MISMATCH: {
    message: 'Das Gerät hat eine andere Anfrage signiert.',
    hint: 'Verbinde das Gerät noch einmal.',
  },
  DEVICE_AUTH_SIGNATURE_EXPIRED: {
    message: 'Die Signatur des Geräts ist zu alt.',
    hint: 'Prüfe die Uhr jenes Rechners.',
  },
  HOST_NOT_ALLOWED: {
    message: 'Unter dem Namen {host} antwortet dieses Gateway nicht.',
    hint: 'Öffne es unter seiner Adresse oder trag die mit diesem Namen in gateway.allowedOrigins ein.',
  },
  GATEWAY_STARTING: {
    message: 'Das Gateway startet gerade.',
    hint: 'Versuch es gleich noch einmal.',
  },
  CONNECTIONS_TOO_MANY: {
    message: 'Zu viele Verbindungen wollen sich anmelden.',
    hint: 'Versuch es in ein paar Sekunden noch einmal.',
  },
  REQUESTS_TOO_MANY: {
    message: 'An mehr als {limit} Anfragen dieser Verbindung wird schon gearbeitet.',
    hint: 'Warte auf Antworten, bevor du mehr fragst.',
  },
  ANSWER_TOO_LARGE: {
    message: 'Die Antwort wäre größer als {limitBytes} Byte.',
    hint: 'Frag nach weniger auf einmal.',
  },
  RESULT_INVALID: {
    message: 'Was {subject} liefert, passt bei {path} nicht zum Protokoll: {reason}',
    hint: 'Melde das, zusammen mit den Zeilen des Protokolls um diesen Moment.',
  },
  HTTP_NOT_FOUND: {
    message: 'Unter {path} gibt es nichts.',
    hint: 'Die Oberfläche liegt unter /.',
  },
  HTTP_METHOD_NOT_ALLOWED: {
    message: '{method} geht hier nicht.',
    hint: 'Nimm {allowed}.',
  },
  HTTP_BODY_INVALID: {
    message: 'Der Inhalt der Anfrage passt hier nicht: {reason}',
    hint: 'Lade die Seite neu, damit Seite und Gateway zusammenpassen.',
  },
  INTERFACE_NOT_BUILT: {
    message: 'Die Weboberfläche gehört nicht zu dieser Installation.',
    hint: 'Baue sie mit „npm run build“ oder benutze die Kommandozeile.',
  },
  ROLE_INVALID: {
    message: 'Eine Rolle „{role}“ gibt es nicht.',
    hint: 'Nimm operator oder node.',
  },
  MISSING_SCOPE: {
    message: '{method} braucht die Berechtigung {scope}.',
    hint: 'Melde dich mit dieser Berechtigung an.',
  },
  SLOW_CONSUMER: {
    message: 'Diese Verbindung liest zu langsam.',
    hint: 'Sie wird neu aufgebaut; Verpasstes kommt nach.',
  },
  PORT_IN_USE: {
    message: 'Port {port} auf {host} ist belegt{holder}.',
    hint: 'Beende jenes Programm oder wähle mit gateway.port einen anderen Port.',
  },
  PORT_NOT_ALLOWED: {
    message: 'Auf Port {port} darf dieser Benutzer nicht lauschen.',
    hint: 'Wähle einen Port über 1023.',
  },
  HOST_NOT_AVAILABLE: {
    message: 'Dieser Rechner hat keine Adresse {host}.',
    hint: 'Nimm 127.0.0.1 oder eine Adresse, die dieser Rechner wirklich hat.',
  },
  STATE_DIR_BUSY: {
    message: 'Ein anderes Gateway benutzt schon {dir}{holder}.',
    hint: 'Nimm jenes, beende es oder starte dieses mit einem anderen --state-dir.',
  },
  STATE_DIR_FOREIGN: {
    message: '{dir} gehört einem anderen OpenClaw und bleibt unberührt.',
    hint: 'Unseres liegt in ~/.openclaw-desktop; die Daten lassen sich übernehmen.',
  },
};

/** What can go wrong with the database, in German. */
export const storageWords: WordsOf<typeof storageErrors> = {
  STORAGE_NEWER: {
    message: '{path} stammt von einem neueren OpenClaw (Version {found}; dieses kennt {known}).',
    hint: 'Starte das neuere Programm oder hol dessen Sicherung aus dem Ordner backups zurück. Die Datei ist unberührt.',
  },
  STORAGE_CORRUPT: {
    message: '{path} ist beschädigt.',
    hint: 'Beende OpenClaw, heb eine Kopie der Datei auf und leg die neueste aus dem Ordner backups an ihre Stelle.',
  },
  STORAGE_FULL: {
    message: 'Für {path} ist kein Platz mehr.',
    hint: 'Schaff Platz. Bestätigtes ist nicht verloren, alles andere wird wiederholt.',
  },
  STORAGE_BUSY: {
    message: 'Ein anderes Programm hält {path} fest.',
    hint: 'Schließ das Programm, das die Datenbank offen hat.',
  },
  STORAGE_FAILED: {
    message: 'Die Datenbank {path} war nicht zu benutzen: {reason}',
    hint: 'Prüfe, ob die Platte in Ordnung ist und in den Ordner geschrieben werden darf.',
  },
};
