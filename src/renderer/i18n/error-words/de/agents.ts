import type { agentErrors } from '../../../../shared/errors/registry/agents.ts';
import type { sessionErrors } from '../../../../shared/errors/registry/sessions.ts';
import type { WordsOf } from '../error-speech.ts';

/** What can go wrong with agents and their answers, in German. */
export const agentWords: WordsOf<typeof agentErrors> = {
  MESSAGE_EMPTY: { message: 'Die Nachricht ist leer.', hint: 'Schreib etwas.' },
  AGENT_UNKNOWN: {
    message: 'Es gibt keinen Agenten „{agent}“, der antworten kann.',
    hint: 'Lege ihn an oder schalte ihn ein.',
  },
  TURN_ABORTED: {
    message: 'Die Antwort wurde gestoppt.',
    hint: 'Frag noch einmal, wann du magst.',
  },
  TURN_INTERRUPTED: {
    message: 'Stattdessen wird eine neuere Nachricht beantwortet.',
    hint: 'Soll jede Nachricht ihre Antwort bekommen, stell beim Agenten „Danach“ ein.',
  },
  TURN_EXPIRED: {
    message: 'Die Antwort dauerte länger als {seconds} Sekunden und wurde beendet.',
    hint: 'Verlange weniger auf einmal oder erhöhe beim Agenten die Frist einer Antwort.',
  },
  TURN_TOO_MANY_STEPS: {
    message: 'Die Antwort brauchte mehr als {steps} Schritte und wurde beendet.',
    hint: 'Verlange weniger auf einmal oder erhöhe beim Agenten die Höchstzahl der Schritte.',
  },
  TURN_TOO_MANY_ATTEMPTS: {
    message: 'Das Programm brach {attempts} Mal ab, während es auf diese Nachricht antwortete.',
    hint: 'Sieh im Protokoll nach, was da geschah, und frag dann noch einmal.',
  },
  ERRAND_REFUSED: {
    message: 'Der andere Agent hat die Aufgabe nicht übernommen: {reason}.',
    hint: 'Gib sie einem anderen Agenten.',
  },
  ERRAND_EXPIRED: {
    message: 'Der andere Agent war nach {seconds} Sekunden nicht fertig und wurde angehalten.',
    hint: 'Gib ihm weniger zu tun oder mehr Zeit.',
  },
  ERRAND_LIMIT: {
    message: 'Für dieses Gespräch arbeiten schon {limit} Unteragenten.',
    hint: 'Warte auf einen davon.',
  },
  ERRAND_NOT_ALLOWED: {
    message: 'Nur für den Besitzer darf ein Agent einen anderen fragen; gefragt war „{agent}“.',
    hint: 'Ohne `agent` geht die Aufgabe an einen eigenen Unteragenten.',
  },
  ERRAND_TOO_LONG: {
    message:
      '{limit} Mal hintereinander wurden Unteragenten gestartet, ohne dass jemand geschrieben hat.',
    hint: 'Sag, wie es weitergehen soll.',
  },
  ERRAND_TOO_DEEP: {
    message: 'Unteragenten dürfen andere nur {limit} Ebenen tief fragen.',
    hint: 'Der Agent muss die Aufgabe selbst erledigen.',
  },
  TURN_TOO_MANY_CALLS: {
    message: 'Nach {calls} Werkzeugaufrufen wurde die Antwort beendet.',
    hint: 'Verlange weniger auf einmal oder sieh im Ablauf nach, was sie vorhatte.',
  },
  BUDGET_TURN_EXHAUSTED: {
    message: 'Die Antwort würde mehr als {limit} US-Dollar kosten; bisher sind es {used}.',
    hint: 'Erhöhe beim Agenten die Kosten einer Antwort oder verlange weniger auf einmal.',
  },
  TURN_TOOL_LOOP: {
    message: 'Das Modell hat {tool} immer wieder mit denselben Angaben aufgerufen.',
    hint: 'Frag mit anderen Worten oder nimm dem Agenten das Werkzeug weg.',
  },
  QUEUE_FULL: {
    message: 'In diesem Gespräch warten mehr als {limit} Nachrichten.',
    hint: 'Warte, bis einige beantwortet sind, oder stoppe die laufende Antwort.',
  },
  TURN_RUNNING: {
    message: 'In diesem Gespräch wird gerade geantwortet.',
    hint: 'Warte das ab oder stoppe die Antwort zuerst.',
  },
  NOTHING_TO_RETRY: {
    message: 'Es gibt keine Nachricht, die neu beantwortet werden könnte.',
    hint: 'Schreib eine.',
  },
  BUDGET_EXHAUSTED: {
    message:
      'Das Tagesbudget des Agenten „{agent}“ lässt diese Antwort nicht zu: {used} von {limit} {unit} sind verbraucht oder zurückgelegt.',
    hint: 'Warte bis morgen oder erhöhe das Budget des Agenten.',
  },
  CHECKUP_NO_ANSWER: {
    message: 'Das Modell hat innerhalb von {seconds} Sekunden nicht geantwortet.',
    hint: 'Versuch es noch einmal oder wähle ein anderes Modell.',
  },
  AGENT_DRAFT_INVALID: {
    message: 'So lässt sich der Agent „{agent}“ nicht ausprobieren: {reason}',
    hint: '{fix}',
  },
  AGENT_DRAFT_UNKNOWN: {
    message: 'Dieser Testchat ist vorbei.',
    hint: 'Beginne neben dem Formular des Agenten einen neuen.',
  },
  AGENT_DRAFTS_FULL: {
    message: 'Es gibt schon {limit} Testchats.',
    hint: 'Schließ einen davon.',
  },
  AGENT_DRAFT_TOOL: {
    message: 'Im Testchat tut „{tool}“ nichts: Es würde andere erreichen oder den Chat überdauern.',
    hint: 'Im echten Gespräch geht es.',
  },
  AGENT_NAME_TAKEN: {
    message: 'Der Schlüssel „{agent}“ ist vergeben: {reason}.',
    hint: 'Wähle einen anderen Schlüssel.',
  },
  AGENT_BUSY: {
    message: 'Der Agent „{agent}“ antwortet gerade in Gesprächen: {count}.',
    hint: 'Warte, bis er fertig ist, oder stoppe ihn; dann ändere den Schlüssel.',
  },
  MODEL_SILENT: {
    message: 'Das Modell hat nichts geantwortet.',
    hint: 'Versuch es noch einmal oder wähle ein anderes Modell.',
  },
  MODEL_SETTINGS_INVALID: {
    message: 'Die Einstellungen des Anbieters stimmen nicht: {reason}',
    hint: '{fix}',
  },
};

