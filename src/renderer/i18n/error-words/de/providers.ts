import type { providerErrors } from '../../../../shared/errors/registry/providers.ts';
import type { WordsOf } from '../error-speech.ts';

/** What can go wrong between the gateway and a model, in German. */
export const providerWords: WordsOf<typeof providerErrors> = {
  MODEL_NAME_INVALID: {
    message: '„{model}“ ist kein Name eines Modells.',
    hint: 'Schreib ihn als anbieter/modell, etwa openai/gpt-5.',
  },
  PROVIDER_UNKNOWN: {
    message: 'Den Anbieter „{provider}“, den {model} nennt, gibt es nicht.',
    hint: 'Füge ihn unter Einstellungen, Modelle hinzu. Bekannt sind {known}.',
  },
  PROVIDER_KEY_MISSING: {
    message: 'Für {provider} gibt es keinen Schlüssel.',
    hint: 'Setz {variable} dort, wo OpenClaw gestartet wird, oder in der Datei .env im Zustandsordner.',
  },
  PROVIDER_ADDRESS_MISSING: {
    message: 'Der Anbieter „{provider}“ hat keine Adresse.',
    hint: 'Setz models.providers.{provider}.baseUrl, etwa "http://127.0.0.1:11434/v1".',
  },
  PROVIDER_ADDRESS_INVALID: {
    message: 'Die Adresse des Anbieters „{provider}“ ist nicht brauchbar: {reason}',
    hint: 'Setz models.providers.{provider}.baseUrl auf eine Adresse mit http oder https, etwa "http://127.0.0.1:11434/v1".',
  },
  PROVIDER_KEY_UNUSABLE: {
    message:
      'Der Schlüssel für {provider} enthält Zeichen, die sich nicht senden lassen (Modell {model}).',
    hint: 'Kopier den Schlüssel noch einmal; er ist eine Zeile aus einfachen Buchstaben, Ziffern und Zeichen.',
  },
  PROVIDER_KEY_REFUSED: {
    message: '{provider} nimmt den Schlüssel nicht an (Status {status}, Modell {model}).',
    hint: 'Prüfe den Schlüssel in models.providers.{provider} oder die Umgebungsvariable, aus der er kommt.',
  },
  PROVIDER_ACCESS_REFUSED: {
    message: '{provider} verweigert {model} (Status {status}){reason}',
    hint: 'Der Schlüssel ist dort bekannt, darf das aber nicht: Prüfe Rechte und Region des Kontos.',
  },
  PROVIDER_QUOTA_SPENT: {
    message: 'Das Konto bei {provider} hat kein Guthaben mehr (Status {status}, Modell {model}).',
    hint: 'Sieh beim Anbieter nach der Abrechnung oder wähle ein anderes Modell.',
  },
  PROVIDER_MODEL_MISSING: {
    message: '{provider} hat kein Modell {model} (Status {status}).',
    hint: 'Wähle eines aus der Liste; ein lokaler Server muss es vielleicht erst laden.',
  },
  PROVIDER_MODEL_NOT_PULLED: {
    message: '{provider} hat das Modell {model} noch nicht geladen.',
    hint: 'Führe aus: ollama pull {model}',
  },
  PROVIDER_OLLAMA_AWAY: {
    message: 'Unter {address} antwortet kein Ollama für {model}: {reason}',
    hint: 'Starte es mit „ollama serve“ oder seiner App; models.providers.{provider}.baseUrl sagt, wo es ist.',
  },
  PROVIDER_NO_EMBEDDINGS: {
    message: '{provider} macht keine Embeddings (gefragt war {model}).',
    hint: 'Wähle ein Embedding-Modell von openai, google, ollama oder einem OpenAI-kompatiblen Server.',
  },
  PROVIDER_ENDPOINT_MISSING: {
    message: '{provider} hat unter {address} nichts (Status {status}, Modell {model}).',
    hint: 'Prüfe models.providers.{provider}.baseUrl; sie endet meist auf /v1.',
  },
  PROVIDER_LIMITED: {
    message: '{provider} bekam zu viele Anfragen an {model} (Status {status}).',
    hint: 'In einer Weile geht es wieder; bis dahin antwortet ein Ersatzmodell.',
  },
  PROVIDER_COOLING_DOWN: {
    message: '{provider} will eine Pause; {model} wird in {seconds} s wieder gefragt.',
    hint: 'Warte, wähle ein anderes Modell oder heb die Pause auf.',
  },
  PROVIDER_CONTEXT_TOO_LONG: {
    message: 'Das Gespräch ist zu lang für {model} von {provider} (Status {status}){reason}',
    hint: 'Stell das Kontextfenster des Agenten auf das ein, was das Modell fasst, oder beginne ein neues Gespräch.',
  },
  PROVIDER_REQUEST_INVALID: {
    message: '{provider} nimmt die Anfrage an {model} nicht an (Status {status}){reason}',
    hint: 'Vielleicht kennt der Server nicht das ganze Protokoll: Prüfe seine Version und die Einstellungen des Agenten.',
  },
  PROVIDER_FAILED: {
    message: '{provider} ist gescheitert, während {model} antwortete (Status {status}){reason}',
    hint: 'Der Fehler liegt dort: Versuch es noch einmal oder wähle ein anderes Modell.',
  },
  PROVIDER_UNREACHABLE: {
    message: '{provider} ist für {model} unter {address} nicht zu erreichen: {reason}',
    hint: 'Prüfe Adresse und Netz; ein lokaler Server muss laufen.',
  },
  PROVIDER_CERTIFICATE_REFUSED: {
    message: 'Dem Zertifikat von {provider} unter {address} wird nicht vertraut: {reason}',
    hint: 'Prüfe die Adresse und die Uhr dieses Rechners; eine eigene Zertifizierungsstelle gehört in NODE_EXTRA_CA_CERTS.',
  },
  PROVIDER_LINE_BROKEN: {
    message: 'Die Leitung zu {provider} riss ab, während {model} antwortete: {reason}',
    hint: 'Versuch es noch einmal.',
  },
  PROVIDER_SILENT: {
    message: '{provider} hat {seconds} s nach der Frage an {model} noch nichts gesendet.',
    hint: 'Versuch es noch einmal; für einen langsamen Server erhöhe models.providers.{provider}.attemptTimeoutSeconds.',
  },
  PROVIDER_STALLED: {
    message:
      '{provider} hörte mitten in einer Antwort von {model} auf und sandte {seconds} s lang nichts.',
    hint: 'Versuch es noch einmal; für einen langsamen Server erhöhe models.providers.{provider}.chunkTimeoutSeconds.',
  },
  PROVIDER_ANSWER_CUT: {
    message: 'Die Antwort von {model} von {provider} brach ohne Schlusszeichen ab.',
    hint: 'Versuch es noch einmal; kommt es immer vor, kappt vielleicht ein Proxy lange Antworten.',
  },
  PROVIDER_ANSWER_EMPTY: {
    message: '{provider} hat für {model} nichts gesendet und die Verbindung geschlossen.',
    hint: 'Versuch es noch einmal; kommt es immer vor, sieh im Protokoll des Servers nach.',
  },
  PROVIDER_ANSWER_NOT_STREAM: {
    message:
      '{provider} antwortete mit {contentType} statt mit einem Strom (Status {status}, Modell {model}).',
    hint: 'Prüfe models.providers.{provider}.baseUrl: Das sieht nach einer Webseite aus, nicht nach einem Modellserver.',
  },
  PROVIDER_ANSWER_MALFORMED: {
    message: '{provider} sandte in der Antwort von {model} etwas Unlesbares: {reason}',
    hint: 'Versuch es noch einmal; kommt es immer vor, spricht der Server nicht das eingestellte Protokoll.',
  },
  PROVIDER_ANSWER_TOO_LARGE: {
    message: 'Die Antwort von {model} von {provider} ist größer als {limit} {unit}.',
    hint: 'Verlange weniger; die längste Antwort stellst du beim Agenten ein.',
  },
  PROVIDER_REDIRECTED: {
    message: '{provider} verweist von {address} auf eine andere Adresse (Status {status}).',
    hint: 'Trag die neue Adresse in models.providers.{provider}.baseUrl ein; Schlüssel gehen über keine Weiterleitung.',
  },
};
