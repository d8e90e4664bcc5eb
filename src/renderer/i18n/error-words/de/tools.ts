import type { approvalsErrors } from '../../../../shared/errors/registry/approvals.ts';
import type { filesErrors } from '../../../../shared/errors/registry/files.ts';
import type { sandboxErrors } from '../../../../shared/errors/registry/sandbox.ts';
import type { toolErrors } from '../../../../shared/errors/registry/tools.ts';
import type { WordsOf } from '../error-speech.ts';

/** What can go wrong when a tool is used, in German. */
export const toolWords: WordsOf<typeof toolErrors> = {
  TOOL_UNKNOWN: { message: 'Ein Werkzeug „{tool}“ gibt es nicht.', hint: 'Es gibt {known}.' },
  TOOL_NOT_ALLOWED: {
    message: 'Der Agent darf das Werkzeug „{tool}“ nicht benutzen.',
    hint: 'Soll er es dürfen, nimm „{tool}“ in seine Werkzeuge auf.',
  },
  TOOL_NAME_TAKEN: {
    message: 'Zwei Werkzeuge heißen „{tool}“.',
    hint: 'Gib einem davon einen anderen Namen.',
  },
  TOOL_ARGUMENTS_MALFORMED: {
    message: 'Die Angaben für {tool} sind kein JSON-Objekt: {found}',
    hint: 'Ruf das Werkzeug mit einem JSON-Objekt auf.',
  },
  TOOL_ARGUMENTS_INVALID: {
    message: 'Die Angaben für {tool} sind bei {path} nicht gültig: {reason}',
    hint: 'Ruf das Werkzeug mit Angaben auf, die zu seiner Beschreibung passen.',
  },
  TOOL_FAILED: {
    message: 'Das Werkzeug {tool} ist gescheitert: {reason}',
    hint: 'Versuch es anders.',
  },
  TOOL_TIMED_OUT: {
    message: 'Das Werkzeug {tool} wurde nach {seconds} Sekunden beendet.',
    hint: 'Verlange weniger auf einmal oder versuch es anders.',
  },
  SHELL_OFF: {
    message: 'Die Shell ist aus.',
    hint: 'Wem dieses System gehört, der kann sie einschalten: tools.shell.enabled.',
  },
  SHELL_BUSY: {
    message: 'Es laufen schon {running} Befehle.',
    hint: 'Warte, bis einer davon zu Ende ist.',
  },
  SHELL_NOT_STARTED: {
    message: 'Die Shell ließ sich nicht starten: {reason}',
    hint: 'Prüfe, ob es eine Shell gibt und der Arbeitsordner zugänglich ist.',
  },
  CONFIG_TOOL_MISTYPED: {
    message: 'Kein eingebautes Werkzeug heißt „{tool}“.',
    hint: 'Meinst du „{near}“? Bringt eine Erweiterung „{tool}“ mit, ist alles gut.',
  },
  CONFIG_TOOL_PROFILE_UNKNOWN: {
    message:
      'Ein Profil „@{profile}“ gibt es nicht; es erlaubt nichts, und hinter einem „!“ nimmt es alles aus.',
    hint: '{fix}',
  },
  CALCULATION_INVALID: {
    message: 'Die Rechnung ist beim Zeichen {column} nicht gültig: {reason}',
    hint: 'Schreib sie mit Zahlen, + - * / ^ % ( ) und Funktionen wie sqrt.',
  },
  CALCULATION_UNDEFINED: {
    message: 'Die Rechnung hat kein Ergebnis: {reason}',
    hint: 'Prüfe die Zahlen.',
  },
  TIME_ZONE_UNKNOWN: {
    message: 'Eine Zeitzone oder bekannte Stadt „{zone}“ gibt es nicht.',
    hint: 'Schreib sie wie Europe/Berlin oder America/New_York.',
  },
  DATE_INVALID: {
    message: '„{date}“ ist kein Datum.',
    hint: 'Schreib es als 2026-12-24 oder 2026-12-24T18:30.',
  },
};

/** What can go wrong with approvals, in German. */
export const approvalWords: WordsOf<typeof approvalsErrors> = {
  APPROVAL_UNKNOWN: {
    message: 'Diese Frage gibt es nicht mehr.',
    hint: 'Unter Freigaben steht, was noch auf eine Antwort wartet.',
  },
  APPROVAL_DECIDED: {
    message: 'Die Frage {code} ist schon geschlossen: {state}.',
    hint: 'Die erste Antwort zählt. Fragt der Agent wieder, ist es eine neue Frage mit neuem Code.',
  },
  APPROVAL_NOT_ALWAYS: {
    message: 'Die Frage {code} lässt sich nur für diesen einen Aufruf beantworten.',
    hint: 'Antworte ohne „Immer“; Regeln änderst du in tools.approvals.rules.',
  },
  APPROVAL_RULE_UNKNOWN: {
    message: 'Diese Regel gibt es nicht mehr.',
    hint: 'Unter Regeln stehen die, die es gibt.',
  },
  APPROVAL_RULES_FULL: {
    message: 'Es gibt schon {limit} Regeln.',
    hint: 'Entferne welche, die du nicht mehr brauchst.',
  },
};

