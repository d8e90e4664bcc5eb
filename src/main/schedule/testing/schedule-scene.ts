import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentEntry } from '../../../shared/config/agents.ts';
import { channelBase } from '../../../shared/config/channels.ts';
import { sections, scheduleEntry, type Config } from '../../../shared/config/schema.ts';
import type { EventName } from '../../../shared/protocol/contract.ts';
import type { Inbound } from '../../delivery/intake.ts';
import type { SpeakUp } from '../../delivery/speak-up.ts';
import { createDrivenClock, type DrivenClock } from '../../platform/driven-clock.ts';
import { silentLog } from '../../platform/log.ts';
import { parsePeer } from '../../router/route-input.ts';
import { ensureOwner } from '../../sessions/people-store.ts';
import type { Database } from '../../storage/database.ts';
import { gatewayMigrations } from '../../storage/migrations/index.ts';
import { openDatabase } from '../../storage/open-database.ts';
import { createFakeTurns } from './fake-turns.ts';
import { createScheduleEngine, type ScheduleEngine } from '../engine.ts';
import { createSchedules } from '../create-schedules.ts';
import type { ScheduleDeps } from '../schedule-deps.ts';
import type { Schedules } from '../schedules.ts';

export interface Said {
  readonly text: string;
  readonly place: string;
  readonly for_model: number;
}

/** Schedules on a real database; messages, turns and the clock are played by a test. */
export interface ScheduleScene {
  readonly db: Database;
  readonly dir: string;
  readonly clock: DrivenClock;
  readonly engine: ScheduleEngine;
  readonly schedules: Schedules;
  readonly told: readonly { readonly event: EventName; readonly payload: unknown }[];
  /** Everything that was handed in, repeats included. */
  readonly handedIn: readonly Inbound[];
  /** How turns end: at once with this answer, or when `finish` is called. */
  answer: string | undefined;
  config: Config;
  /** The wall clock is set; timers go on as they were. */
  setWall(byMs: number): void;
  advance(byMs: number): Promise<void>;
  /** Time goes on without waiting for what it sets going. */
  pass(byMs: number): Promise<void>;
  finish(runId: string, state: 'done' | 'failed', text: string): Promise<void>;
  /** What the engine of turns does at a start: goes on with those that a crash left. */
  recoverTurns(): Promise<void>;
  said(): Said[];
  rows<R>(text: string): R[];
  writeHeartbeat(text: string): void;
  end(): void;
}

export interface SceneOptions {
  readonly startMs?: number;
  readonly config?: ConfigParts;
  /** Stands between the program and the database; lets a test crash it. */
  readonly between?: (db: Database) => Database;
}

export interface ConfigParts {
  readonly schedules?: Record<string, object>;
  readonly agent?: object;
  readonly telegram?: object;
  readonly timeZone?: string;
}

export function createScheduleScene(
  options: SceneOptions = {},
  dir = mkdtempSync(join(tmpdir(), 'openclaw-schedule-')),
): ScheduleScene {
  const driven = createDrivenClock(options.startMs ?? Date.UTC(2026, 0, 5, 12));
  let jumpMs = 0;
  const clock: DrivenClock = {
    ...driven,
    now: () => driven.now() + jumpMs,
    get pendingCount() {
      return driven.pendingCount;
    },
  };
  const real = openDatabase(join(dir, 'gateway.db'), { migrations: gatewayMigrations });
  real.exec('CREATE TABLE IF NOT EXISTS said (text TEXT, place TEXT, for_model INTEGER)');
  const db = options.between?.(real) ?? real;
  const told: { event: EventName; payload: unknown }[] = [];
  const turns = createFakeTurns(db, clock, () => scene.answer);

  const deps: ScheduleDeps = {
    ...{ db, clock, log: silentLog },
    events: { publish: (event, payload) => void told.push({ event, payload }) },
    config: () => scene.config,
    intake: turns,
    speakUp: fakeSpeakUp(),
    turnEnds: turns.ends,
    workspaceOf: (agentId) => join(dir, 'workspaces', agentId),
  };
  const engine = createScheduleEngine(deps);
  const scene: ScheduleScene = {
    ...{ db: real, dir, clock, engine, told, handedIn: turns.handedIn },
    schedules: createSchedules(deps),
    answer: 'done it',
    config: makeConfig(options.config ?? {}),
    setWall(byMs) {
      jumpMs += byMs;
    },
    async advance(byMs) {
      // No further than the next look: it takes longer than the clock lets promises settle.
      for (let leftMs = byMs; leftMs >= 0; leftMs -= 60_000) {
        await driven.advance(Math.min(leftMs, 60_000));
        await quiet();
      }
    },
    async pass(byMs) {
      await driven.advance(byMs);
      for (let turn = 0; turn < 20; turn += 1)
        await new Promise((resolve) => setImmediate(resolve));
    },
    finish: (runId, state, text) => turns.finish(runId, state, text),
    recoverTurns: () => turns.recover(real),
    said: () => rows<Said>('SELECT * FROM said ORDER BY rowid'),
    rows,
    writeHeartbeat(text) {
      mkdirSync(join(dir, 'workspaces', 'assistant'), { recursive: true });
      writeFileSync(join(dir, 'workspaces', 'assistant', 'HEARTBEAT.md'), text);
    },
    end() {
      real.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  function rows<R>(text: string): R[] {
    return real.statement<[], R>(text).all();
  }
  async function quiet(): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) {
      await engine.settled();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  real.exec('BEGIN IMMEDIATE');
  ensureOwner(real, 'Owner', clock.now());
  real.exec('COMMIT');
  return scene;
}

/** Says into a table, in the transaction it is given. */
function fakeSpeakUp(): SpeakUp {
  const page = {
    channel: 'web',
    chat: { kind: 'direct', id: 'main' },
    sessionKey: 'agent:assistant:main',
  } as const;
  return {
    speak(sql, { to, text, isForModel }) {
      if (to.chat.id === 'gone') throw new Error('there is no such chat');
      const place = to.channel === 'web' ? 'web' : `${to.channel}:${to.chat.kind}:${to.chat.id}`;
      sql
        .statement<[string, string, number]>('INSERT INTO said VALUES (?, ?, ?)')
        .run(text, place, isForModel ? 1 : 0);
      return { sessionId: 's', sessionKey: 'agent:assistant:main', after: () => undefined };
    },
    parse(_sql, text) {
      const [channel = '', ...rest] = text.split(':');
      const chat = parsePeer(rest.join(':'));
      if (!chat) throw new Error(`no address: ${text}`);
      return { channel, chat };
    },
    ownerChat: () => page,
    rewrite: () => undefined,
  };
}

export function makeConfig(parts: ConfigParts): Config {
  const section = <K extends keyof typeof sections>(name: K, value: unknown = {}): Config[K] =>
    sections[name]().parse(value) as Config[K];
  const schedules = Object.entries(parts.schedules ?? {});
  return {
    gateway: section('gateway'),
    models: section('models'),
    bindings: section('bindings', []),
    session: section('session'),
    owner: section('owner', { timeZone: parts.timeZone ?? 'UTC' }),
    logging: section('logging'),
    tools: section('tools'),
    memory: section('memory'),
    mcp: section('mcp'),
    schedules: Object.fromEntries(
      schedules.map(([name, entry]) => [name, scheduleEntry().parse(entry)]),
    ),
    agents: { assistant: agentEntry().parse({ default: true, ...parts.agent }) },
    channels: {
      web: { ...channelBase().parse({}), type: 'web' },
      telegram: { ...channelBase().parse(parts.telegram ?? {}), type: 'telegram' },
    },
  };
}
