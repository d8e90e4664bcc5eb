import type { SettingWords } from '../setting-words.ts';

/** Agents and channels in German. */
export const partyWordsDe: SettingWords = {
  agents: { title: 'Agenten' },
  channels: { title: 'Kanäle' },
  'agents.*.name': {
    title: 'Name',
    help: 'Was man sieht. Sonst der Name, unter dem er in der Konfiguration steht.',
  },
  'agents.*.model': {
    title: 'Modell',
    help: 'Als anbieter/modell. Ohne Angabe das erste vorhandene, sonst der eingebaute Assistent ohne Netz.',
  },
  'agents.*.fallbacks': {
    title: 'Ersatzmodelle',
    help: 'Werden in dieser Reihenfolge versucht, wenn das erste nicht antwortet.',
  },
  'agents.*.systemPrompt': {
    title: 'Grundanweisung',
    help: 'Wer der Assistent ist und wie er sich verhält.',
  },
  'agents.*.tools': {
    title: 'Werkzeuge',
    help: 'Was der Agent benutzen darf: Namen, name*, @profil, und mit ! davor ausgenommen. Ohne Liste: was nichts anrichten kann.',
  },
  'agents.*.skills': {
    title: 'Fertigkeiten',
    help: 'Welche der Ordner in skills/ er kennt, nach Namen.',
  },
  'agents.*.workspace': {
    title: 'Arbeitsordner',
    help: 'Der Ordner für die Werkzeuge files und shell; sonst ein eigener im Zustandsordner.',
  },
  'agents.*.heartbeat': {
    title: 'Sieht von selbst nach',
    help: 'In Abständen prüft er, ob etwas zu tun ist, und meldet sich nur dann.',
  },
  'agents.*.heartbeat.every': { title: 'Alle', help: 'Etwa 30m oder 2h.' },
  'agents.*.heartbeat.from': {
    title: 'Ab',
    help: 'Die erste Stunde des Tages, in deiner Zeitzone.',
  },
  'agents.*.heartbeat.until': { title: 'Bis', help: 'Die Stunde, ab der er ruht.' },
  'agents.*.heartbeat.to': {
    title: 'Chat',
    help: 'Wo er sich meldet, etwa telegram:direct:42; sonst auf dieser Seite.',
  },
  'agents.*.default': {
    title: 'Standardagent',
    help: 'Antwortet auf alles, was keine Zuordnung und kein Kanal einem anderen gibt.',
  },
  'agents.*.enabled': {
    title: 'Eingeschaltet',
    help: 'Aus: der Agent und seine Gespräche bleiben, aber er antwortet nicht.',
  },
  'agents.*.temperature': {
    title: 'Temperatur',
    help: 'Niedrig ist stetiger, hoch ist freier. Ohne Angabe entscheidet das Modell.',
  },
  'agents.*.thinking': {
    title: 'Nachdenken',
    help: 'Wie lange ein Modell, das es kann, vor der Antwort nachdenkt. Ohne Angabe entscheidet das Modell.',
  },
  'agents.*.thinking=off': { title: 'Aus' },
  'agents.*.thinking=low': { title: 'Wenig' },
  'agents.*.thinking=medium': { title: 'Mittel' },
  'agents.*.thinking=high': { title: 'Viel' },
  'agents.*.maxOutputTokens': {
    title: 'Längste Antwort',
    help: 'In Token. Sie wird vor jedem Aufruf vom Budget zurückgelegt.',
  },
  'agents.*.contextTokens': {
    title: 'Kontextfenster',
    help: 'In Token. Wird ein Gespräch länger, werden ältere Nachrichten zusammengefasst.',
  },
  'agents.*.timeoutSeconds': {
    title: 'Frist einer Antwort',
    help: 'In Sekunden. Was länger dauert, wird sichtbar beendet.',
  },
  'agents.*.maxSteps': {
    title: 'Höchstzahl der Schritte',
    help: 'Aufrufe des Modells in einer Antwort; danach wird angehalten.',
  },
  'agents.*.queue': {
    title: 'Wenn inzwischen eine Nachricht kommt',
    help: 'Was damit geschieht, während er schon antwortet.',
  },
  'agents.*.queue=steer': { title: 'Berücksichtigen', help: 'Die laufende Antwort sieht sie.' },
  'agents.*.queue=followup': { title: 'Danach', help: 'Sie bekommt eine eigene Antwort.' },
  'agents.*.queue=collect': { title: 'Sammeln', help: 'Eine Antwort auf alles, was kam.' },
  'agents.*.queue=interrupt': { title: 'Abbrechen', help: 'Hält an und antwortet auf die neue.' },
  'agents.*.budget': { title: 'Budget' },
  'agents.*.budget.dailyCost': {
    title: 'Kosten am Tag',
    help: 'In US-Dollar, für einen Tag in deiner Zeitzone. Eine harte Grenze.',
  },
  'agents.*.budget.turnCost': {
    title: 'Kosten einer Antwort',
    help: 'In US-Dollar. Was teurer würde, wird angehalten.',
  },
  'agents.*.budget.dailyTokens': {
    title: 'Token am Tag',
    help: 'Eingabe und Ausgabe zusammen. Begrenzt Modelle ohne Preis.',
  },
  'channels.*.type': {
    title: 'Messenger',
    help: 'Welcher Messenger es ist. Sonst der Schlüssel des Eintrags.',
  },
  'channels.*.enabled': {
    title: 'Eingeschaltet',
    help: 'Aus trennt den Kanal und behält alles andere.',
  },
  'channels.*.agent': {
    title: 'Agent',
    help: 'Wer hier antwortet, wenn keine Zuordnung etwas anderes sagt.',
  },
  'channels.*.node': {
    title: 'Knoten',
    help: 'Der Rechner, auf dem der Kanal läuft. „local“ ist dieser.',
  },
  'channels.*.access': { title: 'Wer schreiben darf' },
  'channels.*.access.direct': {
    title: 'Direktnachrichten',
    help: 'Was geschieht, wenn ein Fremder schreibt.',
  },
  'channels.*.access.direct=pairing': {
    title: 'Mit Code',
    help: 'Ein Fremder bekommt einen Code, den du freigibst.',
  },
  'channels.*.access.direct=allowlist': {
    title: 'Nur erlaubte',
    help: 'Nur die Absender in der Liste; andere bekommen keine Antwort.',
  },
  'channels.*.access.direct=open': {
    title: 'Alle',
    help: 'Wer ihn findet, kann ihn benutzen.',
  },
  'channels.*.access.direct=off': {
    title: 'Niemand',
    help: 'Direktnachrichten bekommen keine Antwort.',
  },
  'channels.*.access.allowFrom': {
    title: 'Erlaubte Absender',
    help: 'Kennungen des Messengers, die ohne Code hereinkommen.',
  },
  'channels.*.access.groups': {
    title: 'Gruppen',
    help: 'Nach der Kennung der Gruppe, oder * für alle. Ohne Eintrag schweigt der Assistent in einer Gruppe.',
  },
  'channels.*.access.groups.*.enabled': { title: 'Spricht in dieser Gruppe' },
  'channels.*.access.groups.*.requireMention': {
    title: 'Nur wenn er angesprochen wird',
    help: 'Aus: er antwortet auf alles, was dort geschrieben wird.',
  },
  'channels.*.access.groups.*.allowFrom': {
    title: 'Nur für diese Mitglieder',
    help: 'Kennungen des Messengers; ohne Eintrag alle in der Gruppe.',
  },
  'channels.*.tools': {
    title: 'Werkzeuge',
    help: 'Was Agenten für Nachrichten dieses Kanals benutzen dürfen, von dem, was sie überhaupt dürfen.',
  },
  'channels.*.onUnknown': {
    title: 'Wenn eine Sendung abgerissen ist',
    help: 'Was mit einem Teil geschieht, von dem niemand weiß, ob er ankam.',
  },
  'channels.*.onUnknown=resend': {
    title: 'Noch einmal senden',
    help: 'Als mögliche Wiederholung gekennzeichnet.',
  },
  'channels.*.onUnknown=hold': {
    title: 'Auf mich warten',
    help: 'Du sendest es mit einem Klick.',
  },
  'channels.*.streaming': { title: 'Während er schreibt', help: 'Wie die Antwort erscheint.' },
  'channels.*.streaming=edits': {
    title: 'Wächst an Ort und Stelle',
    help: 'Wo der Messenger es kann, sieht man die Antwort entstehen.',
  },
  'channels.*.streaming=off': { title: 'Wenn sie fertig ist', help: 'Sie kommt an einem Stück.' },
  'channels.*.token': {
    title: 'Bot-Token',
    help: 'Von @BotFather. Bleibt im Geheimnisspeicher oder in einer Variablen.',
  },
  'channels.*.apiRoot': {
    title: 'Server der Bot-API',
    help: 'Für einen eigenen Bot-API-Server.',
  },
};
