import type { Config } from '../../shared/config/schema.ts';
import type { QueueMode } from '../../shared/config/agents.ts';
import type { Envelope } from '../../shared/model/envelope.ts';
import type { Clock } from '../platform/clock.ts';
import type { EventSink } from '../platform/connection.ts';
import { killPoint } from '../platform/kill-points.ts';
import type { Logger } from '../platform/log.ts';
import type { Choice, Router } from '../router/router.ts';
import { inputFromEnvelope, type RouteInput } from '../router/route-input.ts';
import { isStale } from '../sessions/freshness.ts';
import { requestPairing } from '../sessions/pairing-store.ts';
import { findPerson, type KnownPerson } from '../sessions/people-store.ts';
import {
  createSession,
  findSession,
  renewSession,
  type SessionRecord,
} from '../sessions/session-store.ts';
import type { Database, Sql } from '../storage/database.ts';
import { admit, type IgnoreReason } from './admission.ts';
import { beginTurn, queueModeOf, type BegunTurn } from './begin-turn.ts';
import {
  findInbox,
  ignoreInbox,
  insertInbox,
  keepRoute,
  queueInbox,
  type InboxRecord,
} from './inbox-store.ts';
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
  const { db, clock, log, events } = deps;

  function take(sql: Sql, inbound: Inbound): Step {
    const now = clock.now();
    const record = insertInbox(sql, inbound, now);
    if (!record) return { accepted: repeat(sql, inbound) };
    const person = findPersonOf(sql, inbound);
    const refusal = inbound.isOperator
      ? undefined
      : turnAway(sql, record, inbound.envelope, person);
    return refusal ?? letIn(sql, record, inbound, person);
  }

  function turnAway(
    sql: Sql,
    record: InboxRecord,
    envelope: Envelope,
    person: KnownPerson | undefined,
  ): Step | undefined {
    const admission = admit(envelope, deps.config().channels[envelope.channel], person);
    if (admission.verdict === 'let-in') return undefined;
    if (admission.verdict === 'pair') return offerPairing(sql, record, envelope);
    return ignore(sql, record, admission.reason);
  }

  function ignore(sql: Sql, record: InboxRecord, reason: IgnoreReason): Step {
    ignoreInbox(sql, record.id, reason);
    log.info('inbox.ignored', { channel: record.channel, id: record.id, reason });
    return { accepted: { runId: record.run_id, status: 'ignored', reason } };
  }

  function offerPairing(sql: Sql, record: InboxRecord, envelope: Envelope): Step {
    const { sender, chat } = envelope;
    const from = {
      channel: envelope.channel,
      account: envelope.account,
      peer: sender.id,
      name: sender.name ?? sender.username ?? null,
      chat,
    };
    const pairing = requestPairing(sql, from, clock.now());
    if (!pairing) return ignore(sql, record, 'pairing-full');
    ignoreInbox(sql, record.id, 'pairing');
    // A stranger hears the code once; writing again must not make the assistant talk.
    if (!pairing.isNew) return { accepted: { runId: record.run_id, status: 'ignored' } };
    const spoken = deps.speaker.say(
      sql,
      { channel: envelope.channel, chat },
      { key: 'pairing.code', values: { code: pairing.code } },
    );
    return {
      accepted: { runId: record.run_id, status: 'ignored' },
      after: () => {
        spoken();
        events.publish('people.changed', { reason: 'requested' });
      },
    };
  }

  function letIn(
    sql: Sql,
    record: InboxRecord,
    inbound: Inbound,
    person: KnownPerson | undefined,
  ): Step {
    const input: RouteInput = {
      ...inputFromEnvelope(inbound.envelope, person?.isLinked ? person.id : undefined),
      sessionKey: inbound.sessionKey,
    };
    const choice = deps.router().decide(input);
    const agent = choice.agentId === null ? undefined : deps.config().agents[choice.agentId];
    if (choice.agentId === null || choice.sessionKey === null || !agent)
      return ignore(sql, record, 'no-agent');
    const route = keepRoute(sql, record.id, describe(choice, input));
    const session = openSession(sql, choice.sessionKey, choice.agentId, inbound.envelope, person);
    const command = deps.runCommand({
      sql,
      record,
      text: inbound.envelope.text,
      session,
      person,
      isOperator: inbound.isOperator === true,
    });
    if (command) return { accepted: { runId: record.run_id, status: 'ok' }, after: command.after };
    if (findRunningTurn(sql, session.id)) return wait(sql, record, session, agent, person);
    const begun = beginTurn(sql, session, agent, [{ ...record, route }], clock.now());
    return {
      accepted: { runId: record.run_id, status: 'started' },
      after: () => deps.turns.start(begun),
    };
  }

  function wait(
    sql: Sql,
    record: InboxRecord,
    session: SessionRecord,
    agent: Config['agents'][string],
    person: KnownPerson | undefined,
  ): Step {
    queueInbox(sql, record.id, session.id, person?.id ?? null);
    const isInterrupting = queueModeOf(record, session, agent) === 'interrupt';
    return {
      accepted: { runId: record.run_id, status: 'queued' },
      after: () => {
        if (isInterrupting) deps.turns.interrupt(session.id);
      },
    };
  }

  function openSession(
    sql: Sql,
    key: string,
    agentId: string,
    envelope: Envelope,
    person: KnownPerson | undefined,
  ): SessionRecord {
    const { session: rules, owner } = deps.config();
    const now = clock.now();
    const found = findSession(sql, key);
    if (!found) {
      const { channel, chat, sender } = envelope;
      const title =
        chat.title ?? (channel === 'web' ? '' : (sender.name ?? sender.username ?? chat.id));
      return createSession(
        sql,
        { key, agentId, channel, chatKind: chat.kind, personId: person?.id ?? null, title },
        now,
      );
    }
    const isIdle = !findRunningTurn(sql, found.id);
    return isIdle && isStale(found.updated_at, now, rules, owner.timeZone)
      ? renewSession(sql, found, now)
      : found;
  }

  /** With few rules all of them are kept with their outcome; with thousands only what decided. */
  function describe(choice: Choice, input: RouteInput): unknown {
    return deps.config().bindings.length <= 50 ? deps.router().explain(input) : choice;
  }

  return {
    async accept(inbound) {
      killPoint('gateway.inbox.before-commit');
      const steps = await db.commit((sql) => inbound.map((one) => take(sql, one)));
      killPoint('gateway.inbox.after-commit');
      for (const step of steps) step.after?.();
      return steps.map((step) => step.accepted);
    },
  };
}

function findPersonOf(sql: Sql, { envelope }: Inbound): KnownPerson | undefined {
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
  if (known?.state === 'ignored') return { runId, status: 'ignored' };
  return { runId, status: known?.state === 'done' ? 'ok' : 'in_flight' };
}
