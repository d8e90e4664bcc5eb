import type { extensionsErrors } from '../../../../shared/errors/registry/extensions.ts';
import type { mcpErrors } from '../../../../shared/errors/registry/mcp.ts';
import type { WordsOf } from '../error-speech.ts';

/** What can go wrong with extensions and skills, in German. */
export const extensionWords: WordsOf<typeof extensionsErrors> = {
  EXTENSION_UNKNOWN: {
    message: 'Eine Erweiterung „{name}“ gibt es nicht.',
    hint: 'Unter Erweiterungen stehen die, die es gibt.',
  },
  EXTENSION_NAME_INVALID: {
    message: '„{name}“ kann kein Name einer Erweiterung sein.',
    hint: 'Nimm höchstens 40 Buchstaben, Ziffern, „-“ und „_“, vorn einen Buchstaben.',
  },
  EXTENSION_EXISTS: {
    message: 'Einen Ordner „{folder}“ gibt es schon.',
    hint: 'Wähle einen anderen Namen oder entferne zuerst den Ordner.',
  },
  EXTENSION_MANIFEST_INVALID: {
    message: 'Das Manifest von „{name}“ ist bei {path} nicht gültig: {reason}',
    hint: '{fix}',
  },
  EXTENSION_CODE_INVALID: {
    message: 'Der Code von „{name}“ ist nicht zu gebrauchen: {reason}',
    hint: '{fix}',
  },
  EXTENSION_TOOL_TAKEN: {
    message:
      'Die Erweiterung „{name}“ bringt ein Werkzeug „{tool}“ mit; so heißt schon eines von {owner}.',
    hint: 'Gib dem Werkzeug in extension.json5 einen anderen Namen.',
  },
  EXTENSION_NOT_APPROVED: {
    message: 'Die Erweiterung „{name}“ wartet auf deine Freigabe: Sie will {wants}.',
    hint: 'Lies, woran sie reichen will, und gib es frei.',
  },
  EXTENSION_PERMISSIONS_CHANGED: {
    message: 'Die Erweiterung „{name}“ will jetzt andere Rechte als die, die du gesehen hast.',
    hint: 'Sieh sie dir noch einmal an.',
  },
  EXTENSION_BROKEN: {
    message: 'Die Erweiterung „{name}“ ist in {tool} gescheitert: {reason}',
    hint: 'Versuch es anders.',
  },
  EXTENSION_RESULT_INVALID: {
    message: 'Das Werkzeug {tool} der Erweiterung „{name}“ gab nichts Brauchbares zurück: {reason}',
    hint: 'Es muss ein Text sein oder etwas, das sich als JSON schreiben lässt.',
  },
  EXTENSION_NOT_GRANTED: {
    message: 'Die Erweiterung „{name}“ darf nicht an {what} reichen.',
    hint: 'Nimm es in extension.json5 unter „permissions“ auf und gib es neu frei.',
  },
  EXTENSION_SECRET_MISSING: {
    message: 'Für die Erweiterung „{name}“ gibt es kein Geheimnis „{secret}“.',
    hint: 'Füge es unter Einstellungen, Geheimnisse hinzu oder schreib es in die Datei .env.',
  },
  EXTENSION_CALL_INVALID: {
    message: 'host.{call} wurde mit falschen Angaben aufgerufen: {reason}',
    hint: 'Sieh in host.d.ts im Ordner der Erweiterung nach.',
  },
  EXTENSION_TOO_MUCH: {
    message: 'Das ist mehr, als eine Erweiterung haben darf ({limit}): {what}.',
    hint: 'Arbeite mit weniger auf einmal.',
  },
  SKILL_UNKNOWN: {
    message: 'Eine Fertigkeit „{name}“ gibt es nicht.',
    hint: 'Es gibt {known}.',
  },
  SKILL_INVALID: {
    message: 'Die Fertigkeit „{name}“ ist nicht zu gebrauchen: {reason}',
    hint: 'SKILL.md beginnt mit einer Zeile „---“, dann name und description, dann eine Zeile „---“.',
  },
};

/** What can go wrong with MCP servers, in German. */
export const mcpWords: WordsOf<typeof mcpErrors> = {
  MCP_SERVER_UNKNOWN: {
    message: 'Einen MCP-Server „{server}“ gibt es nicht.',
    hint: 'Trag ihn in der Konfiguration unter mcp.servers ein.',
  },
  MCP_SERVER_OFF: {
    message: 'Der MCP-Server „{server}“ ist ausgeschaltet.',
    hint: 'Setz mcp.servers.{server}.enabled auf true.',
  },
  MCP_SERVER_STARTING: {
    message: 'Der MCP-Server „{server}“ startet noch.',
    hint: 'Versuch es gleich noch einmal.',
  },
  MCP_SERVER_DOWN: {
    message: 'Der MCP-Server „{server}“ ist nicht da: {reason}',
    hint: 'Er wird von selbst neu gestartet; mit „Neu starten“ geht es sofort. Was er schrieb, steht im Protokoll.',
  },
  MCP_CALL_CUT_OFF: {
    message:
      'Der MCP-Server „{server}“ verschwand während des Aufrufs; ob etwas geschah, ist unbekannt.',
    hint: 'Sieh nach, ob es geschehen ist, bevor du es noch einmal versuchst.',
  },
  MCP_CALL_TIMED_OUT: {
    message: 'Der MCP-Server „{server}“ hat in {seconds} Sekunden nicht geantwortet.',
    hint: 'Versuch etwas Kleineres oder erhöhe mcp.servers.{server}.timeoutSeconds.',
  },
  MCP_CALL_REFUSED: {
    message: 'Der MCP-Server „{server}“ hat den Aufruf abgelehnt: {reason}',
    hint: 'Prüfe die Angaben und versuch es noch einmal.',
  },
};
