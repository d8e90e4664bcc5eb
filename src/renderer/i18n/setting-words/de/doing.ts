import type { SettingWords } from '../setting-words.ts';

/** What agents do, when and for whom: tools, servers, schedules and bindings, in German. */
export const doingWordsDe: SettingWords = {
  bindings: {
    title: 'Zuordnungen',
    help: 'Regeln, welcher Agent welche Nachrichten bekommt.',
  },
  'bindings[].match': { title: 'Gilt für', help: 'Alles Genannte muss zutreffen.' },
  'bindings[].match.channel': { title: 'Kanal', help: 'Sein Name, oder * für jeden.' },
  'bindings[].match.peer': {
    title: 'Chat',
    help: 'Etwa direct:42 oder group:-100123, mit * für alle dieser Art.',
  },
  'bindings[].match.parent': { title: 'Themen in', help: 'Der Chat, zu dem ein Thema gehört.' },
  'bindings[].match.group': {
    title: 'Gemeinschaft',
    help: 'Der Server oder Arbeitsbereich, zu dem eine Gruppe gehört.',
  },
  'bindings[].match.role': { title: 'Rolle', help: 'Eine Rolle in dieser Gemeinschaft.' },
  'bindings[].match.team': { title: 'Team', help: 'Das Team, aus dem jemand schreibt.' },
  'bindings[].agent': { title: 'Agent', help: 'Wer antwortet.' },
  tools: { title: 'Werkzeuge' },
  'tools.profiles': {
    title: 'Profile',
    help: 'Listen von Werkzeugen mit Namen; bei einem Agenten stehen sie als „@name“. safe, standard und all gibt es schon.',
  },
  'tools.deny': {
    title: 'Für alle gesperrt',
    help: 'Werkzeuge, die kein Agent benutzen darf, was immer seine eigene Liste sagt.',
  },
  'tools.approvals': { title: 'Freigaben' },
  'tools.approvals.expireMinutes': {
    title: 'Auf Antwort warten',
    help: 'In Minuten; was bis dahin niemand beantwortet, gilt als abgelehnt.',
  },
  'tools.approvals.rules': {
    title: 'Regeln',
    help: 'Was läuft, fragt oder abgelehnt wird, noch vor dem, was jedes Werkzeug von selbst tut.',
  },
  'tools.approvals.rules[].tool': {
    title: 'Werkzeug',
    help: 'Sein Name, oder name* für alle, die so beginnen.',
  },
  'tools.approvals.rules[].agent': { title: 'Agent', help: 'Nur Aufrufe dieses Agenten.' },
  'tools.approvals.rules[].channel': {
    title: 'Kanal',
    help: 'Nur Aufrufe für Nachrichten dieses Kanals.',
  },
  'tools.approvals.rules[].when': {
    title: 'Angaben',
    help: 'Je Angabe, wie sie aussehen muss; * ist beliebig.',
  },
  'tools.approvals.rules[].action': {
    title: 'Was geschehen soll',
    help: 'allow führt aus, ask wartet auf dich, deny lehnt ab.',
  },
  'tools.approvals.rules[].action=allow': { title: 'Erlauben' },
  'tools.approvals.rules[].action=ask': { title: 'Fragen' },
  'tools.approvals.rules[].action=deny': { title: 'Ablehnen' },
  'tools.approvals.askAboveCost': {
    title: 'Fragen, wenn eine Antwort mehr kostet',
    help: 'In US-Dollar: Hat eine Antwort so viel gekostet, fragt ihr nächster Werkzeugaufruf vorher.',
  },
  'tools.approvals.chat': {
    title: 'Wo du gefragt wirst',
    help: 'Ein Chat von dir, etwa telegram:direct:42, für das, was in Chats anderer geschieht. Ohne Angabe dein letzter direkter.',
  },
  'tools.web': { title: 'Internet' },
  'tools.web.allowPrivate': {
    title: 'Private Adressen',
    help: 'Rechner, Rechner:Port oder Netze wie 192.168.1.0/24, die web_fetch und browser erreichen dürfen. Alle anderen privaten Adressen sind gesperrt.',
  },
  'tools.web.timeoutSeconds': { title: 'Längstes Warten auf eine Seite', help: 'In Sekunden.' },
  'tools.web.maxBytes': { title: 'Größte Seite', help: 'In Byte, ausgepackt.' },
  'tools.search': { title: 'Suche' },
  'tools.search.provider': {
    title: 'Suchanbieter',
    help: 'Ohne Angabe der erste, für den es einen Schlüssel gibt.',
  },
  'tools.search.provider=brave': { title: 'Brave' },
  'tools.search.provider=tavily': { title: 'Tavily' },
  'tools.search.provider=serper': { title: 'Serper' },
  'tools.search.provider=searxng': { title: 'SearXNG' },
  'tools.search.apiKey': {
    title: 'Schlüssel',
    help: 'Schreib ihn als Umgebungsvariable, etwa $BRAVE_API_KEY.',
  },
  'tools.search.baseUrl': {
    title: 'Adresse',
    help: 'Wo dein SearXNG ist; bei den anderen nur für einen Proxy.',
  },
  'tools.browser': { title: 'Browser' },
  'tools.browser.executable': {
    title: 'Programm des Browsers',
    help: 'Der Pfad von Chromium oder Chrome. Ohne Angabe wird an den üblichen Stellen gesucht.',
  },
  'tools.browser.visible': {
    title: 'Fenster zeigen',
    help: 'Damit du zusehen oder dich selbst irgendwo anmelden kannst.',
  },
  'tools.browser.idleMinutes': { title: 'Schließen nach', help: 'In Minuten ohne Gebrauch.' },
  'tools.shell': { title: 'Shell' },
  'tools.shell.enabled': {
    title: 'Shell erlauben',
    help: 'Agenten mit dem Werkzeug „shell“ können Programme auf diesem Rechner ausführen, jeden Aufruf erst, wenn du ihn erlaubt hast.',
  },
  'tools.shell.env': {
    title: 'Umgebung',
    help: 'Namen der Variablen, die ein Befehl sehen darf, neben PATH, HOME und LANG.',
  },
  'tools.shell.timeoutSeconds': {
    title: 'Längster Lauf',
    help: 'In Sekunden; danach werden der Befehl und was er gestartet hat beendet.',
  },
  'tools.code': { title: 'Code' },
  'tools.code.timeoutSeconds': {
    title: 'Längster Lauf',
    help: 'In Sekunden, nach der Uhr und nach dem Prozessor.',
  },
  'tools.code.memoryMb': { title: 'Arbeitsspeicher', help: 'In Megabyte, für einen Lauf.' },
  schedules: { title: 'Termine' },
  'schedules.*.enabled': {
    title: 'Eingeschaltet',
    help: 'Aus behält den Termin und seinen Verlauf.',
  },
  'schedules.*.at': {
    title: 'Einmal am',
    help: 'Etwa 2026-12-24T18:00, in der Zeitzone des Termins.',
  },
  'schedules.*.every': { title: 'Alle', help: 'Etwa 30m, 2h oder 1d.' },
  'schedules.*.cron': {
    title: 'Cron-Ausdruck',
    help: 'Etwa 0 8 * * 1-5: Minute, Stunde, Tag, Monat, Wochentag.',
  },
  'schedules.*.timeZone': { title: 'Zeitzone', help: 'Etwa Europe/Berlin; ohne Angabe deine.' },
  'schedules.*.agent': { title: 'Agent', help: 'Wer es tut; ohne Angabe der Standardagent.' },
  'schedules.*.prompt': { title: 'Aufgabe', help: 'Was der Agent tun soll.' },
  'schedules.*.say': {
    title: 'Text',
    help: 'Wird gesendet, wie er ist; kein Modell wird gefragt.',
  },
  'schedules.*.to': {
    title: 'Chat',
    help: 'Wohin das Ergebnis geht, etwa telegram:direct:42; ohne Angabe auf diese Seite.',
  },
  'schedules.*.missed': {
    title: 'Verpasstes',
    help: 'Was aus Zeiten wird, die vergingen, während das Programm aus war.',
  },
  'schedules.*.missed=once': { title: 'Einmal nachholen' },
  'schedules.*.missed=all': { title: 'Jedes Mal nachholen' },
  'schedules.*.missed=skip': { title: 'Auslassen' },
  mcp: { title: 'MCP' },
  'mcp.servers': {
    title: 'Server',
    help: 'Nach Namen. Ihre Werkzeuge heißen mcp_<server>_<tool>.',
  },
  'mcp.servers.*.enabled': {
    title: 'Eingeschaltet',
    help: 'Aus beendet den Server und nimmt seine Werkzeuge weg.',
  },
  'mcp.servers.*.command': {
    title: 'Programm',
    help: 'Was gestartet wird; gesprochen wird über seine Standardein- und -ausgabe.',
  },
  'mcp.servers.*.args': { title: 'Argumente', help: 'Die des Programms.' },
  'mcp.servers.*.env': {
    title: 'Umgebung',
    help: 'Die Variablen, die das Programm sieht, neben PATH, HOME und LANG. Schreib Geheimnisse als $NAME.',
  },
  'mcp.servers.*.cwd': {
    title: 'Ordner',
    help: 'Wo das Programm läuft; ohne Angabe ein eigener im Zustandsordner.',
  },
  'mcp.servers.*.url': {
    title: 'Adresse',
    help: 'Die eines Servers, der über Streamable HTTP erreichbar ist.',
  },
  'mcp.servers.*.headers': {
    title: 'Kopfzeilen',
    help: 'Gehen mit jeder Anfrage mit, etwa Authorization. Schreib Geheimnisse als $NAME.',
  },
  'mcp.servers.*.tools': {
    title: 'Werkzeuge',
    help: 'Welche Werkzeuge des Servers übernommen werden, mit seinen eigenen Namen.',
  },
  'mcp.servers.*.asks': {
    title: 'Vorher fragen',
    help: 'Bei „vor Änderungen“ fragt jedes Werkzeug, das der Server nicht als nur lesend kennzeichnet.',
  },
  'mcp.servers.*.asks=always': { title: 'Immer' },
  'mcp.servers.*.asks=writes': { title: 'Vor Änderungen' },
  'mcp.servers.*.asks=never': { title: 'Nie' },
  'mcp.servers.*.timeoutSeconds': { title: 'Längster Aufruf', help: 'In Sekunden.' },
};
