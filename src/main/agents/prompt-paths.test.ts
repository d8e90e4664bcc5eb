import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appendMessage, insertSummary } from '../sessions/message-store.ts';
import { createSession, getSession } from '../sessions/session-store.ts';
import type { Database } from '../storage/database.ts';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import { createPromptPaths } from './prompt-paths.ts';

let dir: string;
let db: Database;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'openclaw-paths-'));
  db = openDatabase(join(dir, 'test.db'), { migrations: gatewayMigrations });
});
afterAll(() => {
  db.close();
  rmSync(dir, { recursive: true, force: true });
});

type Step = {
  readonly kind: 'say' | 'command' | 'branch' | 'summary' | 'tool';
  readonly pick: number;
};
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom<Step['kind'][]>('say', 'say', 'command', 'branch', 'summary', 'tool'),
    pick: fc.nat(1_000),
  }),
  { maxLength: 25 },
);

let sessions = 0;

/** Plays one step on a conversation. */
function play(sessionId: string, ids: string[], { kind, pick }: Step): void {
  const message = {
    sessionId,
    parentId: getSession(db, sessionId)?.head_id ?? null,
    turnId: null,
    runId: null,
    role: kind === 'say' ? ('user' as const) : ('assistant' as const),
    content:
      kind === 'tool'
        ? [{ type: 'toolCall' as const, id: `c${pick}`, name: 'clock', arguments: {} }]
        : [{ type: 'text' as const, text: `${kind} ${pick}` }],
    stopReason: kind === 'command' ? 'command' : undefined,
  };
  const chosen = ids[pick % Math.max(1, ids.length)];
  if (kind === 'branch') {
    if (chosen)
      db.statement<[string, string]>('UPDATE session SET head_id = ? WHERE id = ?').run(
        chosen,
        sessionId,
      );
  } else if (kind === 'summary') {
    if (chosen) insertSummary(db, { ...message, parentId: chosen, role: 'system' }, pick);
  } else ids.push(appendMessage(db, message, pick).id);
}

it('what is kept never differs from what is stored', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const key = `agent:a:${sessions++}`;
      const { id } = createSession(
        db,
        { key, agentId: 'a', channel: 'web', chatKind: 'direct', personId: null, title: '' },
        0,
      );
      const paths = createPromptPaths();
      const ids: string[] = [];
      for (const step of all) {
        play(id, ids, step);
        const session = getSession(db, id);
        if (session) expect(paths.read(db, session)).toEqual(createPromptPaths().read(db, session));
      }
    }),
    { numRuns: 60 },
  );
});
