import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import type { Database } from '../storage/database.ts';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import { listBranches, moveHead } from './branches.ts';
import { readHistory } from './history.ts';
import { appendMessage } from './message-store.ts';
import { createSession, getSession, type SessionRecord } from './session-store.ts';

let dir: string;
let db: Database;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'openclaw-branches-'));
  db = openDatabase(join(dir, 'gateway.db'), { migrations: gatewayMigrations });
});
afterEach(() => {
  db.close();
  rmSync(dir, { recursive: true, force: true });
});

let made = 0;
function makeSession(): string {
  const key = `agent:a:${(made += 1)}`;
  const place = { agentId: 'a', channel: 'web', chatKind: 'direct', personId: null } as const;
  return createSession(db, { key, title: '', ...place }, 1).id;
}

const read = (id: string): SessionRecord => {
  const session = getSession(db, id);
  if (!session) throw new Error('no session');
  return session;
};

function say(sessionId: string, text: string): string {
  const message = {
    ...{ sessionId, turnId: null, runId: null, role: 'user' as const },
    parentId: read(sessionId).head_id,
    content: [{ type: 'text' as const, text }],
  };
  return appendMessage(db, message, 1).id;
}

describe('branches of a conversation', () => {
  it('are none while nobody has said anything', () => {
    expect(listBranches(db, read(makeSession()))).toEqual([]);
  });

  it('are left without reading on through everything that was said since', () => {
    const id = makeSession();
    const head = say(id, 'head');
    const insert = db.statement<[string, string, string | null]>(
      `INSERT INTO message (id, session_id, parent_id, role, content, text, created_at)
       VALUES (?, ?, ?, 'user', '[]', '', 1)`,
    );
    for (let n = 0; n < limits.session.childScan; n += 1) insert.run(`${id}-${n}`, id, null);
    insert.run(`${id}-child`, id, head);
    moveHead(db, read(id), null);
    const kept = db.statement('SELECT head_id FROM branch WHERE session_id = ?').all(id);
    expect(kept).toEqual([{ head_id: head }]);
  });

  it('name where they leave the one that is shown, and how far they go', () => {
    const id = makeSession();
    const [first = '', second = '', third = ''] = ['1', '2', '3'].map((text) => say(id, text));
    moveHead(db, read(id), first);
    const other = say(id, 'other');
    expect(listBranches(db, read(id))).toMatchObject([
      { headId: other, isShown: true, lastText: 'other', length: 0 },
      { headId: third, forkId: first, length: 2, isShown: false },
    ]);
    const page = readHistory(db, read(id), { headId: third });
    expect(page.messages.map((message) => message.id)).toEqual([first, second, third]);
    moveHead(db, read(id), third);
    expect(listBranches(db, read(id)).map(({ headId, isShown }) => [headId, isShown])).toEqual([
      [third, true],
      [other, false],
    ]);
  });

  it('may have nothing in common', () => {
    const id = makeSession();
    const old = say(id, 'first run');
    moveHead(db, read(id), null);
    say(id, 'second run');
    expect(listBranches(db, read(id))).toContainEqual(
      expect.objectContaining({ headId: old, forkId: null, length: 1 }),
    );
  });

  it('are the leaves of the tree and where it goes on, whatever is done', () => {
    type Step = { readonly kind: 'say' } | { readonly kind: 'move'; readonly to: number };
    const step = fc.oneof(
      { weight: 2, arbitrary: fc.constant<Step>({ kind: 'say' }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('move' as const), to: fc.nat() }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const id = makeSession();
        const parents = new Map<string, string | null>();
        for (const one of steps) {
          const known = [null, ...parents.keys()];
          if (one.kind === 'move') moveHead(db, read(id), known[one.to % known.length] ?? null);
          else {
            const before = read(id).head_id;
            parents.set(say(id, 'x'), before);
          }
        }
        checkTree(id, parents);
      }),
    );
  });

  function checkTree(id: string, parents: ReadonlyMap<string, string | null>): void {
    const session = read(id);
    const pathOf = (head: string | null): string[] =>
      head === null ? [] : [...pathOf(parents.get(head) ?? null), head];
    const inner = new Set(parents.values());
    const leaves = [...parents.keys()].filter((one) => !inner.has(one));
    const expected = new Set([...leaves, ...(session.head_id === null ? [] : [session.head_id])]);
    const branches = listBranches(db, session);
    expect(branches.map(({ headId }) => headId).toSorted()).toEqual([...expected].toSorted());
    expect(branches.filter(({ isShown }) => isShown).map(({ headId }) => headId)).toEqual(
      session.head_id === null ? [] : [session.head_id],
    );
    const shown = new Set(pathOf(session.head_id));
    for (const { headId, forkId, length } of branches) {
      const path = pathOf(headId);
      const common = path.filter((one) => shown.has(one));
      expect({ forkId, length }).toEqual({
        forkId: common.at(-1) ?? null,
        length: path.length - common.length,
      });
      const told = readHistory(db, session, { headId, limit: 1_000 });
      expect(told.messages.map((message) => message.id)).toEqual(path);
    }
  }
});
