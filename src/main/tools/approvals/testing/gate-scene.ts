import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sections, type Config } from '../../../../shared/config/schema.ts';
import type { EventName, PayloadOf } from '../../../../shared/protocol/contract.ts';
import type { Saying, SpeakUp } from '../../../delivery/speak-up.ts';
import { addTrace } from '../../../delivery/trace-store.ts';
import { insertTurn } from '../../../delivery/turn-store.ts';
import { createDrivenClock, type DrivenClock } from '../../../platform/driven-clock.ts';
import { silentLog } from '../../../platform/log.ts';
import { createSession } from '../../../sessions/session-store.ts';
import type { Database } from '../../../storage/database.ts';
import { gatewayMigrations } from '../../../storage/migrations/index.ts';
import { openDatabase } from '../../../storage/open-database.ts';
import type { Tool, ToolContext } from '../../tool.ts';
import type { GateQuestion } from '../approval-gate.ts';
import type { Approvals } from '../approvals.ts';
import { createApprovals } from '../create-approvals.ts';

/** The gate on a real database, with a conversation, a turn, and a voice that is only noted. */
export interface GateScene {
  readonly db: Database;
  readonly clock: DrivenClock;
  readonly approvals: Approvals;
  readonly said: readonly Saying[];
  readonly rewritten: readonly { readonly ref: string; readonly text: string }[];
  readonly told: readonly { readonly event: EventName; readonly payload: unknown }[];
  readonly turnId: string;
  readonly sessionId: string;
  /** The section `tools`; may be exchanged between two questions. */
  toolsConfig: object;
  /** What was said can be changed where it stands. */
  canRewrite: boolean;
  /** The owner can be reached in a chat. */
  canSpeak: boolean;
  question(changes?: Partial<GateQuestion>, context?: Partial<ToolContext>): GateQuestion;
  /** Resolves with the newest question that waits, once there are so many. */
  waiting(count?: number): Promise<PayloadOf<'approval.changed'>['approval']>;
  /** What the engine writes when a call begins. */
  beginCall(callId: string): Promise<void>;
  endTurn(): void;
  /** What a crash does: everything in memory is gone, the database is as it was. */
  crash(): GateScene;
  dispose(): void;
}

/** A tool that always asks, as the shell does. */
export const shellTool: Tool = {
  name: 'shell',
  description: 'Runs a program.',
  parameters: () => {
    throw new Error('not needed here');
  },
  touches: ['machine'],
  isRepeatable: false,
  asks: 'always',
  ask: (args) => ({ reason: 'Run a program', always: { command: String(args['command']) } }),
  run: () => Promise.resolve({ text: '', isError: false }),
};

export function createGateScene(
  dir = mkdtempSync(join(tmpdir(), 'openclaw-gate-')),
  clock = createDrivenClock(),
): GateScene {
  const db = openDatabase(join(dir, 'gateway.db'), { migrations: gatewayMigrations });
  const said: Saying[] = [];
  const rewritten: { ref: string; text: string }[] = [];
  const told: { event: EventName; payload: unknown }[] = [];
  const heard = new Set<() => void>();
  const place = openPlace(db, clock);
  const scene: GateScene = {
    ...{ db, clock, said, rewritten, told, ...place },
    toolsConfig: {},
    canRewrite: true,
    canSpeak: true,
    approvals: createApprovals({
      ...{ db, clock, log: silentLog },
      config: () => makeConfig(scene.toolsConfig),
      speakUp: () => fakeSpeakUp(scene, said, rewritten),
      events: {
        publish(event, payload) {
          told.push({ event, payload });
          for (const listener of heard) listener();
        },
      },
    }),
    question: (changes, context) => makeQuestion(place, changes, context),
    waiting: (count = 1) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = scene.approvals.list();
          const last = found.at(-1);
          if (found.length < count || !last) return;
          heard.delete(look);
          resolve(last);
        };
        heard.add(look);
        look();
      }),
    beginCall: (callId) =>
      db.commit((sql) => {
        const detail = { callId, arguments: {} };
        const startedAt = clock.now();
        addTrace(
          sql,
          { id: place.turnId, run_id: 'run', session_id: place.sessionId },
          {
            ...{ kind: 'tool', name: 'shell', state: 'running' },
            ...{ detail, startedAt },
          },
        );
      }),
    endTurn: () => db.exec("UPDATE turn SET state = 'done'"),
    crash() {
      db.close();
      return createGateScene(dir, clock);
    },
    dispose() {
      scene.approvals.stop();
      db.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return scene;
}

function openPlace(
  db: Database,
  clock: DrivenClock,
): { readonly sessionId: string; readonly turnId: string } {
  const known = db
    .statement<[], { id: string; session_id: string }>('SELECT id, session_id FROM turn')
    .get();
  if (known) return { sessionId: known.session_id, turnId: known.id };
  const session = createSession(
    db,
    {
      ...{ key: 'agent:assistant:telegram:direct:42', agentId: 'assistant', channel: 'telegram' },
      ...{ chatKind: 'direct', personId: null, title: 'Ada' },
    },
    clock.now(),
  );
  const chat = { kind: 'direct', id: '42' } as const;
  const turn = insertTurn(
    db,
    {
      ...{ sessionId: session.id, agentId: 'assistant', runId: 'run', deadlineMs: 60_000 },
      replyTo: { channel: 'telegram', chat },
    },
    clock.now(),
  );
  return { sessionId: session.id, turnId: turn.id };
}

function makeQuestion(
  { sessionId, turnId }: Pick<GateScene, 'sessionId' | 'turnId'>,
  changes: Partial<GateQuestion> = {},
  context: Partial<ToolContext> = {},
): GateQuestion {
  const args = changes.args ?? { command: 'ls' };
  return {
    call: { id: 'call-1', name: 'shell', arguments: args },
    tool: shellTool,
    args,
    occasion: 'first',
    turnCostMicros: 0,
    ...changes,
    context: {
      ...{ agentId: 'assistant', sessionId, turnId, callId: 'call-1' },
      sessionKey: 'agent:assistant:telegram:direct:42',
      signal: new AbortController().signal,
      personId: undefined,
      isOwner: true,
      chat: { channel: 'telegram', chat: { kind: 'direct', id: '42' } },
      userTexts: [],
      ...context,
    },
  };
}

function fakeSpeakUp(
  scene: GateScene,
  said: Saying[],
  rewritten: { ref: string; text: string }[],
): SpeakUp {
  return {
    speak(_sql, saying) {
      said.push(saying);
      return {
        ...{ sessionId: scene.sessionId, sessionKey: 'agent:assistant:telegram:direct:42' },
        after: () => undefined,
      };
    },
    rewrite(_sql, ref, text) {
      if (!scene.canRewrite) return undefined;
      rewritten.push({ ref, text });
      return () => undefined;
    },
    parse: () => {
      throw new Error('not asked here');
    },
    ownerChat() {
      if (!scene.canSpeak) throw new Error('no such chat');
      return { channel: 'telegram', chat: { kind: 'direct', id: '7' } };
    },
  };
}

function makeConfig(tools: object): Config {
  const empty = <K extends keyof typeof sections>(name: K): Config[K] =>
    sections[name]().parse({}) as Config[K];
  return {
    ...{
      gateway: empty('gateway'),
      models: empty('models'),
      bindings: [],
      session: empty('session'),
    },
    ...{ owner: empty('owner'), logging: empty('logging'), memory: empty('memory') },
    ...{ mcp: empty('mcp'), schedules: {}, agents: {}, channels: {} },
    tools: sections.tools().parse(tools),
  };
}
