/** Words of the first steps. */
export const setup = {
  lead: 'Three minutes, and you can leave at any step.',
  later: 'Later',
  steps: 'Steps',
  done: ', done',
  next: 'Next',
  skip: 'Skip for now',
  kind: {
    openai: 'OpenAI',
    anthropic: 'Anthropic',
    google: 'Google',
    ollama: 'Ollama',
    server: 'Another server',
  },
  model: {
    title: 'A model',
    lead: 'What thinks and answers. Without one, the built-in offline assistant calculates, reminds and keeps notes.',
    inUse: '{{model}} answers by default',
    found: 'Models that are there',
    use: 'Use it',
    connectOther: 'Connect another',
    connectLead:
      'It is asked one short question before anything is kept. The key goes into the secret store of this machine, not into the configuration.',
    provider: 'Provider',
    address: 'Address',
    key: 'Key',
    keyHelp: 'From your account there.',
    keyOptional: 'Only if the server wants one.',
    name: 'Model',
    nameHelp: 'As the provider calls it.',
    failed: 'That did not work, nothing was kept',
    failedHint: 'Look at the key, the address and the name of the model above.',
    try: 'Try and use it',
    trying: 'Asking …',
  },
  agent: {
    title: 'Your assistant',
    lead: 'What it is called and how it behaves. Both can be changed at any time.',
  },
  messenger: {
    title: 'A messenger',
    lead: 'The same assistant answers there. Without one, you talk to it here.',
    add: 'Connect a messenger',
  },
  hello: {
    title: 'Say hello',
    lead: 'Ask it something, or tell it who you are.',
    offline:
      'No model is connected: the built-in offline assistant answers, which calculates, reminds and keeps notes.',
    noMessenger: 'No messenger is connected: it answers here.',
    done: 'You have spoken already. That is all.',
    onMessenger:
      'Write to {{account}} on {{channel}}; as the first one you get a code to let yourself in.',
    here: 'Say hello here',
    overview: 'To the overview',
  },
} as const;
