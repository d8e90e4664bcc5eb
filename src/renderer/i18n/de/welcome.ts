import type { Catalogue } from '../catalogue.ts';

/** Words of an empty conversation and of how to connect a model. */
export const welcome: Catalogue['welcome'] = {
  title: 'Was kann ich für dich tun?',
  lead: 'Frag mit deinen eigenen Worten. Auf jedem verbundenen Messenger antwortet derselbe Assistent.',
  offlineTitle: 'Es antwortet der Offline-Assistent',
  offlineBody:
    'Er rechnet, kennt Daten und Zeitzonen, führt JavaScript in einer Sandbox aus, erinnert dich, merkt sich Notizen und kennt dieses System. Er ist ein kleines Programm, kein Sprachmodell.',
  offlineModel: 'So verbindest du ein Modell',
  prompts: {
    help: 'Was kannst du?',
    calculate: 'Was sind 17,5 % von 2480?',
    remind: 'Erinnere mich in 10 Minuten an den Tee',
    code: 'Führe aus: [3, 1, 2].toSorted().map((n) => n ** 2)',
    status: 'Welche Kanäle sind verbunden?',
  },
};

export const modelGuide: Catalogue['modelGuide'] = {
  title: 'Ein Modell verbinden',
  intro: 'Eins davon genügt. Die Änderung gilt, sobald sie gespeichert ist.',
  key: 'Ein Schlüssel in der Umgebung',
  keyBody: 'Starte OpenClaw mit der üblichen Variablen eines Anbieters, zum Beispiel:',
  ollama: 'Ein Modell auf diesem Rechner',
  ollamaBody: 'Läuft Ollama auf seinem üblichen Port, werden seine Modelle von selbst angeboten:',
  config: 'Ein Server deiner Wahl',
  configBody: 'Alles, was die Chat-Completions-Schnittstelle spricht, in openclaw.json:',
  after: 'Schreib danach in einem Gespräch /model, um unter den vorhandenen zu wählen.',
  close: 'Schließen',
};
