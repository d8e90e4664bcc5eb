import type { Words } from './words.ts';

const realModel =
  'For a real model, set a key such as OPENAI_API_KEY (or OPENROUTER_API_KEY, GROQ_API_KEY, MISTRAL_API_KEY, DEEPSEEK_API_KEY, XAI_API_KEY) where OpenClaw is started and start it again, or enter a server under models.providers in the configuration.';

const skills =
  'I can do arithmetic and convert common units, tell dates and times anywhere, run JavaScript in a sandbox, remind you, keep notes, read a page, tell how this system is doing, and explain how to set it up.';

const decline = (what: string): string =>
  `${what} I am the built-in offline assistant, a small program and not a language model. ${realModel}`;

/** What the assistant says in English. */
export const english: Words = {
  language: 'en',
  talk: {
    greeting:
      'Hello! I am the built-in offline assistant. Ask me for a calculation, a date or the state of this system, or write "help".',
    'how-are-you': 'I am a small program, so always the same: ready. What can I do for you?',
    thanks: 'You are welcome!',
    bye: 'Goodbye! Your conversation stays here.',
    'who-are-you': `I am OpenClaw's built-in offline assistant: a small program that works without a network and without a key. I am not a language model. ${skills} ${realModel}`,
    'which-model': `None: this is offline/assistant, a small built-in program and not a language model. ${realModel}`,
    human:
      'No, I am a program: the built-in offline assistant of OpenClaw, and not even a language model.',
    maker: 'I am part of OpenClaw Desktop, an open-source project under the MIT licence.',
    joke: 'I know one: there are 10 kinds of people, those who count in binary and those who do not. For more than that you need a real model.',
    praise: 'Thank you, that is kind. What is next?',
    insult:
      'I am sorry that I was no help. I am a small program with few skills; write "help" for what I can do, or connect a real model.',
    sorry: 'No problem at all.',
    agreement: 'All right. What is next? "help" shows what I can do.',
    test: 'Pong. I am here, and messages reach me.',
    offline: `I answer offline, by a small program on this machine, because no model is set up. That is why I understand only few things. ${realModel}`,
    privacy:
      'I run on this machine and send nothing anywhere. The conversation is stored in the database of this OpenClaw, in its state directory. Once a model of a provider is set up, messages go to that provider.',
  },
  howTo: {
    telegram:
      'To add Telegram: 1. In Telegram, write /newbot to @BotFather and copy the token. 2. Make it known as TELEGRAM_BOT_TOKEN, for example in the file .env of the state directory. 3. Put channels: { telegram: { token: "$TELEGRAM_BOT_TOKEN" } } into openclaw.json; saving applies it. 4. Write to your bot: it answers with a pairing code, which you approve.',
    messenger:
      'This version knows two channels: the web page and Telegram. More messengers are planned; they are not there yet. Channels are entered under channels in openclaw.json, and saving applies it. Ask me "how do I add Telegram" for the steps.',
    model: `${realModel} An agent chooses with model: "provider/name", such as "openai/gpt-5-mini"; without that, the first model that is there is used. In a chat, /model shows and changes it.`,
    ollama:
      'If Ollama runs on this machine at its usual port, its models are offered by themselves: set model: "ollama/<name>" for your agent, such as "ollama/llama3.2". Any other local server that speaks the OpenAI protocol is entered as models: { providers: { local: { api: "openai-compatible", baseUrl: "http://127.0.0.1:8080/v1", models: ["<name>"] } } }.',
    agent:
      'An agent is an entry under agents in openclaw.json: agents: { coder: { model: "openai/gpt-5-mini", systemPrompt: "You write code.", tools: ["clock", "calculate"] } }. Mark one with default: true; a channel names another one with agent: "coder". Saving applies it from the next message on.',
    tools:
      '"openclaw tools list" shows every tool: clock, calculate, code, cron, memory, web_fetch, browser and more. An agent may use those that are listed in its entry, by name or profile: tools: ["@safe", "web_fetch"]. Without a list it has @safe: what can do no harm.',
    config:
      'Everything is in openclaw.json in the state directory, usually ~/.openclaw. Edit it with any editor; saving applies it, and a mistake never stops the system. "openclaw config validate" checks it and "openclaw config get" shows it.',
    commands:
      'The commands are: /new begins a new conversation, /reset empties this one, /status shows how things are, /model shows or changes the model, /stop ends an answer, /help shows this list.',
    people:
      'Strangers get no answer but a pairing code. Approve it and that person may write from then on. In groups the assistant answers when it is mentioned.',
    prompt:
      'What an agent is and how it behaves stands in its systemPrompt: agents: { assistant: { systemPrompt: "You are brief and kind." } }. It is for language models; I, the offline assistant, do not follow it.',
  },
  declined: {
    code: decline(
      'I cannot write code, only run it: write "run: 2 ** 64", or put JavaScript between lines of ```.',
    ),
    reminder: decline(
      'I did not understand when. Write it like "remind me in 10 minutes to drink water" or "remind me tomorrow at 9 to call the dentist".',
    ),
    search: decline(
      'I cannot look that up. With the tool web_search, write "search for ..."; a page I can read by its address.',
    ),
    weather: decline('I have no access to the internet, so I do not know the weather.'),
    translate: decline('I cannot translate.'),
    write: decline('I cannot write texts.'),
    image: decline('I can do nothing with images, sound or games.'),
    send: decline('I cannot send messages to others or call anybody; I only answer here.'),
    files: decline('I cannot read or write files.'),
    knowledge: decline('That I do not know: I have no general knowledge.'),
  },
  help: `I am the built-in offline assistant. ${skills} Try: "what is 15% of 80", "5 km in miles", "what time is it in Tokyo", "how many days until 24 December", "run: [1,2,3].map(n => n * n)", "remind me in 10 minutes to drink water", "note: buy milk", "what are my notes", "which channels are connected", "how do I add Telegram". ${realModel}`,
  unknown: `I did not understand that. I am the built-in offline assistant, a small program and not a language model. ${skills} Write "help" for examples. ${realModel}`,
  noSystemTool:
    'I cannot look at the system from here: this agent may not use the tool "system". Add it to the tools of the agent, or write /status.',
  usualConfig: 'Usually the configuration is ~/.openclaw/openclaw.json.',
  calculated: (expression, result) => `${expression} = ${result}`,
  timeIn: ({ time, date }, place) => `It is ${time} in ${place} (${date}).`,
  timeHere: ({ time, date }, zone) => `It is ${time} (${date}, ${zone}).`,
  dateIs({ date }, offsetDays) {
    if (offsetDays === 0) return `Today is ${date}.`;
    if (offsetDays === 1) return `Tomorrow is ${date}.`;
    if (offsetDays === -1) return `Yesterday was ${date}.`;
    return `That is ${date}.`;
  },
  weekdayOf: ({ date }) => `That is ${date}.`,
  weekIs: (week, { date }) => `It is week ${week} (${date}).`,
  yearIs: (year) => `It is ${year}.`,
  monthIs: (month) => `It is ${month}.`,
  daysUntil(days, { date }) {
    if (days === 0) return `That is today: ${date}.`;
    const size = Math.abs(days);
    const count = `${size} day${size === 1 ? '' : 's'}`;
    return days > 0 ? `${count} until ${date}.` : `${count} since ${date}.`;
  },
  converted: ({ time, date }, place) => `That is ${time} in ${place} (${date}).`,
  difference(minutes, from, to) {
    if (minutes === 0) return `${from} and ${to} have the same time.`;
    return `${to} is ${formatHours(Math.abs(minutes))} ${minutes > 0 ? 'ahead of' : 'behind'} ${from}.`;
  },
  noted: (note, count) =>
    `Noted: ${note} (${count} ${count === 1 ? 'note' : 'notes'} in this conversation.)`,
  notes(notes) {
    if (notes.length === 0)
      return 'There are no notes in this conversation yet. Write "note: ..." to make one.';
    return `Your notes in this conversation:\n${notes.map((note, index) => `${index + 1}. ${note}`).join('\n')}`;
  },
  remembered: (note) => `Noted: ${note} I keep that for later conversations too.`,
  memoryHolds: (lines) => `What I have noted about you:\n${lines}`,
  noTool: (tool) =>
    `I can do that only with the tool "${tool}", and this agent may not use it. Add it to the tools of the agent, or ask "openclaw tools why ${tool}".`,
  toolFailed: (reason) => `That did not work: ${reason}`,
  codeRan: (result) => `The code ran:\n\n\`\`\`\n${result}\n\`\`\``,
  reminderSet: (say, span, at) =>
    `I will remind you ${span === undefined ? `at ${(at ?? '').replace('T', ' ')}` : `in ${span}`}: ${say}`,
  pageSays: (url, quote) => `${url} says:\n\n${quote}`,
  cannotForget: 'Notes are part of this conversation and go with it: /new begins one without them.',
  nameTold: (name) => `Nice to meet you, ${name}. I keep that for this conversation.`,
  nameIs: (name) =>
    name === undefined ? 'You have not told me yet. Write "my name is ...".' : `You are ${name}.`,
  channels(channels) {
    if (channels.length === 0)
      return 'No channel is set up yet. Ask me "how do I add Telegram" for the steps.';
    return `Channels:\n${channels.map(({ name, state }) => `- ${name}: ${state}`).join('\n')}`;
  },
  agents: (agents) =>
    `Agents: ${agents.map(({ name, isDefault }) => (isDefault ? `${name} (default)` : name)).join(', ') || 'none'}.`,
  config: (configPath, stateDir) =>
    `The configuration is ${configPath}, the state directory ${stateDir}.`,
  version: (name, version, uptimeMinutes) =>
    `${name} runs OpenClaw ${version}, for ${formatHours(uptimeMinutes)} now.`,
  model: (model) => `This agent uses ${model}.`,
};

function formatHours(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    ...(hours > 0 ? [`${hours} hour${hours === 1 ? '' : 's'}`] : []),
    ...(rest > 0 || hours === 0 ? [`${rest} minute${rest === 1 ? '' : 's'}`] : []),
  ];
  return parts.join(' ');
}
