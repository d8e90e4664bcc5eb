import type { webErrors } from '../../../../shared/errors/registry/web.ts';
import type { WordsOf } from '../error-speech.ts';

/** What can go wrong when an agent reads the web, in German. */
export const webWords: WordsOf<typeof webErrors> = {
  WEB_URL_INVALID: {
    message: '„{url}“ ist keine Adresse einer Webseite: {reason}.',
    hint: 'Schreib sie ganz, etwa https://example.com/page.',
  },
  WEB_ADDRESS_PRIVATE: {
    message: '{host} wurde nicht aufgerufen: {address} ist {what}.',
    hint: 'Soll es erreichbar sein, muss tools.web.allowPrivate es nennen.',
  },
  WEB_NAME_UNKNOWN: {
    message: 'Zum Namen {host} gibt es keine Adresse.',
    hint: 'Prüfe, wie er geschrieben ist.',
  },
  WEB_UNREACHABLE: {
    message: '{host} war nicht zu erreichen: {reason}.',
    hint: 'Versuch es später noch einmal oder sieh woanders nach.',
  },
  WEB_TIMEOUT: {
    message: '{host} hat in {seconds} Sekunden nicht ganz geantwortet.',
    hint: 'Versuch es später noch einmal; tools.web.timeoutSeconds sagt, wie lange gewartet wird.',
  },
  WEB_REDIRECTS: {
    message: '{host} leitet mehr als {count} Mal weiter.',
    hint: 'Sieh woanders nach.',
  },
  WEB_ANSWER_INVALID: {
    message: 'Was {host} gesendet hat, ist nicht lesbar: {reason}.',
    hint: 'Sieh woanders nach.',
  },
  WEB_READER_BUSY: {
    message: 'Es werden gerade zu viele Seiten gelesen.',
    hint: 'Versuch es in ein paar Sekunden noch einmal.',
  },
  SEARCH_NO_KEY: {
    message: 'Es ist kein Suchanbieter eingerichtet.',
    hint: 'Setz tools.search oder einen Schlüssel in der Umgebung: BRAVE_API_KEY, TAVILY_API_KEY oder SERPER_API_KEY.',
  },
  SEARCH_NO_ADDRESS: {
    message: 'Der Suchanbieter searxng hat keine Adresse.',
    hint: 'Trag in tools.search.baseUrl ein, wo dein SearXNG ist.',
  },
  SEARCH_KEY_MISSING: {
    message: 'Der Suchanbieter {provider} hat keinen Schlüssel.',
    hint: 'Setz tools.search.apiKey oder {variable} in der Umgebung.',
  },
  SEARCH_REFUSED: {
    message: 'Der Suchanbieter {provider} lehnt ab: {status} {reason}',
    hint: 'Prüfe tools.search: Schlüssel, Adresse und was der Tarif erlaubt.',
  },
  SEARCH_LIMITED: {
    message: 'Der Suchanbieter {provider} will weniger Suchen.',
    hint: 'Versuch es später noch einmal.',
  },
  SEARCH_ANSWER_INVALID: {
    message: 'Der Suchanbieter {provider} antwortete in unbekannter Form: {reason}',
    hint: 'Prüfe tools.search.baseUrl. Bei SearXNG muss das Format json eingeschaltet sein.',
  },
  BROWSER_NOT_FOUND: {
    message: 'Weder Chromium noch Chrome ist zu finden.',
    hint: 'Installiere eines oder trag seinen Pfad in tools.browser.executable ein.',
  },
  BROWSER_START_FAILED: {
    message: 'Der Browser ist nicht gestartet: {reason}',
    hint: 'Prüfe tools.browser.executable.',
  },
  BROWSER_ENDED: {
    message: 'Der Browser wurde beendet, während er gebraucht wurde.',
    hint: 'Öffne die Seite noch einmal.',
  },
  BROWSER_TOO_MANY: {
    message: 'Es arbeiten schon {count} Browser.',
    hint: 'Versuch es gleich noch einmal.',
  },
  BROWSER_BUSY: {
    message: 'Zu viele Aktionen warten auf diesen Browser.',
    hint: 'Eine nach der anderen.',
  },
  BROWSER_NO_PAGE: { message: 'Es ist keine Seite offen.', hint: 'Beginne mit der Aktion open.' },
  BROWSER_ARGUMENT_MISSING: {
    message: 'Die Aktion {action} braucht {argument}.',
    hint: 'Ruf sie damit noch einmal auf.',
  },
  BROWSER_SITE_CHANGED: {
    message: 'Die Seite ist jetzt bei {actual}, nicht bei {expected}.',
    hint: 'Sieh mit snapshot nach, wo du bist.',
  },
  BROWSER_REF_UNKNOWN: {
    message: 'Auf der Seite gibt es jetzt kein Element {ref}.',
    hint: 'Nimm nach einem snapshot eines, das darin steht.',
  },
  BROWSER_ACTION_FAILED: {
    message: 'Die Aktion {action} ging nicht: {reason}',
    hint: 'Sieh mit snapshot nach, wie die Seite jetzt aussieht.',
  },
  BROWSER_TAB_UNKNOWN: {
    message: 'Den Tab {tab} gibt es nicht.',
    hint: 'Die Aktion tabs zählt alle auf.',
  },
  BROWSER_DOWNLOAD_FAILED: {
    message: 'Es wurde nichts heruntergeladen: {reason}',
    hint: 'Sieh mit snapshot nach, wie die Seite jetzt aussieht.',
  },
};
