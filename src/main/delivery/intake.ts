import type { Config } from '../../shared/config/schema.ts';
import type { AgentConfig, QueueMode } from '../../shared/config/agents.ts';
import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Envelope } from '../../shared/model/envelope.ts';
import type { Clock } from '../platform/clock.ts';
import type { EventSink } from '../platform/connection.ts';
import { killPoint } from '../platform/kill-points.ts';
import type { Logger } from '../platform/log.ts';
import type { Choice, Router } from '../router/router.ts';
import { inputFromEnvelope, type RouteInput } from '../router/route-input.ts';
import { isStale } from '../sessions/freshness.ts';
import { requestPairing } from '../sessions/pairing-store.ts';
import {
  findOwner,
  findPerson,
  findPersonById,
  type KnownPerson,
} from '../sessions/people-store.ts';
import { placeOfKey } from '../sessions/place-of-key.ts';
import {
  createSession,
  findSession,
  renewSession,
  type SessionRecord,
} from '../sessions/session-store.ts';
import type { Database, Sql } from '../storage/database.ts';
import { admit, ignoreReasons, type IgnoreReason } from './admission.ts';
import { beginTurn, queueModeOf, type BegunTurn } from './begin-turn.ts';
import {
  findInbox,
  ignoreInbox,
  insertInbox,
  keepRoute,
  listQueued,
  queueInbox,
  type Errand,
  type InboxRecord,
} from './inbox-store.ts';
import { leaveUnanswered } from './leave-unanswered.ts';
import type { Speaker } from './speaker.ts';
import { findRunningTurn } from './turn-store.ts';

/** A message on its way in, with what only some carriers know. */
export interface Inbound {
  readonly envelope: Envelope;
  /** What the client calls the run. */
  readonly runId?: string | undefined;
  readonly queue?: QueueMode | undefined;
  /** The conversation an authorised client named. */
  readonly sessionKey?: string | undefined;
  /** Came over an authorised connection: the owner, nobody to be let in. */
  readonly isOperator?: boolean;
  /** That connection may also set standing rules. */
  readonly isAdmin?: boolean;
  /** The program itself asks on behalf of somebody; whoever made the errand decided that it may. */
  readonly errand?: Errand | undefined;
}

export interface Accepted {
  readonly runId: string;
  readonly status: 'started' | 'queued' | 'in_flight' | 'ok' | 'ignored';
  readonly reason?: IgnoreReason;
}

/** What a slash command did. It ran inside the transaction; `after` runs when that is on disk. */
export interface CommandOutcome {
  readonly after: () => void;
}

export interface CommandContext {
  readonly sql: Sql;
  readonly record: InboxRecord;
  readonly text: string;
  readonly session: SessionRecord;
  readonly person: KnownPerson | undefined;
  readonly isOperator: boolean;
  readonly isAdmin: boolean;
}

export interface IntakeDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: EventSink;
  readonly config: () => Config;
  readonly router: () => Router;
  readonly speaker: Speaker;
  /** Undefined when the text is no command, or none this person may give. */
  readonly runCommand: (context: CommandContext) => CommandOutcome | undefined;
  readonly turns: {
    start(begun: BegunTurn): void;
    /** Ends the running turn, because a newer message is to be answered instead. */
    interrupt(sessionId: string): void;
  };
}

/** Where every message enters, whatever brought it. */
export interface Intake {
  /** Resolves when all of them are on disk; only then may anybody be told that they arrived. */
  accept(inbound: readonly Inbound[]): Promise<Accepted[]>;
}

interface Step {
  readonly accepted: Accepted;
  readonly after?: () => void;
}

/**
 * Steps one to three of a message's path in one transaction: inbox, route, turn. So there is no
 * moment at which a crash could leave a message half accepted.
 */
export function createIntake(deps: IntakeDeps): Intake {
  return {
    accept: (inbound) => Promise.all(inbound.map((one) => accept(deps, one))),
  };
}

/** What was committed is begun at once, whatever happens to its neighbours. */
async function accept(deps: IntakeDeps, inbound: Inbound): Promise<Accepted> {
  killPoint('gateway.inbox.before-commit');
  const step = await takeSafely(deps, inbound);
  killPoint('gateway.inbox.after-commit');
  step.after?.();
  return step.accepted;
}