/** What can go wrong with conversations, deliveries and people, in German. */
export const sessionWords: WordsOf<typeof sessionErrors> = {
  SESSION_UNKNOWN: {
    message: 'Ein Gespräch „{key}“ gibt es nicht.',
    hint: 'Vielleicht wurde es gelöscht; die erste Nachricht beginnt ein neues.',
  },
  SESSION_KEY_INVALID: {
    message: '„{key}“ ist kein Gespräch.',
    hint: 'Schreib es als agent:<Agent>:<Name>, etwa agent:main:main.',
  },
  MESSAGE_UNKNOWN: {
    message: 'Diese Nachricht gibt es in diesem Gespräch nicht ({id}).',
    hint: 'Lade das Gespräch neu; vielleicht wurde sie entfernt.',
  },
  MESSAGE_NOT_ASKED: {
    message: 'Diese Nachricht hat niemand an den Assistenten geschrieben ({id}).',
    hint: 'Nur was ein Mensch gefragt hat, lässt sich mit anderen Worten fragen.',
  },
  SESSION_TAKEN_OVER: {
    message: 'In diesem Gespräch antwortet jetzt ein Mensch.',
    hint: 'Gib es zuerst an den Assistenten zurück.',
  },
  TURN_TAKEN_OVER: {
    message: 'Die Antwort wurde beendet, weil jetzt ein Mensch antwortet.',
    hint: 'Gib das Gespräch an den Assistenten zurück, damit er wieder antwortet.',
  },
  TURN_UNKNOWN: {
    message: 'Diese Antwort gibt es nicht mehr ({id}).',
    hint: 'Sie verschwand mit ihrem Gespräch.',
  },
  STEP_UNKNOWN: {
    message: 'Zum Schritt {id} dieser Antwort gibt es keinen Prompt.',
    hint: 'Nur Aufrufe des Modells haben einen, und alte werden entfernt.',
  },
  REPLAY_NO_ANSWER: {
    message: 'Das Modell hat innerhalb von {seconds} Sekunden nicht geantwortet.',
    hint: 'Versuch es noch einmal oder wähle ein anderes Modell.',
  },
  OUTBOX_PART_UNKNOWN: {
    message: 'Diesen Teil einer Nachricht gibt es nicht mehr.',
    hint: 'Sieh auf der Seite des Kanals nach, was noch wartet.',
  },
  OUTBOX_PART_MOVING: {
    message: 'Dieser Teil braucht niemanden ({state}).',
    hint: 'Nur Angehaltenes und Gescheitertes lässt sich noch einmal senden oder verwerfen.',
  },
  PERSON_UNKNOWN: {
    message: 'Den Menschen mit der Kennung {id} gibt es nicht.',
    hint: 'Vielleicht wurde er entfernt oder mit jemand anderem verbunden.',
  },
  PAIRING_CODE_UNKNOWN: {
    message: 'Der Code {code} ist unbekannt oder zu alt.',
    hint: 'Codes gelten eine Stunde. Wer hereinwill, schreibt dem Assistenten noch einmal und bekommt einen neuen.',
  },
  CHAT_ADDRESS_UNKNOWN: {
    message: 'Einen Chat „{address}“ gibt es nicht.',
    hint: 'Schreib ihn als telegram:direct:42, telegram:group:-100123, web oder als Schlüssel eines Gesprächs.',
  },
  BLOB_UNKNOWN: {
    message: 'Die Datei {hash} ist nicht hier.',
    hint: 'Vielleicht wurde sie mit ihrem Gespräch entfernt.',
  },
  LAST_OWNER: {
    message: 'Das ist der letzte Besitzer.',
    hint: 'Mach zuerst jemand anderen zum Besitzer.',
  },
};
