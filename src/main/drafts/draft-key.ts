import { formatSessionKey } from '../router/session-key.ts';

const draftKey = /^agent:[^:]+:draft:([0-9a-f-]{36})$/;

/** The key of the conversation of a test chat. */
export function formatDraftKey(agentId: string, draftId: string): string {
  return formatSessionKey({ kind: 'other', agentId, rest: `draft:${draftId}` });
}

/** Which test chat a key names; undefined for every other conversation. */
export function readDraftKey(sessionKey: string): string | undefined {
  return draftKey.exec(sessionKey)?.[1];
}