/**
 * A message on which our own code fails must not be sent again for ever, and must not take its
 * neighbours along: it is kept with its reason. Without a working disk nothing is accepted at all.
 */
async function takeSafely(deps: IntakeDeps, inbound: Inbound): Promise<Step> {
  try {
    return await deps.db.commit((sql) => take(deps, sql, inbound));
  } catch (error) {
    if (inbound.isOperator || error instanceof AppError) throw error;
    const { channel, dedupeKey } = inbound.envelope;
    deps.log.error('inbox.failed', { channel, dedupeKey, error });
    return deps.db.commit((sql) => {
      const record = insertInbox(sql, inbound, deps.clock.now());
      return record ? ignore(deps, sql, record, 'failed') : { accepted: repeat(sql, inbound) };
    });
  }
}

function take(deps: IntakeDeps, sql: Sql, inbound: Inbound): Step {
  const record = insertInbox(sql, inbound, deps.clock.now());
  if (!record) return { accepted: repeat(sql, inbound) };
  const person = findPersonOf(sql, inbound);
  const refusal =
    inbound.isOperator || inbound.errand
      ? undefined
      : turnAway(deps, sql, record, inbound.envelope, person);
  return refusal ?? letIn(deps, sql, record, inbound, person);
}

function turnAway(
  deps: IntakeDeps,
  sql: Sql,
  record: InboxRecord,
  envelope: Envelope,
  person: KnownPerson | undefined,
): Step | undefined {
  const admission = admit(envelope, deps.config().channels[envelope.channel], person);
  if (admission.verdict === 'let-in') return undefined;
  if (admission.verdict === 'pair') return offerPairing(deps, sql, record, envelope);
  return ignore(deps, sql, record, admission.reason);
}

function ignore({ log }: IntakeDeps, sql: Sql, record: InboxRecord, reason: IgnoreReason): Step {
  ignoreInbox(sql, record.id, reason);
  log.info('inbox.ignored', { channel: record.channel, id: record.id, reason });
  return { accepted: { runId: record.run_id, status: 'ignored', reason } };
}

function offerPairing(deps: IntakeDeps, sql: Sql, record: InboxRecord, envelope: Envelope): Step {
  const { channel, account, chat, sender } = envelope;
  const name = sender.name ?? sender.username ?? null;
  const from = { channel, account, peer: sender.id, name, chat };
  const pairing = requestPairing(sql, from, deps.clock.now());
  if (!pairing) return ignore(deps, sql, record, 'pairing-full');
  ignoreInbox(sql, record.id, 'pairing');
  const accepted: Accepted = { runId: record.run_id, status: 'ignored' };
  // A stranger hears the code once; writing again must not make the assistant talk.
  if (!pairing.isNew) return { accepted };
  const phrase = { key: 'pairing.code', values: { code: pairing.code } } as const;
  const spoken = deps.speaker.say(sql, { channel, chat }, phrase);
  const after = (): void => {
    spoken();
    deps.events.publish('people.changed', { reason: 'requested' });
  };
  return { accepted, after };
}

function letIn(
  deps: IntakeDeps,
  sql: Sql,
  record: InboxRecord,
  inbound: Inbound,
  person: KnownPerson | undefined,
): Step {
  const { envelope, isOperator = false, isAdmin = false } = inbound;
  const linkedPersonId = person?.isLinked ? person.id : undefined;
  const input = { ...inputFromEnvelope(envelope, linkedPersonId), sessionKey: inbound.sessionKey };
  const choice = deps.router().decide(input);
  const agent = choice.agentId === null ? undefined : deps.config().agents[choice.agentId];
  if (choice.agentId === null || choice.sessionKey === null || !agent)
    return ignore(deps, sql, record, 'no-agent');
  const route = keepRoute(sql, record.id, describe(deps, choice, input), person?.id ?? null);
  const newSession = { key: choice.sessionKey, agentId: choice.agentId, envelope, person };
  const session = openSession(deps, sql, newSession);
  const accepted = { runId: record.run_id };
  // An errand may be in a model's words, and those must never be a command.
  const command = inbound.errand
    ? undefined
    : deps.runCommand({ sql, record, text: envelope.text, session, person, isOperator, isAdmin });
  if (command) return { accepted: { ...accepted, status: 'ok' }, after: command.after };
  if (session.taken_over_at !== null) return putAside(deps, sql, session, { ...record, route });
  if (findRunningTurn(sql, session.id)) return wait(deps, sql, record, session, agent);
  const begun = beginTurn(sql, session, agent, [{ ...record, route }], deps.clock.now());
  return { accepted: { ...accepted, status: 'started' }, after: () => deps.turns.start(begun) };
}

