import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentEntry } from '../../../shared/config/agents.ts';
import { channelBase } from '../../../shared/config/channels.ts';
import type { Config } from '../../../shared/config/schema.ts';
import { sections } from '../../../shared/config/schema.ts';
import type { DeliveryJob } from '../../../shared/model/delivery.ts';
import { envelope, type Envelope } from '../../../shared/model/envelope.ts';
import type { EventName, PayloadOf } from '../../../shared/protocol/contract.ts';
import { createMessagePath, type MessagePath } from '../message-path.ts';
import type { Note } from '../../memory/memory.ts';
import type { NodeRegistry } from '../../nodes/node-registry.ts';
import { createBlobFiles } from '../../platform/blob-files.ts';
import { createDrivenClock, type DrivenClock } from '../../platform/driven-clock.ts';
import type { EventSink } from '../../platform/connection.ts';
import { silentLog } from '../../platform/log.ts';
import type { ModelRegistry } from '../../providers/model-registry-types.ts';
import type { ModelEvent, ModelRequest } from '../../providers/provider.ts';
import type { Database, Sql } from '../../storage/database.ts';
import { gatewayMigrations } from '../../storage/migrations/index.ts';
import { openDatabase } from '../../storage/open-database.ts';
import { createCalculateTool } from '../../tools/calculate.ts';
import { createClockTool } from '../../tools/clock.ts';
import { createToolCatalogue } from '../../tools/create-tool-catalogue.ts';
import type { ApprovalGate } from '../../tools/approvals/approval-gate.ts';
import type { Approvals } from '../../tools/approvals/approvals.ts';
import { createApprovals } from '../../tools/approvals/create-approvals.ts';
import type { Tool } from '../../tools/tool.ts';
import { createWaitTool } from '../../tools/wait.ts';

/** What the model of a test does: one call for each step. */
export type ModelScript = (request: ModelRequest, signal: AbortSignal) => AsyncIterable<ModelEvent>;

export interface Told {
  readonly event: EventName;
  readonly payload: unknown;
}

/** The message path on a real database, with a model and a messenger that a test plays. */
export interface Harness {
  readonly path: MessagePath;
  readonly approvals: Approvals;
  readonly db: Database;
  readonly config: Config;
  readonly clock: DrivenClock;
  readonly told: readonly Told[];
  readonly jobs: readonly DeliveryJob[];
  readonly requests: readonly ModelRequest[];
  /** Every statement that was prepared. */
  readonly statements: ReadonlySet<string>;
  model: ModelScript;
  isHostThere: boolean;
  /** Sends as the owner on the web; returns what was accepted. */
  send(
    text: string,
    options?: {
      key?: string;
      session?: string;
      queue?: 'steer' | 'followup' | 'collect' | 'interrupt';
    },
  ): ReturnType<MessagePath['intake']['accept']>;
  receive(changes?: Partial<Envelope>): ReturnType<MessagePath['intake']['accept']>;
  /** Resolves with the payload of the next such event that fits. */
  until<E extends EventName>(
    event: E,
    fits?: (payload: PayloadOf<E>) => boolean,
  ): Promise<PayloadOf<E>>;
  /** What a crash does: everything in memory is gone, the database is as it was. */
  crash(): Harness;
  end(): void;
}

export interface HarnessOptions {
  readonly agent?: object;
  readonly channel?: object;
  readonly bindings?: readonly object[];
  readonly tools?: readonly Tool[];
  /** Tools that come and go. */
  readonly changingTools?: () => readonly Tool[];
  /** What is remembered, whoever is asked about. */
  readonly notes?: readonly Note[];
  /** Decides about calls that ask, instead of the rules and the owner. */
  readonly gate?: ApprovalGate;
  /** The section `tools`. */
  readonly toolsConfig?: object;
}

