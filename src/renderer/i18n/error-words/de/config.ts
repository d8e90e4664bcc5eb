import type { configErrors } from '../../../../shared/errors/registry/config.ts';
import type { WordsOf } from '../error-speech.ts';

/** What can be wrong with the configuration, in German. */
export const configWords: WordsOf<typeof configErrors> = {
  CONFIG_TOO_LARGE: {
    message: 'Die Datei ist größer als {limitBytes} Byte.',
    hint: 'Eine Konfiguration ist klein: Prüfe, ob es die richtige Datei ist, und lagere lange Texte aus.',
  },
  CONFIG_TOTAL_TOO_LARGE: {
    message: 'Die Dateien sind zusammen größer als {limitBytes} Byte.',
    hint: 'Entferne Einbindungen, die niemand braucht.',
  },
  CONFIG_TOO_MANY_FILES: {
    message: 'Es sind mehr als {limit} Dateien eingebunden.',
    hint: 'Fasse kleine Dateien zusammen oder entferne Einbindungen, die niemand braucht.',
  },
  CONFIG_TOO_DEEP: {
    message: 'Die Klammern sind mehr als {limit} Ebenen tief verschachtelt.',
    hint: 'Such nach Klammern, die hier auf-, aber nicht wieder zugehen.',
  },
  CONFIG_NOT_UTF8: {
    message: 'Die Datei ist kein Text in UTF-8{detail}.',
    hint: 'Speichere sie noch einmal als UTF-8.',
  },
  CONFIG_UNREADABLE: {
    message: 'Die Datei lässt sich nicht lesen: {reason}',
    hint: 'Prüfe, ob es eine gewöhnliche Datei ist und dieser Benutzer sie lesen darf.',
  },
  CONFIG_UNWRITABLE: {
    message: 'Die Datei lässt sich nicht schreiben: {reason}',
    hint: 'Prüfe, ob auf der Platte Platz ist und dieser Benutzer dort schreiben darf.',
  },
  CONFIG_EMPTY: {
    message: 'Die Datei ist leer.',
    hint: 'Schreib {} für eine Konfiguration ohne Einstellungen oder lösche die Datei.',
  },
  CONFIG_ROOT_NOT_OBJECT: {
    message: 'Die Konfiguration muss ein Objekt sein; hier steht aber {found}.',
    hint: 'Setz alles zwischen { und }.',
  },
  CONFIG_CHARACTER: {
    message: 'Das Zeichen {found} gehört nicht hierher.',
    hint: 'Entferne es oder setz den Text, zu dem es gehört, in Anführungszeichen.',
  },
  CONFIG_SMART_QUOTE: {
    message: 'Mit dem typografischen Anführungszeichen {found} beginnt kein Text.',
    hint: 'Nimm die geraden Anführungszeichen " oder \'.',
  },
  CONFIG_HASH_COMMENT: {
    message: 'Ein Kommentar beginnt nicht mit #.',
    hint: 'Beginne den Kommentar mit //.',
  },
  CONFIG_COMMENT_OPEN: {
    message: 'Der Kommentar, der hier beginnt, hat kein Ende.',
    hint: 'Schließ ihn mit */.',
  },
  CONFIG_STRING_OPEN: {
    message: 'Dem Text, der hier beginnt, fehlt in seiner Zeile das schließende Anführungszeichen.',
    hint: 'Schließ ihn; soll er in der nächsten Zeile weitergehen, beende die Zeile mit einem Backslash.',
  },
  CONFIG_ESCAPE_INVALID: {
    message: 'Mit diesem Backslash beginnt kein gültiges Sonderzeichen.',
    hint: 'Für einen einfachen Backslash schreib zwei.',
  },
  CONFIG_NUMBER_INVALID: {
    message: '{found} ist keine Zahl.',
    hint: 'Schreib sie nur mit Ziffern, etwa 12 oder 1.5, oder setz sie in Anführungszeichen.',
  },
  CONFIG_WORD_UNQUOTED: {
    message: 'Der Text {found} steht nicht in Anführungszeichen.',
    hint: 'Schreib ihn als "{found}".',
  },
  CONFIG_VALUE_MISSING: {
    message: 'Hier fehlt ein Wert; es steht nur {found} da.',
    hint: 'Ergänze den Wert oder entferne, was übrig ist.',
  },
  CONFIG_KEY_EXPECTED: {
    message: 'Hier gehört der Name einer Einstellung hin; es steht aber {found} da.',
    hint: 'Schreib ihn als name: Wert.',
  },
  CONFIG_KEY_UNQUOTED: {
    message: 'Der Name {key} braucht Anführungszeichen: {sign} darf dort nicht ohne stehen.',
    hint: 'Schreib "{key}": …',
  },
  CONFIG_KEY_FORBIDDEN: {
    message: 'Der Name {key} ist nicht erlaubt.',
    hint: 'Wähle einen anderen Namen.',
  },
  CONFIG_COLON_MISSING: {
    message: 'Nach {key} gehört ein Doppelpunkt; es steht aber {found} da.',
    hint: 'Schreib es als {key}: Wert.',
  },
  CONFIG_COMMA_MISSING: {
    message: 'Vor {found} fehlt ein Komma.',
    hint: 'Setz ein Komma nach dem Wert davor.',
  },
  CONFIG_BRACKET_OPEN: {
    message: 'Die Klammer {open} hier wird nie geschlossen.',
    hint: 'Setz die schließende Klammer dorthin, wo der Inhalt endet.',
  },
  CONFIG_BRACKET_WRONG: {
    message: '{found} schließt nicht die Klammer {open} aus Zeile {openLine}.',
    hint: 'Schließ die Klammern in der Reihenfolge, in der sie aufgehen.',
  },
  CONFIG_TEXT_AFTER_END: {
    message: 'Hinter dem Ende der Konfiguration steht noch {found}.',
    hint: 'Entferne es oder schieb es zwischen das äußere { und }.',
  },
  CONFIG_KEY_DUPLICATE: {
    message: '„{key}“ steht zweimal da, zuerst in Zeile {firstLine}.',
    hint: 'Behalte eines von beiden oder fasse sie zusammen.',
  },
  CONFIG_INCLUDE_INVALID: {
    message: '$include ist weder der Name einer Datei noch eine Liste von Namen.',
    hint: 'Schreib $include: "./datei.json5" oder $include: ["./a.json5", "./b.json5"].',
  },
  CONFIG_INCLUDE_MISSING: {
    message: 'Die eingebundene Datei {name} gibt es nicht.',
    hint: 'Lege sie an oder berichtige den Namen; er gilt von der Datei aus, die sie einbindet.',
  },
  CONFIG_INCLUDE_OUTSIDE: {
    message: 'Die eingebundene Datei {name} liegt nicht im Ordner der Konfiguration.',
    hint: 'Leg sie in den Ordner der Konfiguration; Verknüpfungen nach draußen gelten nicht.',
  },
  CONFIG_INCLUDE_CYCLE: {
    message: 'Die Einbindungen drehen sich im Kreis: {chain}',
    hint: 'Entferne eine davon.',
  },
  CONFIG_INCLUDE_DEPTH: {
    message: 'Die Einbindungen sind mehr als {limit} Ebenen tief verschachtelt.',
    hint: 'Binde die Dateien weiter oben ein.',
  },
  CONFIG_INCLUDE_UNPARSABLE: {
    message: 'Die eingebundene Datei {name} lässt sich nicht lesen: {reason}',
    hint: '{fix}',
  },
  CONFIG_INCLUDE_NOT_OBJECT: {
    message: '{name} ist kein Objekt und lässt sich nicht mit anderen Einstellungen verbinden.',
    hint: 'Setz den Inhalt zwischen { und } oder binde die Datei allein ein.',
  },
  CONFIG_VARIABLE_MISSING: {
    message: 'Die Umgebungsvariable {name} ist nicht gesetzt.',
    hint: 'Setz sie dort, wo OpenClaw gestartet wird, oder schreib sie in die Datei .env in {stateDir}; ein einfaches Dollarzeichen schreibst du als $$.',
  },
  CONFIG_SECRET_MISSING: {
    message: 'Es gibt kein Geheimnis namens {name}.',
    hint: 'Lege das Geheimnis zuerst an oder berichtige den Namen.',
  },
  CONFIG_DOTENV_UNREADABLE: {
    message: 'Die Datei .env lässt sich nicht verwenden: {reason}',
    hint: 'In ihr stehen Zeilen der Form NAME=Wert, in UTF-8.',
  },
  CONFIG_VALUE_INVALID: {
    message: '{path} ist nicht gültig: {reason}',
    hint: '{fix}',
  },
  CONFIG_VALUE_REQUIRED: {
    message: '{path} fehlt.',
    hint: 'Ergänze es: {fix}',
  },
  CONFIG_KEY_UNKNOWN: {
    message: 'Die Einstellung {path} gibt es nicht.',
    hint: 'Sie bleibt stehen und bewirkt nichts; hier gibt es {known}.',
  },
  CONFIG_KEY_TYPO: {
    message: 'Die Einstellung {path} gibt es nicht.',
    hint: 'Meinst du „{suggestion}“? Sie bleibt stehen und bewirkt nichts.',
  },
  CONFIG_NAME_INVALID: {
    message: '„{name}“ kann kein Name für {kind} sein.',
    hint: 'Nimm höchstens 64 Buchstaben, Ziffern, - und _, vorn einen Buchstaben oder eine Ziffer.',
  },
  CONFIG_CHANNEL_TYPE_UNKNOWN: {
    message: 'Einen Messenger „{type}“ gibt es nicht.',
    hint: '{fix}',
  },
  CONFIG_AGENT_UNKNOWN: {
    message: 'Einen Agenten „{agent}“ gibt es nicht.',
    hint: '{fix}',
  },
  CONFIG_AGENT_OFF: {
    message: 'Hier wird der Agent „{agent}“ genannt, aber er ist aus.',
    hint: 'Bring ihn in Ordnung oder schalte ihn ein, oder nenne einen anderen.',
  },
  CONFIG_CHANNEL_UNKNOWN: {
    message: 'Einen Kanal „{channel}“ gibt es nicht.',
    hint: '{fix}',
  },
  CONFIG_PROVIDER_UNKNOWN: {
    message: 'Das Modell {model} nennt den Anbieter „{provider}“, den es nicht gibt.',
    hint: '{fix}',
  },
  CONFIG_PROVIDER_ADDRESS_MISSING: {
    message: 'Der Anbieter „{provider}“ hat keine Adresse.',
    hint: 'Ergänze baseUrl, etwa "http://127.0.0.1:11434/v1".',
  },
  CONFIG_TOKEN_SHARED: {
    message: 'Die Kanäle {other} und {channel} benutzen dasselbe Token.',
    hint: 'Gib jedem Kanal einen eigenen Bot; ein Messenger lässt nur einen davon lesen.',
  },
  CONFIG_DEFAULT_TWICE: {
    message: '„{agent}“ ist als Standard markiert, „{first}“ ist es aber schon.',
    hint: 'Lass default: true nur bei einem stehen; vorerst antwortet „{first}“.',
  },
  CONFIG_CONFLICT: {
    message: 'Die Konfiguration wurde inzwischen geändert.',
    hint: 'Lies sie neu und wiederhole die Änderung.',
  },
  CONFIG_SECRET_CHANGED: {
    message: 'Das Geheimnis bei {path} hat inzwischen jemand anders geändert.',
    hint: 'Entscheide, welches der beiden gelten soll: deins oder das gespeicherte.',
  },
  CONFIG_UNDO_CONFLICT: {
    message: 'Das lässt sich nicht zurücknehmen: {path} wurde seitdem noch einmal geändert.',
    hint: 'Ändere es von Hand, oder hol eine ganze Version aus dem Verlauf zurück.',
  },
  CONFIG_FILE_GONE: {
    message: 'Die Datei der Konfiguration ist weg; zuletzt gab es Version {version}.',
    hint: 'Hol sie mit „openclaw config restore {version}“ zurück oder fang neu an, indem du irgendeine Einstellung speicherst.',
  },
  CONFIG_DOTS_LEFT: {
    message:
      'Wo ein Geheimnis hingehört, stehen im Text Punkte, und das Geheimnis ist nicht bekannt.',
    hint: 'Schreib das Geheimnis selbst, oder besser den Namen einer Umgebungsvariablen wie $MEIN_TOKEN.',
  },
  CONFIG_BASE_MISSING: {
    message: 'Die Änderung sagt nicht, auf welchem Stand sie beruht.',
    hint: 'Lies zuerst die Konfiguration und gib ihren Hash als baseHash mit.',
  },
  CONFIG_WRITE_LOSES_MOST: {
    message: 'Die Datei würde von {beforeBytes} auf {afterBytes} Byte schrumpfen.',
    hint: 'Wenn du das willst, speichere noch einmal und bestätige es.',
  },
  CONFIG_WRITE_INVALID: {
    message: 'Die Änderung brächte einen neuen Fehler: {reason}',
    hint: '{fix}',
  },
  CONFIG_FILE_UNKNOWN: {
    message: '{file} gehört nicht zur Konfiguration.',
    hint: 'Nenne die Hauptdatei oder eine, die sie einbindet.',
  },
  CONFIG_PATH_INVALID: {
    message: '„{path}“ ist kein Pfad einer Einstellung.',
    hint: 'Schreib ihn wie agents.assistant.model.',
  },
  CONFIG_PATH_MISSING: {
    message: 'Bei {path} steht nichts.',
    hint: 'Sieh dir die Namen darüber an; „openclaw config get“ zeigt alles.',
  },
  CONFIG_EDIT_IMPOSSIBLE: {
    message: '{path} kann das Programm nicht ändern: {reason}',
    hint: 'Ändere es in der Datei selbst.',
  },
  CONFIG_EDIT_INVALID: {
    message: 'Die Änderung ist nicht gültig: {reason}',
    hint: 'Lade die Seite neu und versuch es noch einmal.',
  },
  CONFIG_UNPARSABLE: {
    message: 'Zuerst muss die Konfiguration in Ordnung sein: {reason}',
    hint: '{fix}',
  },
  CONFIG_READ_ONLY: {
    message: '{file} ist schreibgeschützt.',
    hint: 'Heb den Schreibschutz auf, wenn du sie hier ändern willst, oder ändere sie dort, wo sie entsteht.',
  },
  CONFIG_SECRET_NAME_TAKEN: {
    message: 'Ein anderes Geheimnis heißt schon {name}.',
    hint: 'Wähle einen anderen Namen.',
  },
  CONFIG_SECRET_NOT_OPEN: {
    message: 'Bei {path} steht kein Geheimnis offen da.',
    hint: 'Vielleicht ist es schon an seinem Platz: Lies die Konfiguration neu.',
  },
  CONFIG_SECRET_UNSUITABLE: {
    message: 'Das Geheimnis bei {path} lässt sich nicht dorthin legen: {reason}',
    hint: 'Wähle den Geheimnisspeicher oder verschieb es von Hand.',
  },
  CONFIG_SECRETS_UNREADABLE: {
    message: 'Die Datei der Geheimnisse ist unlesbar, deshalb wurde nichts hineingeschrieben.',
    hint: 'Bring secrets.json im Ordner „credentials“ in Ordnung: Namen und Texte in einfachem JSON.',
  },
  CONFIG_SECRETS_FULL: {
    message: 'Es gibt schon {limit} Geheimnisse.',
    hint: 'Entferne, was niemand mehr benutzt.',
  },
  CONFIG_HISTORY_MISSING: {
    message: 'Im Verlauf gibt es keine Version {version}.',
    hint: 'Der Verlauf der Konfiguration zeigt, welche aufgehoben sind.',
  },
  CONFIG_USING_HISTORY: {
    message:
      'Die Konfiguration ist nicht brauchbar; stattdessen läuft Version {version} aus dem Verlauf.',
    hint: 'Bring die Datei in Ordnung oder geh mit „openclaw config restore {version}“ zurück.',
  },
  CONFIG_USING_DEFAULTS: {
    message: 'Die Konfiguration ist nicht brauchbar; stattdessen laufen die Vorgaben.',
    hint: 'Bring die Datei in Ordnung; sie gilt, sobald sie gespeichert ist.',
  },
};
