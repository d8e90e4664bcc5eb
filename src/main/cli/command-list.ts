import type { CommandSpec } from './command.ts';

const one = { least: 1, most: 1 };

/** Every command but `config`, `help` and `version`, in the order of the help. */
export const commandList: readonly CommandSpec[] = [
  {
    name: 'gateway',
    summary: 'Runs the assistant on this machine until it is stopped.',
    options: {
      port: {
        type: 'string',
        value: 'N',
        help: 'The port to listen on, instead of the configured one.',
      },
      host: { type: 'string', value: 'ADDRESS', help: 'The address to listen on.' },
      link: {
        type: 'boolean',
        help: 'Print the sign-in link also where the output is no terminal.',
      },
    },
    load: async () => (await import('./commands/gateway.ts')).runGatewayCommand,
  },
  {
    name: 'node',
    summary: 'Runs messengers on this machine for a gateway elsewhere.',
    options: {
      url: { type: 'string', value: 'URL', help: 'The WebSocket address of the gateway.' },
      name: { type: 'string', value: 'NAME', help: 'The name of this node in the configuration.' },
    },
    load: async () => (await import('./commands/node.ts')).runNodeCommand,
  },
  {
    name: 'open',
    summary: 'Gives a link that opens the interface signed in, once.',
    options: { browser: { type: 'boolean', help: 'Open it in the browser of this machine.' } },
    load: async () => (await import('./commands/open.ts')).runOpen,
  },
  {
    name: 'send',
    summary: 'Sends a message to the assistant and shows its answer as it comes.',
    args: '[MESSAGE]',
    count: { least: 0, most: 1 },
    options: {
      session: { type: 'string', value: 'KEY', help: 'The conversation; the main one by default.' },
    },
    load: async () => (await import('./commands/send.ts')).runSend,
  },
  {
    name: 'status',
    summary: 'What the gateway is and what it holds.',
    load: async () => (await import('./commands/status.ts')).runStatus,
  },
  {
    name: 'health',
    summary: 'Whether everything is well, in numbers.',
    load: async () => (await import('./commands/status.ts')).runHealth,
  },
  {
    name: 'channels',
    summary: 'Every messenger and how it does.',
    load: async () => (await import('./commands/channels.ts')).runChannels,
  },
  {
    name: 'models',
    summary: 'The models that are there, and those that are not and why.',
    options: { refresh: { type: 'boolean', help: 'Ask the providers again.' } },
    load: async () => (await import('./commands/models.ts')).runModels,
  },
  {
    name: 'agents list',
    summary: 'The agents that can answer, and by which model.',
    load: async () => (await import('./commands/agents.ts')).listAgents,
  },
  {
    name: 'tools list',
    summary: 'Every tool there is; with an agent, which of them it may use.',
    options: {
      agent: {
        type: 'string',
        value: 'NAME',
        help: 'What this agent may use, and why not the rest.',
      },
      channel: { type: 'string', value: 'ID', help: 'As for a message of this channel.' },
    },
    load: async () => (await import('./commands/tools.ts')).listTools,
  },
  {
    name: 'tools why',
    summary: 'Why an agent may use a tool, or may not.',
    args: 'TOOL',
    count: one,
    options: {
      agent: { type: 'string', value: 'NAME', help: 'The agent; the default one when absent.' },
      channel: { type: 'string', value: 'ID', help: 'As for a message of this channel.' },
    },
    load: async () => (await import('./commands/tools.ts')).explainTool,
  },
  {
    name: 'tools run',
    summary: 'Runs a tool once, as you, and shows what a model would read.',
    args: 'TOOL',
    count: one,
    options: {
      json: { type: 'string', value: 'ARGS', help: 'Its arguments as a JSON object.' },
      agent: { type: 'string', value: 'NAME', help: 'As this agent: only what it may use.' },
      data: { type: 'boolean', help: 'Print the whole answer as JSON.' },
    },
    load: async () => (await import('./commands/tools.ts')).runTool,
  },
  {
    name: 'route',
    summary: 'Who would answer a message, and why the other rules did not decide.',
    options: {
      channel: { type: 'string', value: 'ID', help: 'The channel instance, such as telegram.' },
      peer: { type: 'string', value: 'PEER', help: 'direct:42, group:-100123 or channel:C1.' },
      sender: { type: 'string', value: 'ID', help: 'Who writes, where it is a group.' },
      thread: { type: 'string', value: 'ID', help: 'The thread.' },
      parent: { type: 'string', value: 'PEER', help: 'What the thread belongs to.' },
      group: { type: 'string', value: 'ID', help: 'The server or community of the group.' },
      team: { type: 'string', value: 'ID', help: 'The team or workspace.' },
      roles: { type: 'string', value: 'A,B', help: 'Roles of the sender there, with commas.' },
    },
    load: async () => (await import('./commands/route.ts')).runRoute,
  },
  {
    name: 'people list',
    summary: 'Everybody the assistant knows.',
    load: async () => (await import('./commands/people.ts')).listPeople,
  },
  {
    name: 'people pending',
    summary: 'Who waits to be let in.',
    load: async () => (await import('./commands/people.ts')).listPending,
  },
  {
    name: 'people approve',
    summary: 'Lets somebody in by the code they were given.',
    args: 'CODE',
    count: one,
    options: {
      role: { type: 'string', value: 'ROLE', help: 'owner, trusted (default) or guest.' },
      person: { type: 'string', value: 'ID', help: 'They are this person, on another messenger.' },
    },
    load: async () => (await import('./commands/people.ts')).approve,
  },
  {
    name: 'people reject',
    summary: 'Turns a request down.',
    args: 'CODE',
    count: one,
    load: async () => (await import('./commands/people.ts')).reject,
  },
  {
    name: 'people role',
    summary: 'Changes what a person may do: owner, trusted or guest.',
    args: 'ID ROLE',
    count: { least: 2, most: 2 },
    load: async () => (await import('./commands/people.ts')).setRole,
  },
  {
    name: 'people link',
    summary: 'Says that two people are one.',
    args: 'ID OTHER-ID',
    count: { least: 2, most: 2 },
    load: async () => (await import('./commands/people.ts')).link,
  },
  {
    name: 'people remove',
    summary: 'Forgets a person; their conversations stay.',
    args: 'ID',
    count: one,
    load: async () => (await import('./commands/people.ts')).remove,
  },
  {
    name: 'sessions list',
    summary: 'Conversations, the last used first.',
    options: {
      limit: { type: 'string', value: 'N', help: 'How many; 20 by default.' },
      archived: { type: 'boolean', help: 'Also those that were put away.' },
    },
    load: async () => (await import('./commands/sessions.ts')).listSessions,
  },
  {
    name: 'sessions export',
    summary: 'Writes a whole conversation to standard output.',
    args: 'KEY',
    count: one,
    options: { format: { type: 'string', value: 'FORMAT', help: 'markdown (default) or json.' } },
    load: async () => (await import('./commands/sessions.ts')).exportSession,
  },
  {
    name: 'sessions search',
    summary: 'Finds words in all messages, newest first.',
    args: 'WORDS',
    count: { least: 1, most: 50 },
    options: { limit: { type: 'string', value: 'N', help: 'How many; 20 by default.' } },
    load: async () => (await import('./commands/sessions.ts')).searchSessions,
  },
  {
    name: 'memory list',
    summary: 'What agents have noted about people, the newest first.',
    options: {
      agent: { type: 'string', value: 'ID', help: 'Only notes of this agent.' },
      about: { type: 'string', value: 'WHOM', help: 'Only notes about person:<id> or chat:<key>.' },
      search: { type: 'string', value: 'WORDS', help: 'Only notes with these words.' },
      limit: { type: 'string', value: 'N', help: 'How many; 100 by default.' },
    },
    load: async () => (await import('./commands/memory.ts')).listMemory,
  },
  {
    name: 'memory add',
    summary: 'Writes a note for an agent, about you unless somebody else is named.',
    args: 'TEXT',
    count: one,
    options: {
      agent: { type: 'string', value: 'ID', help: 'The agent; the default one when absent.' },
      about: { type: 'string', value: 'WHOM', help: 'person:<id> or chat:<key>.' },
    },
    load: async () => (await import('./commands/memory.ts')).addMemory,
  },
  {
    name: 'memory edit',
    summary: 'Changes what a note says.',
    args: 'ID TEXT',
    count: { least: 2, most: 2 },
    load: async () => (await import('./commands/memory.ts')).editMemory,
  },
  {
    name: 'memory remove',
    summary: 'Forgets a note.',
    args: 'ID',
    count: one,
    load: async () => (await import('./commands/memory.ts')).removeMemory,
  },
  {
    name: 'logs',
    summary: 'The end of the log.',
    options: {
      follow: { type: 'boolean', help: 'Go on with what is written from now on.' },
      lines: { type: 'string', value: 'N', help: 'How many lines; 100 by default.' },
    },
    load: async () => (await import('./commands/logs.ts')).runLogs,
  },
];
