/** Words of an empty conversation and of how to connect a model. */
export const welcome = {
  title: 'What can I do for you?',
  lead: 'Ask in your own words. The same assistant answers on every messenger you connect.',
  offlineTitle: 'The offline assistant answers',
  offlineBody:
    'It calculates, knows dates and time zones, runs JavaScript in a sandbox, reminds you, keeps notes, and knows this system. It is a small program, not a language model.',
  offlineModel: 'How to connect a model',
  prompts: {
    help: 'What can you do?',
    calculate: 'What is 17.5 % of 2,480?',
    remind: 'Remind me in 10 minutes to stretch',
    code: 'Run this code: [3, 1, 2].toSorted().map((n) => n ** 2)',
    status: 'Which channels are connected?',
  },
} as const;

export const modelGuide = {
  title: 'Connect a model',
  intro: 'Any of these is enough. The change takes effect as soon as it is saved.',
  key: 'A key in the environment',
  keyBody: 'Start OpenClaw with the usual variable of a provider set, for instance:',
  ollama: 'A model on this machine',
  ollamaBody: 'With Ollama running on its usual port its models are offered by themselves:',
  config: 'A server of your choice',
  configBody: 'Anything that speaks the chat completions interface, in openclaw.json:',
  after: 'Then write /model in a conversation to choose among those that are there.',
  close: 'Close',
} as const;