/** A person answers here: no model is asked, and none of their commands was missed. */
function putAside(deps: IntakeDeps, sql: Sql, session: SessionRecord, record: InboxRecord): Step {
  const after = leaveUnanswered(deps, sql, session, record);
  if (!after) return ignore(deps, sql, record, 'taken-over');
  return { accepted: { runId: record.run_id, status: 'ok' }, after };
}

/** A client is told and keeps its message; on a messenger nobody can be, so it stays in the inbox. */
function refuseFull(deps: IntakeDeps, sql: Sql, record: InboxRecord): Step {
  if (record.channel === 'web')
    throw new AppError('QUEUE_FULL', { limit: limits.turn.queuedMessages });
  return ignore(deps, sql, record, 'queue-full');
}

function wait(
  deps: IntakeDeps,
  sql: Sql,
  record: InboxRecord,
  session: SessionRecord,
  agent: AgentConfig,
): Step {
  if (listQueued(sql, session.id).length >= limits.turn.queuedMessages)
    return refuseFull(deps, sql, record);
  queueInbox(sql, record.id, session.id);
  const isInterrupting = queueModeOf(record, session, agent) === 'interrupt';
  const after = (): void => {
    if (isInterrupting) deps.turns.interrupt(session.id);
  };
  return { accepted: { runId: record.run_id, status: 'queued' }, after };
}

interface WantedSession {
  readonly key: string;
  readonly agentId: string;
  readonly envelope: Envelope;
  readonly person: KnownPerson | undefined;
}

function openSession(
  { config, clock }: IntakeDeps,
  sql: Sql,
  wanted: WantedSession,
): SessionRecord {
  const { session: rules, owner } = config();
  const { channel, chat, sender } = wanted.envelope;
  const now = clock.now();
  const found = findSession(sql, wanted.key);
  if (found) {
    const isIdle = !findRunningTurn(sql, found.id);
    const isOver = isIdle && isStale(found.updated_at, now, rules, owner.timeZone);
    return isOver ? renewSession(sql, found, now) : found;
  }
  // A conversation on the web is named by how it begins.
  const title =
    chat.title ?? (channel === 'web' ? '' : (sender.name ?? sender.username ?? chat.id));
  const { key, agentId, person } = wanted;
  const writer = { channel, chatKind: chat.kind, personId: person?.id ?? null };
  const place = placeOfKey(sql, config().channels, key) ?? writer;
  return createSession(sql, { key, agentId, title, ...place }, now);
}

/** With few rules all of them are kept with their outcome; with thousands only what decided. */
function describe({ config, router }: IntakeDeps, choice: Choice, input: RouteInput): unknown {
  return config().bindings.length <= 50 ? router().explain(input) : choice;
}

function findPersonOf(sql: Sql, inbound: Inbound): KnownPerson | undefined {
  const { envelope, isOperator, errand } = inbound;
  if (errand) return errand.personId === null ? undefined : findPersonById(sql, errand.personId);
  if (isOperator) return findOwner(sql);
  return findPerson(sql, {
    channel: envelope.channel,
    account: envelope.account,
    peer: envelope.sender.id,
  });
}

/** What became of a message that is known already. */
function repeat(sql: Sql, { envelope }: Inbound): Accepted {
  const known = findInbox(sql, envelope.channel, envelope.dedupeKey);
  const runId = known?.run_id ?? envelope.dedupeKey;
  if (known?.state === 'ignored') {
    const reason = ignoreReasons.find((one) => one === known.reason);
    return { runId, status: 'ignored', ...(reason === undefined ? {} : { reason }) };
  }
  return { runId, status: known?.state === 'done' ? 'ok' : 'in_flight' };
}