/** What can go wrong with files of a workspace, in German. */
export const fileWords: WordsOf<typeof filesErrors> = {
  FILE_OUTSIDE: {
    message: '„{path}“ führt aus dem Arbeitsordner hinaus.',
    hint: 'Nimm Pfade im Arbeitsordner, etwa notes/today.md.',
  },
  FILE_PROTECTED: {
    message: '„{path}“ lässt sich nicht ändern: {reason}.',
    hint: 'Lass die Datei, wie sie ist.',
  },
  FILE_NOT_FOUND: {
    message: '„{path}“ gibt es im Arbeitsordner nicht.',
    hint: 'Sieh nach, was im Ordner liegt.',
  },
  FILE_EXISTS: {
    message: '„{path}“ gibt es schon.',
    hint: 'Wähle einen anderen Namen oder sag, dass überschrieben werden darf.',
  },
  FILE_WRONG_KIND: {
    message: '„{path}“ hat die falsche Art ({found} statt {wanted}).',
    hint: 'Sieh nach, was im Ordner liegt.',
  },
  FILE_TOO_LARGE: {
    message: '„{path}“ ist größer als {limit} Byte.',
    hint: 'Nimm kleinere Dateien.',
  },
  FILE_BINARY: {
    message: '„{path}“ ist kein Text in UTF-8.',
    hint: 'Nur Text lässt sich lesen und ändern; „info“ sagt, was die Datei ist.',
  },
  FILE_SHARED: {
    message:
      '„{path}“ hat mehrere Namen (feste Verknüpfungen), und die anderen liegen vielleicht außerhalb.',
    hint: 'Leg eine Kopie davon in den Arbeitsordner.',
  },
  FILE_EDIT_MISSED: {
    message: 'Der zu ersetzende Text steht nicht in „{path}“.',
    hint: 'Lies die Datei neu und gib den Text genau so an, mit seinen Leerzeichen.',
  },
  FILE_EDIT_AMBIGUOUS: {
    message: 'Der zu ersetzende Text steht {count} Mal in „{path}“.',
    hint: 'Gib mehr vom Text drumherum an oder ersetze mit „all“ jede Stelle.',
  },
  FILE_FAILED: {
    message: 'Mit „{path}“ ließ sich nicht arbeiten: {reason}',
    hint: 'Prüfe Platz und Rechte des Arbeitsordners.',
  },
};

/** What can go wrong when code runs in the sandbox, in German. */
export const sandboxWords: WordsOf<typeof sandboxErrors> = {
  SANDBOX_CODE_FAILED: {
    message: 'Der Code ist gescheitert: {reason}',
    hint: 'Berichtige den Code und führe ihn noch einmal aus.',
  },
  SANDBOX_CODE_INVALID: {
    message: 'Der Code ist nicht lesbar: {reason}',
    hint: 'Berichtige die Syntax und führe ihn noch einmal aus.',
  },
  SANDBOX_CODE_TOO_LARGE: {
    message: 'Zu groß, mehr als {limit} Zeichen: {part}.',
    hint: 'Kürze es oder arbeite in Teilen.',
  },
  SANDBOX_FUNCTION_MISSING: {
    message: 'Der Code exportiert keine Funktion „{name}“.',
    hint: 'Schreib „export function {name}(input) { … }“.',
  },
  SANDBOX_RESULT_INVALID: {
    message: 'Das Ergebnis lässt sich nicht weitergeben: {reason}',
    hint: 'Gib einfache Daten zurück: Text, Zahlen, Listen und Objekte daraus.',
  },
  SANDBOX_TIMED_OUT: {
    message: 'Der Code lief länger als {seconds} Sekunden und wurde beendet{place}.',
    hint: 'Tu weniger auf einmal, such nach einer Endlosschleife oder erhöhe die Grenze.',
  },
  SANDBOX_OUT_OF_MEMORY: {
    message: 'Der Code brauchte mehr als {memoryMb} MB Speicher und wurde beendet.',
    hint: 'Arbeite mit weniger Daten auf einmal oder erhöhe die Grenze.',
  },
  SANDBOX_CRASHED: {
    message: 'Die Sandbox brach ab, während der Code lief: {reason}',
    hint: 'Führe ihn noch einmal aus; bricht sie jedes Mal ab, verträgt sie etwas darin nicht.',
  },
  SANDBOX_BUSY: {
    message: 'Zu viel Code wartet darauf, zu laufen ({waiting}).',
    hint: 'Versuch es gleich noch einmal.',
  },
  SANDBOX_UNAVAILABLE: {
    message: 'Die Sandbox lässt sich nicht starten: {reason}',
    hint: 'Führe im Ordner des Programms „npm ci“ aus und starte es neu.',
  },
  SANDBOX_CLOSED: {
    message: 'Das Programm hört auf; es läuft kein Code mehr.',
    hint: 'Starte es neu.',
  },
};
