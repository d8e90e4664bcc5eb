import type { Words } from './words.ts';

const realModel =
  'Für ein echtes Modell setze einen Schlüssel wie OPENAI_API_KEY (oder OPENROUTER_API_KEY, GROQ_API_KEY, MISTRAL_API_KEY, DEEPSEEK_API_KEY, XAI_API_KEY), wo OpenClaw gestartet wird, und starte es neu, oder trage einen Server unter models.providers in die Konfiguration ein.';

const skills =
  'Ich kann rechnen und gängige Einheiten umrechnen, Datum und Uhrzeit überall sagen, JavaScript in einer Sandbox ausführen, erinnern, Notizen behalten, eine Seite lesen, sagen, wie es diesem System geht, und erklären, wie man es einrichtet.';

const decline = (what: string): string =>
  `${what} Ich bin der eingebaute Offline-Assistent, ein kleines Programm und kein Sprachmodell. ${realModel}`;

/** What the assistant says in German. */
export const german: Words = {
  language: 'de',
  talk: {
    greeting:
      'Hallo! Ich bin der eingebaute Offline-Assistent. Frag mich nach einer Rechnung, einem Datum oder dem Zustand dieses Systems, oder schreib „Hilfe“.',
    'how-are-you':
      'Ich bin ein kleines Programm, also wie immer: bereit. Was kann ich für dich tun?',
    thanks: 'Gern geschehen!',
    bye: 'Tschüss! Dein Gespräch bleibt hier erhalten.',
    'who-are-you': `Ich bin der eingebaute Offline-Assistent von OpenClaw: ein kleines Programm, das ohne Netz und ohne Schlüssel arbeitet. Ich bin kein Sprachmodell. ${skills} ${realModel}`,
    'which-model': `Keines: das hier ist offline/assistant, ein kleines eingebautes Programm und kein Sprachmodell. ${realModel}`,
    human:
      'Nein, ich bin ein Programm: der eingebaute Offline-Assistent von OpenClaw, und nicht einmal ein Sprachmodell.',
    maker: 'Ich gehöre zu OpenClaw Desktop, einem Open-Source-Projekt unter der MIT-Lizenz.',
    joke: 'Einen Witz kenne ich: Es gibt 10 Arten von Menschen, die einen zählen binär und die anderen nicht. Für mehr brauchst du ein echtes Modell.',
    praise: 'Danke, das ist nett. Was kommt als Nächstes?',
    insult:
      'Es tut mir leid, dass ich keine Hilfe war. Ich bin ein kleines Programm mit wenigen Fähigkeiten; „Hilfe“ zeigt, was ich kann, und mit einem echten Modell geht mehr.',
    sorry: 'Kein Problem.',
    agreement: 'Gut. Was kommt als Nächstes? „Hilfe“ zeigt, was ich kann.',
    test: 'Pong. Ich bin da, und Nachrichten erreichen mich.',
    offline: `Ich antworte offline, mit einem kleinen Programm auf diesem Rechner, weil kein Modell eingerichtet ist. Darum verstehe ich nur wenig. ${realModel}`,
    privacy:
      'Ich laufe auf diesem Rechner und sende nichts irgendwohin. Das Gespräch liegt in der Datenbank dieses OpenClaw, in seinem Zustandsordner. Ist ein Modell eines Anbieters eingerichtet, gehen die Nachrichten an diesen Anbieter.',
  },
  howTo: {
    telegram:
      'So kommt Telegram dazu: 1. Schreib in Telegram /newbot an @BotFather und kopiere das Token. 2. Mach es als TELEGRAM_BOT_TOKEN bekannt, zum Beispiel in der Datei .env im Zustandsordner. 3. Trage channels: { telegram: { token: "$TELEGRAM_BOT_TOKEN" } } in openclaw.json ein; Speichern genügt. 4. Schreib deinem Bot: er antwortet mit einem Kopplungscode, den du freigibst.',
    messenger:
      'Diese Version kennt zwei Kanäle: die Webseite und Telegram. Weitere Messenger sind geplant, aber noch nicht da. Kanäle stehen unter channels in openclaw.json; Speichern genügt. Frag mich „wie füge ich Telegram hinzu“ nach den Schritten.',
    model: `${realModel} Ein Agent wählt mit model: "anbieter/name", zum Beispiel "openai/gpt-5-mini"; sonst wird das erste Modell genommen, das da ist. Im Gespräch zeigt und ändert es /model.`,
    ollama:
      'Läuft Ollama auf diesem Rechner am üblichen Port, werden seine Modelle von selbst angeboten: setze model: "ollama/<name>" bei deinem Agenten, zum Beispiel "ollama/llama3.2". Jeder andere lokale Server mit OpenAI-Protokoll wird so eingetragen: models: { providers: { local: { api: "openai-compatible", baseUrl: "http://127.0.0.1:8080/v1", models: ["<name>"] } } }.',
    agent:
      'Ein Agent ist ein Eintrag unter agents in openclaw.json: agents: { coder: { model: "openai/gpt-5-mini", systemPrompt: "Du schreibst Code.", tools: ["clock", "calculate"] } }. Einer bekommt default: true; ein Kanal nennt einen anderen mit agent: "coder". Gespeichert gilt es ab der nächsten Nachricht.',
    tools:
      '„openclaw tools list“ zeigt alle Werkzeuge: clock, calculate, code, cron, memory, web_fetch, browser und mehr. Ein Agent darf die benutzen, die in seinem Eintrag stehen, mit Namen oder als Profil: tools: ["@safe", "web_fetch"]. Ohne Liste hat er @safe: was keinen Schaden tun kann.',
    config:
      'Alles steht in openclaw.json im Zustandsordner, meist ~/.openclaw. Bearbeite sie mit einem beliebigen Editor; Speichern genügt, und ein Fehler hält das System nie an. „openclaw config validate“ prüft sie, „openclaw config get“ zeigt sie.',
    commands:
      'Die Befehle sind: /new beginnt ein neues Gespräch, /reset leert dieses, /status zeigt den Zustand, /model zeigt oder ändert das Modell, /stop beendet eine Antwort, /help zeigt diese Liste.',
    people:
      'Fremde bekommen keine Antwort außer einem Kopplungscode. Gibst du ihn frei, darf die Person von da an schreiben. In Gruppen antwortet der Assistent, wenn er erwähnt wird.',
    prompt:
      'Was ein Agent ist und wie er sich verhält, steht in seinem systemPrompt: agents: { assistant: { systemPrompt: "Du bist knapp und freundlich." } }. Das gilt für Sprachmodelle; ich, der Offline-Assistent, richte mich nicht danach.',
  },
  declined: {
    code: decline(
      'Ich kann keinen Code schreiben, nur ausführen: schreib „führe aus: 2 ** 64“, oder setze JavaScript zwischen Zeilen mit ```.',
    ),
    reminder: decline(
      'Ich habe nicht verstanden, wann. Schreib es wie „erinnere mich in 10 Minuten an den Tee“ oder „erinnere mich morgen um 9 an den Zahnarzt“.',
    ),
    search: decline(
      'Das kann ich nicht nachsehen. Mit dem Werkzeug web_search schreib „suche nach ...“; eine Seite lese ich bei ihrer Adresse.',
    ),
    weather: decline('Ich habe keinen Zugang zum Internet und kenne das Wetter nicht.'),
    translate: decline('Ich kann nicht übersetzen.'),
    write: decline('Ich kann keine Texte schreiben.'),
    image: decline('Mit Bildern, Ton und Spielen kann ich nichts anfangen.'),
    send: decline('Ich kann niemandem schreiben und niemanden anrufen; ich antworte nur hier.'),
    files: decline('Ich kann keine Dateien lesen oder schreiben.'),
    knowledge: decline('Das weiß ich nicht: ich habe kein Allgemeinwissen.'),
  },
  help: `Ich bin der eingebaute Offline-Assistent. ${skills} Versuch: „was ist 15% von 80“, „5 km in Meilen“, „wie spät ist es in Tokio“, „wie viele Tage bis 24. Dezember“, „führe aus: [1,2,3].map(n => n * n)“, „erinnere mich in 10 Minuten an den Tee“, „Notiz: Milch kaufen“, „was sind meine Notizen“, „welche Kanäle sind verbunden“, „wie füge ich Telegram hinzu“. ${realModel}`,
  unknown: `Das habe ich nicht verstanden. Ich bin der eingebaute Offline-Assistent, ein kleines Programm und kein Sprachmodell. ${skills} „Hilfe“ zeigt Beispiele. ${realModel}`,
  noSystemTool:
    'Ich kann von hier nicht in das System sehen: dieser Agent darf das Werkzeug „system“ nicht benutzen. Trage es bei den tools des Agenten ein, oder schreib /status.',
  usualConfig: 'Meist ist die Konfiguration ~/.openclaw/openclaw.json.',
  calculated: (expression, result) =>
    `${localDecimals(expression).replace(/ of /g, ' von ')} = ${localDecimals(result)}`,
  timeIn: ({ time, date }, place) => `Es ist ${time} Uhr in ${place} (${date}).`,
  timeHere: ({ time, date }, zone) => `Es ist ${time} Uhr (${date}, ${zone}).`,
  dateIs({ date }, offsetDays) {
    if (offsetDays === 0) return `Heute ist ${date}.`;
    if (offsetDays === 1) return `Morgen ist ${date}.`;
    if (offsetDays === -1) return `Gestern war ${date}.`;
    return `Das ist ${date}.`;
  },
  weekdayOf: ({ date }) => `Das ist ${date}.`,
  weekIs: (week, { date }) => `Es ist Kalenderwoche ${week} (${date}).`,
  yearIs: (year) => `Es ist das Jahr ${year}.`,
  monthIs: (month) => `Es ist ${month}.`,
  daysUntil(days, { date }) {
    if (days === 0) return `Das ist heute: ${date}.`;
    const size = Math.abs(days);
    const count = `${size} ${size === 1 ? 'Tag' : 'Tage'}`;
    return days > 0 ? `Noch ${count} bis ${date}.` : `${count} seit ${date}.`;
  },
  converted: ({ time, date }, place) => `Das ist ${time} Uhr in ${place} (${date}).`,
  difference(minutes, from, to) {
    if (minutes === 0) return `${from} und ${to} haben dieselbe Zeit.`;
    return `${to} ist ${formatHours(Math.abs(minutes))} ${minutes > 0 ? 'vor' : 'hinter'} ${from}.`;
  },
  noted: (note, count) =>
    `Notiert: ${note} (${count} ${count === 1 ? 'Notiz' : 'Notizen'} in diesem Gespräch.)`,
  notes(notes) {
    if (notes.length === 0)
      return 'In diesem Gespräch gibt es noch keine Notizen. Schreib „Notiz: ...“, um eine anzulegen.';
    return `Deine Notizen in diesem Gespräch:\n${notes.map((note, index) => `${index + 1}. ${note}`).join('\n')}`;
  },
  remembered: (note) => `Notiert: ${note} Das behalte ich auch für spätere Gespräche.`,
  memoryHolds: (lines) => `Das habe ich über dich notiert:\n${lines}`,
  noTool: (tool) =>
    `Das kann ich nur mit dem Werkzeug „${tool}“, und dieser Agent darf es nicht benutzen. Trage es bei den tools des Agenten ein, oder frag „openclaw tools why ${tool}“.`,
  toolFailed: (reason) => `Das hat nicht geklappt: ${reason}`,
  codeRan: (result) => `Der Code lief:\n\n\`\`\`\n${result}\n\`\`\``,
  reminderSet: (say, span, at) =>
    `Ich erinnere dich ${span === undefined ? `am ${(at ?? '').replace('T', ' um ')}` : `in ${germanSpan(span)}`}: ${say}`,
  pageSays: (url, quote) => `${url} sagt:\n\n${quote}`,
  cannotForget:
    'Notizen gehören zu diesem Gespräch und gehen mit ihm: /new beginnt eines ohne sie.',
  nameTold: (name) => `Freut mich, ${name}. Das behalte ich für dieses Gespräch.`,
  nameIs: (name) =>
    name === undefined
      ? 'Das hast du mir noch nicht gesagt. Schreib „ich heiße ...“.'
      : `Du bist ${name}.`,
  channels(channels) {
    if (channels.length === 0)
      return 'Es ist noch kein Kanal eingerichtet. Frag mich „wie füge ich Telegram hinzu“ nach den Schritten.';
    return `Kanäle:\n${channels.map(({ name, state }) => `- ${name}: ${states[state] ?? state}`).join('\n')}`;
  },
  agents: (agents) =>
    `Agenten: ${agents.map(({ name, isDefault }) => (isDefault ? `${name} (Standard)` : name)).join(', ') || 'keine'}.`,
  config: (configPath, stateDir) =>
    `Die Konfiguration ist ${configPath}, der Zustandsordner ${stateDir}.`,
  version: (name, version, uptimeMinutes) =>
    `${name} läuft mit OpenClaw ${version}, seit ${formatHours(uptimeMinutes)}.`,
  model: (model) => `Dieser Agent benutzt ${model}.`,
};