export function createHarness(
  options: HarnessOptions = {},
  dir = mkdtempSync(join(tmpdir(), 'openclaw-path-')),
): Harness {
  const clock = createDrivenClock();
  const statements = new Set<string>();
  const db = listen(
    openDatabase(join(dir, 'gateway.db'), { migrations: gatewayMigrations }),
    statements,
  );
  const told: Told[] = [];
  const jobs: DeliveryJob[] = [];
  const requests: ModelRequest[] = [];
  const ears = createEars(told);
  const config = makeConfig(options);
  const none: readonly Tool[] = [];
  const tools = [...listHarmless(clock), ...(options.tools ?? [])];
  const approvals = createApprovals({
    ...{ db, clock, log: silentLog, config: () => config },
    events: { publish: ears.publish },
    speakUp: () => harness.path.speakUp,
  });
  const harness: Harness = {
    db,
    config,
    approvals,
    clock,
    told,
    jobs,
    requests,
    statements,
    model: say('ok'),
    isHostThere: true,
    path: createMessagePath({
      db,
      clock,
      config: () => config,
      log: silentLog,
      events: { publish: ears.publish },
      models: fakeModels(() => harness.model, requests),
      tools: createToolCatalogue({
        clock,
        log: silentLog,
        supplies: [{ tools: () => tools }, { tools: options.changingTools ?? (() => none) }],
        config: () => config,
      }),
      gate: options.gate ?? approvals,
      answers: approvals.chat,
      recall: { recall: () => Promise.resolve(options.notes ?? []) },
      skillsPrompt: () => undefined,
      blobs: createBlobFiles(join(dir, 'blobs')),
      nodes: () => fakeNodes(jobs, () => harness.isHostThere),
      onSettled: () => undefined,
    }),
    send: (
      text,
      { key = `key-${told.length}-${text}`, session = 'agent:assistant:main', queue } = {},
    ) =>
      harness.path.intake.accept([
        {
          envelope: webMessage(text, key, clock.now()),
          runId: key,
          sessionKey: session,
          ...{ isOperator: true, isAdmin: true },
          queue,
        },
      ]),
    receive: (changes) => harness.path.intake.accept([messageAt(clock.now(), changes)]),
    until: ears.until,
    crash() {
      db.close();
      return createHarness(options, dir);
    },
    end() {
      db.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return harness;
}

function listHarmless(clock: DrivenClock): Tool[] {
  return [
    createClockTool(clock, () => 'UTC'),
    createCalculateTool(),
    createWaitTool(clock, 'wait'),
    createWaitTool(clock, 'wait_once'),
  ];
}

/** Hears every event and lets a test wait for one. */
function createEars(told: Told[]): { publish: EventSink['publish']; until: Harness['until'] } {
  const waiting = new Set<(one: Told) => void>();
  return {
    publish(event, payload) {
      told.push({ event, payload });
      for (const check of waiting) check({ event, payload });
    },
    until: (event, fits = () => true) =>
      new Promise((resolve) => {
        const check = (one: Told): void => {
          const payload = one.payload as PayloadOf<typeof event>;
          if (one.event !== event || !fits(payload)) return;
          waiting.delete(check);
          resolve(payload);
        };
        for (const one of told) check(one);
        waiting.add(check);
      }),
  };
}

/** Notes what is asked of a database. */
function listen(db: Database, statements: Set<string>): Database {
  const hear = <T extends Sql>(sql: T): T => ({
    ...sql,
    statement(text: string) {
      statements.add(text);
      return sql.statement(text);
    },
  });
  return { ...hear(db), commit: (job) => db.commit((sql) => job(hear(sql))) };
}

function makeConfig(options: HarnessOptions): Config {
  const { agent = {}, channel = {}, bindings = [], toolsConfig = {} } = options;
  const section = <K extends keyof typeof sections>(name: K): Config[K] =>
    sections[name]().parse(name === 'bindings' ? bindings : {}) as Config[K];
  return {
    gateway: section('gateway'),
    models: section('models'),
    bindings: section('bindings'),
    session: section('session'),
    owner: section('owner'),
    logging: section('logging'),
    tools: sections.tools().parse(toolsConfig),
    memory: section('memory'),
    mcp: section('mcp'),
    schedules: {},
    agents: {
      assistant: agentEntry().parse({
        default: true,
        model: 'test/model',
        tools: ['@all'],
        ...agent,
      }),
    },
    channels: {
      web: { ...channelBase().parse({}), type: 'web' },
      telegram: { ...channelBase().parse(channel), type: 'telegram' },
    },
  };
}

function fakeModels(script: () => ModelScript, requests: ModelRequest[]): ModelRegistry {
  return {
    resolve: (name) => ({
      id: name ?? 'test/model',
      providerId: 'test',
      model: name?.split('/')[1] ?? 'model',
      price: { input: 1, output: 2 },
      contextTokens: undefined,
      provider: {
        stream(request, signal) {
          requests.push(request);
          return script()(request, signal);
        },
        listModels: () => Promise.resolve([]),
        close: () => undefined,
      },
    }),
    list: () => Promise.resolve([]),
    detectOllama: () => Promise.resolve(false),
    health: () => [],
    overview: () => [],
    clear: () => 0,
    close: () => undefined,
  };
}

function fakeNodes(jobs: DeliveryJob[], isThere: () => boolean): NodeRegistry {
  return {
    handoverFor: () => (isThere() ? { nodeId: 'local', runId: 'run-1', room: 10 } : undefined),
    deliver: (more: readonly DeliveryJob[]) => void jobs.push(...more),
    showTyping: () => undefined,
    channelStates: () => [{ channel: 'telegram', nodeId: 'local', state: 'running', since: 0 }],
    configChanged: () => undefined,
    hostFailed: () => undefined,
  } as unknown as NodeRegistry;
}

function webMessage(text: string, key: string, sentAt: number): Envelope {
  return telegramMessage({
    sentAt,
    channel: 'web',
    account: 'web',
    dedupeKey: key,
    text,
    chat: { kind: 'direct', id: 'main' },
    sender: { id: 'owner' },
  });
}

function messageAt(sentAt: number, changes?: Partial<Envelope>): { readonly envelope: Envelope } {
  return { envelope: telegramMessage({ sentAt, ...changes }) };
}

/** A direct message of user 42 to the bot. */
export function telegramMessage(changes: Partial<Envelope> = {}): Envelope {
  return envelope().parse({
    channel: 'telegram',
    dedupeKey: '42:1:0',
    account: 'bot',
    kind: 'new',
    chat: { kind: 'direct', id: '42' },
    sender: { id: '42', name: 'Ada' },
    text: 'hello',
    isAddressed: true,
    sentAt: 0,
    ...changes,
  });
}

/** A model that says one text and is done. */
export function say(text: string): ModelScript {
  return () =>
    stream([
      { type: 'text', text },
      { type: 'usage', inputTokens: 10, outputTokens: 5 },
      { type: 'finish', reason: 'stop' },
    ]);
}

async function* stream(events: readonly ModelEvent[]): AsyncIterable<ModelEvent> {
  for (const event of events) yield await Promise.resolve(event);
}

/** A model that wants a tool first and then says what it got. */
export function callThenSay(name: string, args: Record<string, unknown> = {}): ModelScript {
  return (request) => {
    const result = request.messages.findLast((message) => message.role === 'tool');
    if (result) return say(`got ${result.text}`)(request, new AbortController().signal);
    return stream([
      { type: 'tool-call', call: { id: 'call-1', name, arguments: args } },
      { type: 'finish', reason: 'tool-calls' },
    ]);
  };
}

/** A model that begins to speak and then waits until it is let go or ended. */
export function sayAndHold(text: string): {
  readonly model: ModelScript;
  readonly letGo: () => void;
} {
  const gate = Promise.withResolvers<undefined>();
  return {
    letGo: () => gate.resolve(undefined),
    async *model(_request, signal) {
      yield { type: 'text', text };
      signal.addEventListener('abort', () => gate.reject(signal.reason as Error), { once: true });
      await gate.promise;
      yield { type: 'finish', reason: 'stop' };
    },
  };
}
