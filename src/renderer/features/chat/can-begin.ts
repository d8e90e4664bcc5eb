interface KnownAgents {
  readonly mainKey: string;
  readonly agents: readonly { readonly id: string }[];
}

/** The name that stands for the default agent, whatever that is called. */
const defaultAlias = 'main';

/** Whether a first message under this key makes a conversation: an agent has to stand behind it. */
export function canBegin(key: string, { mainKey, agents }: KnownAgents): boolean {
  const [kind, agentId, ...rest] = key.split(':');
  if (kind !== 'agent') return key === mainKey || key === defaultAlias;
  const isKnown = agentId === defaultAlias || agents.some(({ id }) => id === agentId);
  return isKnown && rest.join('') !== '';
}
