import type { Catalogue } from '../catalogue.ts';

/** Words of the editor for the text of the configuration. */
export const editor: Catalogue['editor'] = {
  label: 'Text von {{file}}',
  loading: 'Der Editor wird geladen …',
  place: 'Zeile {{line}}, Spalte {{column}}',
  leaveHint: 'Esc, dann Tab verlässt den Editor',
  leaveNow: 'Tab verlässt jetzt den Editor',
  fixes: {
    rename: 'In „{{subject}}“ umbenennen',
    replace: 'Durch „{{subject}}“ ersetzen',
    remove: '„{{subject}}“ entfernen',
    add: '„{{subject}}“ hinzufügen',
    quote: '„{{subject}}“ in Anführungszeichen setzen',
    plainQuotes: 'Gerade Anführungszeichen verwenden',
    comment: 'Den Kommentar mit {{subject}} beginnen',
    comma: 'Das fehlende Komma einfügen',
    colon: 'Den fehlenden Doppelpunkt einfügen',
    close: '{{subject}} einfügen, das fehlt',
    backslash: 'Den Backslash doppelt schreiben',
    plainDollar: 'Ein einfaches Dollarzeichen daraus machen: $${{subject}}',
    begin: 'Mit {} beginnen',
  },
  facts: {
    required: 'nötig',
    secret: 'geheim: schreib $NAME oder ${secret:NAME}',
    literal: 'wird wörtlich genommen: $ bedeutet hier nichts',
    default: 'Vorgabe',
    choices: 'Eines von',
    range: 'Von {{least}} bis {{most}}',
    include: 'Setzt den Inhalt einer anderen Datei hier ein. Einstellungen daneben gelten vor ihr.',
  },
  types: {
    string: 'Text',
    number: 'Zahl',
    integer: 'ganze Zahl',
    boolean: 'true oder false',
    object: 'Objekt',
    array: 'Liste',
  },
  effects: {
    none: 'Gilt sofort',
    agent: 'Gilt ab der nächsten Antwort des Agenten',
    channel: 'Startet diesen Kanal neu',
    listener: 'Öffnet den Port neu',
  },
  variable: {
    isSet: 'Umgebungsvariable, gesetzt',
    missing: 'Diese Umgebungsvariable ist nicht gesetzt',
  },
  secret: {
    isSet: 'Im Geheimnisspeicher',
    missing: 'Es gibt kein Geheimnis dieses Namens',
  },
};
