import type { memoryErrors } from '../../../../shared/errors/registry/memory.ts';
import type { schedulesErrors } from '../../../../shared/errors/registry/schedules.ts';
import type { WordsOf } from '../error-speech.ts';

/** What can go wrong with schedules, in German. */
export const scheduleWords: WordsOf<typeof schedulesErrors> = {
  SCHEDULE_UNKNOWN: {
    message: 'Einen Termin „{id}“ gibt es nicht.',
    hint: 'Sieh in der Liste nach; vielleicht wurde er entfernt.',
  },
  SCHEDULE_EXPRESSION_INVALID: {
    message: 'Der Cron-Ausdruck „{expression}“ ist nicht gültig ({place}): {reason}',
    hint: 'Schreib Minute, Stunde, Tag, Monat und Wochentag, etwa 0 8 * * 1-5 für 8:00 von Montag bis Freitag.',
  },
  SCHEDULE_NEVER_DUE: {
    message: 'Der Termin „{when}“ ist nie dran.',
    hint: 'Prüfe Tag und Monat: Einen 30. Februar gibt es nicht.',
  },
  SCHEDULE_IN_PAST: {
    message: '{when} ist schon vorbei.',
    hint: 'Wähle einen späteren Zeitpunkt; jetzt ist {now}.',
  },
  SCHEDULE_TIME_INVALID: {
    message: '„{text}“ ist keine Zeit.',
    hint: 'Schreib 2026-12-24T18:00, oder 18:00 für das nächste Mal um diese Zeit.',
  },
  SCHEDULE_SPAN_INVALID: {
    message: '„{text}“ ist keine Zeitspanne.',
    hint: 'Schreib sie als 10 minutes, 2h oder 1d.',
  },
  SCHEDULE_SPAN_REFUSED: {
    message: '„{text}“ ist als Abstand zu kurz oder zu lang.',
    hint: 'Wähle etwas zwischen {least} und {most}.',
  },
  SCHEDULE_INCOMPLETE: {
    message: 'Ein Termin braucht genau eines davon: {choices}.',
    hint: 'Lass die anderen weg.',
  },
  SCHEDULE_FROM_CONFIG: {
    message: 'Der Termin „{name}“ steht in der Konfiguration.',
    hint: 'Ändere dort {path}.',
  },
  SCHEDULE_LIMIT: {
    message: 'Es gibt schon {limit} Termine.',
    hint: 'Entferne einen, den niemand mehr braucht.',
  },
  SCHEDULE_CHAT_REFUSED: {
    message: 'Ein Termin dieser Person darf nur in ihren eigenen Chat schreiben.',
    hint: 'Lass den Chat weg oder frag den Besitzer.',
  },
  SCHEDULE_AGENT_GONE: {
    message: 'Der Agent „{agent}“ ist nicht da oder ausgeschaltet.',
    hint: 'Schalte ihn ein oder gib den Termin einem anderen.',
  },
  SCHEDULE_NOT_ASKED: {
    message: 'Sofort läuft ein Termin nur, wenn ein Mensch in diesem Gespräch darum bittet.',
    hint: 'Er läuft zu seinen Zeiten.',
  },
  SCHEDULE_PERSON_GONE: {
    message: 'Wer diesen Termin angelegt hat, darf nicht mehr mit dem Assistenten reden.',
    hint: 'Entferne den Termin.',
  },
  SCHEDULE_RUN_IGNORED: {
    message: 'Die Aufgabe wurde nicht angenommen: {reason}.',
    hint: 'Sieh dir den Agenten und sein Gespräch an.',
  },
  SCHEDULE_RUN_GONE: {
    message: 'Das Gespräch dazu wurde gelöscht, bevor es zu Ende war.',
    hint: 'Es ist nichts zu tun; beim nächsten Mal beginnt ein neues.',
  },
  SCHEDULE_RUN_ENDED: {
    message: 'Es endete ohne Antwort ({state}).',
    hint: 'Warum, steht im Ablauf.',
  },
};

/** What can go wrong with what agents remember, in German. */
export const memoryWords: WordsOf<typeof memoryErrors> = {
  NOTE_UNKNOWN: {
    message: 'Diese Notiz gibt es nicht mehr ({id}).',
    hint: 'Vielleicht wurde sie inzwischen vergessen.',
  },
  MEMORY_FULL: {
    message: 'Dazu gibt es schon {limit} Notizen.',
    hint: 'Vergiss einige, die nicht mehr wichtig sind, oder fasse mehrere zusammen.',
  },
};
