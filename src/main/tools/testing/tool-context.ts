import type { ToolContext } from '../tool.ts';

/** The context of a call as the owner's turn on the web would give it; for tests of tools. */
export function makeToolContext(changes: Partial<ToolContext> = {}): ToolContext {
  return {
    agentId: 'main',
    sessionId: 's',
    sessionKey: 'agent:main:main',
    turnId: 't',
    callId: 'c1',
    signal: new AbortController().signal,
    personId: 'owner',
    isOwner: true,
    chat: { channel: 'web', chat: { kind: 'direct', id: 'main' } },
    userTexts: [],
    ...changes,
  };
}