const states: Readonly<Record<string, string>> = {
  off: 'ausgeschaltet',
  invalid: 'nicht gültig eingerichtet',
  starting: 'startet',
  running: 'läuft',
  retrying: 'verbindet sich neu',
  conflict: 'wird anderswo benutzt',
  refused: 'abgewiesen',
  stopped: 'angehalten',
};

/** 3.5 is written 3,5. */
function localDecimals(text: string): string {
  return text.replace(/(\d)\.(\d)/g, '$1,$2');
}

function formatHours(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    ...(hours > 0 ? [`${hours} Stunde${hours === 1 ? '' : 'n'}`] : []),
    ...(rest > 0 || hours === 0 ? [`${rest} Minute${rest === 1 ? '' : 'n'}`] : []),
  ];
  return parts.join(' ');
}

const spanWords: Readonly<Record<string, readonly [string, string]>> = {
  seconds: ['Sekunde', 'Sekunden'],
  minutes: ['Minute', 'Minuten'],
  hours: ['Stunde', 'Stunden'],
  days: ['Tag', 'Tagen'],
  weeks: ['Woche', 'Wochen'],
};

/** "10 minutes" in German, behind "in". */
function germanSpan(span: string): string {
  const [count = '', unit = ''] = span.split(' ');
  const [one, many] = spanWords[unit] ?? [unit, unit];
  return `${count} ${count === '1' ? one : many}`;
}
