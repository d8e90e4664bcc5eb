import type { Catalogue } from '../catalogue.ts';

/** Words of the first steps. */
export const setup: Catalogue['setup'] = {
  lead: 'Drei Minuten, und du kannst bei jedem Schritt gehen.',
  later: 'Später',
  steps: 'Schritte',
  done: ', fertig',
  next: 'Weiter',
  skip: 'Vorerst überspringen',
  kind: {
    openai: 'OpenAI',
    anthropic: 'Anthropic',
    google: 'Google',
    ollama: 'Ollama',
    server: 'Anderer Server',
  },
  model: {
    title: 'Ein Modell',
    lead: 'Was denkt und antwortet. Ohne eines rechnet und erinnert der eingebaute Offline-Assistent und merkt sich Notizen.',
    inUse: '{{model}} antwortet, wenn nichts anderes gesagt ist',
    found: 'Vorhandene Modelle',
    use: 'Benutzen',
    connectOther: 'Ein anderes verbinden',
    connectLead:
      'Es wird eine kurze Frage gestellt, bevor etwas gespeichert wird. Der Schlüssel kommt in den Geheimnisspeicher dieses Rechners, nicht in die Konfiguration.',
    provider: 'Anbieter',
    address: 'Adresse',
    key: 'Schlüssel',
    keyHelp: 'Aus deinem Konto dort.',
    keyOptional: 'Nur wenn der Server einen will.',
    name: 'Modell',
    nameHelp: 'So, wie der Anbieter es nennt.',
    failed: 'Das ging nicht; nichts wurde gespeichert',
    failedHint: 'Sieh dir oben Schlüssel, Adresse und Namen des Modells an.',
    try: 'Ausprobieren und benutzen',
    trying: 'Fragt …',
  },
  agent: {
    title: 'Dein Assistent',
    lead: 'Wie er heißt und wie er sich verhält. Beides lässt sich jederzeit ändern.',
  },
  messenger: {
    title: 'Ein Messenger',
    lead: 'Derselbe Assistent antwortet dort. Ohne einen sprichst du hier mit ihm.',
    add: 'Einen Messenger verbinden',
  },
  hello: {
    title: 'Sag hallo',
    lead: 'Frag es etwas, oder sag ihm, wer du bist.',
    offline:
      'Kein Modell ist verbunden: Es antwortet der eingebaute Offline-Assistent, der rechnet, erinnert und sich Notizen merkt.',
    noMessenger: 'Kein Messenger ist verbunden: Geantwortet wird hier.',
    done: 'Du hast schon mit ihm gesprochen. Das war alles.',
    onMessenger:
      'Schreib an {{account}} auf {{channel}}; als Erster bekommst du einen Code, um dich selbst einzulassen.',
    here: 'Hier hallo sagen',
    overview: 'Zur Übersicht',
  },
};
