import type { ToolContext } from '../../src/main/tools/tool.ts';

/** The surroundings of a call, as a turn gives them. */
export function makeToolContext(parts: Partial<ToolContext> = {}): ToolContext {
  return {
    agentId: 'assistant',
    sessionId: 'session',
    sessionKey: 'agent:assistant:main',
    turnId: 'turn',
    callId: 'call',
    signal: new AbortController().signal,
    personId: 'owner',
    isOwner: true,
    chat: { channel: 'web', chat: { kind: 'direct', id: 'me' } },
    userTexts: [],
    ...parts,
  };
}
