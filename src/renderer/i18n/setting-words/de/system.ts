import type { SettingWords } from '../setting-words.ts';

/** The gateway itself, its owner, models, conversations, memory and the log, in German. */
export const systemWordsDe: SettingWords = {
  gateway: { title: 'Gateway', help: 'Wo es lauscht, und wer hineinkommt.' },
  'gateway.port': {
    title: 'Port',
    help: 'Der eine Port für WebSocket und Weboberfläche. Eine Änderung gilt sofort.',
  },
  'gateway.host': {
    title: 'Adresse',
    help: 'Worauf das Gateway lauscht. Alles außer 127.0.0.1 öffnet es für ein Netz.',
  },
  'gateway.name': {
    title: 'Name',
    help: 'Wie dieses Gateway in Fenstern und auf der Karte heißt.',
  },
  'gateway.auth': { title: 'Anmeldung' },
  'gateway.auth.token': {
    title: 'Token',
    help: 'Wer es kennt, beherrscht das Gateway. Fehlt es, entsteht es beim ersten Start.',
  },
  'gateway.allowedOrigins': {
    title: 'Erlaubte Herkunft',
    help: 'Webseiten anderer Adressen, die sich verbinden dürfen. Die eigenen dürfen immer.',
  },
  owner: { title: 'Du' },
  'owner.name': { title: 'Dein Name', help: 'Wie der Assistent dich nennt.' },
  'owner.timeZone': {
    title: 'Zeitzone',
    help: 'Etwa Europe/Berlin. Budgets und der tägliche Neubeginn richten sich danach; ohne Angabe gilt die des Rechners.',
  },
  models: { title: 'Modelle' },
  'models.providers': { title: 'Anbieter', help: 'Nach Namen; ihre Modelle heißen Name/Modell.' },
  'models.providers.*.api': { title: 'Protokoll', help: 'Wie mit dem Server gesprochen wird.' },
  'models.providers.*.api=offline': { title: 'Eingebaut' },
  'models.providers.*.api=openai-compatible': { title: 'OpenAI-kompatibler Server' },
  'models.providers.*.api=openai': { title: 'OpenAI' },
  'models.providers.*.api=anthropic': { title: 'Anthropic' },
  'models.providers.*.api=google': { title: 'Google Gemini' },
  'models.providers.*.api=ollama': { title: 'Ollama' },
  'models.providers.*.endpoint': {
    title: 'Schnittstelle',
    help: 'Nur bei OpenAI: „chat“ für einen Proxy ohne Responses-API.',
  },
  'models.providers.*.endpoint=responses': { title: 'Responses' },
  'models.providers.*.endpoint=chat': { title: 'Chat Completions' },
  'models.providers.*.baseUrl': {
    title: 'Adresse',
    help: 'Wo der Server ist, bis einschließlich /v1.',
  },
  'models.providers.*.apiKey': {
    title: 'Schlüssel',
    help: 'Schreib ihn als Umgebungsvariable, etwa $OPENAI_API_KEY.',
  },
  'models.providers.*.models': {
    title: 'Modelle',
    help: 'Namen, die angeboten werden, wenn der Server keine eigene Liste hat.',
  },
  'models.providers.*.prices': {
    title: 'Preise',
    help: 'Je Modell, in US-Dollar für eine Million Token: input, output und, wo sie abweichen, cachedInput und cacheWriteInput.',
  },
  'models.providers.*.prices.*.input': { title: 'Eingabe' },
  'models.providers.*.prices.*.output': { title: 'Ausgabe' },
  'models.providers.*.prices.*.cachedInput': { title: 'Eingabe aus dem Zwischenspeicher' },
  'models.providers.*.prices.*.cacheWriteInput': { title: 'Eingabe in den Zwischenspeicher' },
  'models.providers.*.attemptTimeoutSeconds': {
    title: 'Längstes Warten aufs erste Wort',
    help: 'Für einen Versuch, in Sekunden.',
  },
  'models.providers.*.chunkTimeoutSeconds': {
    title: 'Längste Pause zwischen Wörtern',
    help: 'In Sekunden; steht der Strom länger still, gilt er als abgerissen.',
  },
  'models.providers.*.retries': {
    title: 'Wiederholungen',
    help: 'Weitere Versuche, wenn die Leitung abreißt oder „zu viele Anfragen“ kommt.',
  },
  session: { title: 'Gespräche' },
  'session.idleResetMinutes': {
    title: 'Neues Gespräch nach einer Pause',
    help: 'In Minuten. Ohne Angabe aus.',
  },
  'session.dailyResetHour': {
    title: 'Neues Gespräch jeden Tag',
    help: 'Die Stunde in deiner Zeitzone. Ohne Angabe aus.',
  },
  'session.retentionDays': {
    title: 'Gespräche aufheben',
    help: 'In Tagen seit der letzten Nachricht. Ohne Angabe für immer.',
  },
  'session.traceRetentionDays': {
    title: 'Abläufe aufheben',
    help: 'In Tagen: wie jede Antwort entstand, mit dem Prompt, wie er gesendet wurde.',
  },
  memory: { title: 'Gedächtnis' },
  'memory.recall': {
    title: 'Herangezogene Notizen',
    help: 'Wie viele Notizen, die zu einer Nachricht passen, das Modell höchstens sieht. Bei 0 keine.',
  },
  'memory.embedding': {
    title: 'Embedding-Modell',
    help: 'Als anbieter/modell: findet Notizen auch nach ihrer Bedeutung. Ohne eines zählen ihre Wörter.',
  },
  logging: { title: 'Protokoll' },
  'logging.level': {
    title: 'Stufe',
    help: 'Wie viel ins Protokoll geschrieben wird. Gilt sofort.',
  },
  'logging.level=debug': { title: 'Alles' },
  'logging.level=info': { title: 'Ab Info' },
  'logging.level=warn': { title: 'Ab Warnungen' },
  'logging.level=error': { title: 'Nur Fehler' },
};
