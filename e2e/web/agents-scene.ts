import type { SceneOptions } from '../support/scene.ts';

/** Agents as they are after a while: ten of them, one that is broken, long names, budgets, rules. */
export const livedInAgents: SceneOptions = {
  agent: {
    name: 'Ada',
    systemPrompt:
      'You are Ada, a calm and exact assistant. Answer in the language you are asked in.\n\nBe brief. Name what you are not sure of.',
    fallbacks: ['test/slow', 'offline/assistant'],
    tools: ['@safe', 'web_fetch', '!code', 'shel'],
    budget: { dailyCost: 2, dailyTokens: 200_000 },
  },
  config: {
    owner: { name: 'Robin' },
    tools: { deny: ['browser'] },
    channels: {
      home: { type: 'telegram', token: '1:abc', apiRoot: 'http://127.0.0.1:9' },
      work: {
        type: 'telegram',
        token: '2:def',
        apiRoot: 'http://127.0.0.1:9',
        agent: 'buchhaltung',
      },
    },
    bindings: [
      { agent: 'buchhaltung', match: { channel: 'home', peer: 'group:-1002003004' } },
      { agent: 'koch', match: { peer: 'group:*' } },
    ],
    schedules: { tea: { every: '1h', say: 'Tea!', agent: 'koch' } },
  },
};

/** The agents beside the first one; they go into the section `agents`. */
export const furtherAgents = {
  buchhaltung: {
    name: 'Buchhaltungsunterlagenverwaltung und Rechnungsprüfung',
    model: 'openai/gpt-5',
    fallbacks: ['test/echo'],
    budget: { dailyCost: 0.5 },
  },
  koch: { name: 'Köchin', model: 'test/echo', queue: 'collect' },
  researcher: { model: 'nowhere/x', tools: ['@standard'] },
  coder: { model: 'test/tool', tools: ['@all', '!shell', '!web_*'] },
  writer: { enabled: false, tools: [] },
  broken: { model: 'no slash here', budget: { dailyCost: -1 } },
  night: { model: 'offline/assistant', heartbeat: { every: '30m' } },
  translator: { systemPrompt: 'Translate.', thinking: 'high' },
  archivist: { name: 'Archivist', tools: ['clock', 'memory'] },
};
