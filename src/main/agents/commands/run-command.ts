import { sayIn } from '../../delivery/phrases.ts';
import { readHead, storeMessage } from '../../delivery/begin-turn.ts';
import { readEnvelope, settleInbox } from '../../delivery/inbox-store.ts';
import type { CommandContext, CommandOutcome } from '../../delivery/intake.ts';
import type { Speaker } from '../../delivery/speaker.ts';
import type { Clock } from '../../platform/clock.ts';
import type { EventSink } from '../../platform/connection.ts';
import { appendMessage } from '../../sessions/message-store.ts';
import { toChatMessage } from '../../sessions/present.ts';
import type { SessionRecord } from '../../sessions/session-store.ts';
import type { Database } from '../../storage/database.ts';
import { announceSession } from '../announce.ts';
import { answerBare } from './bare-answer.ts';
import type { CommandDeps, CommandInput, CommandResult } from './command.ts';
import { commands } from './index.ts';

export interface CommandRunnerDeps extends CommandDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly speaker: Speaker;
  readonly abort: (sessionId: string) => void;
}

// A bot's name may follow the command in a group: /status@my_bot
const commandText = /^\/([a-z]+)(?:@\S+)?(?:\s+([\s\S]*))?$/i;

/** Makes the function that the intake asks whether a message is a command. */
export function createCommandRunner(
  deps: CommandRunnerDeps,
): (context: CommandContext) => CommandOutcome | undefined {
  return (context) => {
    if (!mayCommand(context)) return undefined;
    const input = toInput(deps, context);
    const result = runNamed(deps, context, input) ?? answerBare(context.text, input, deps);
    return result && store(deps, context, result);
  };
}

function toInput({ clock }: CommandRunnerDeps, context: CommandContext): CommandInput {
  const { sql, session, person, isOperator, isAdmin } = context;
  const { channel, chat, thread, sentAt } = readEnvelope(context.record);
  return {
    sql,
    sentAt,
    session,
    argument: '',
    person,
    isOwner: isOperator || person?.role === 'owner',
    mayMakeRules: isOperator ? isAdmin : person?.role === 'owner',
    place: { sessionId: session.id, channel, chat, threadId: thread?.id },
    now: clock.now(),
  };
}

function runNamed(
  deps: CommandRunnerDeps,
  { text }: CommandContext,
  input: CommandInput,
): CommandResult | undefined {
  const [, name = '', argument = ''] = commandText.exec(text.trim()) ?? [];
  const command = Object.hasOwn(commands, name.toLowerCase())
    ? commands[name.toLowerCase()]
    : undefined;
  return command?.({ ...input, argument: argument.trim() }, deps);
}

/** A stranger in an open chat can't steer the assistant. */
function mayCommand({ isOperator, person }: CommandContext): boolean {
  return isOperator || (person !== undefined && person.role !== 'guest');
}

/** Question and reply stand in the conversation, but no model ever sees them. */
function store(
  deps: CommandRunnerDeps,
  context: CommandContext,
  result: CommandResult,
): CommandOutcome {
  const { sql, record } = context;
  const session = result.session ?? context.session;
  const now = deps.clock.now();
  const text = sayIn('en', result.reply);
  settleInbox(sql, record.id, session.id);
  const question = storeMessage(sql, session.id, null, record, now, 'command');
  const reply = appendMessage(
    sql,
    {
      sessionId: session.id,
      parentId: readHead(sql, session.id),
      turnId: null,
      runId: record.run_id,
      role: 'assistant',
      content: [{ type: 'text', text }],
      stopReason: 'command',
    },
    now,
  );
  const wake = deps.speaker.utter(sql, {
    turnId: null,
    sessionId: session.id,
    replyTo: replyTo(context),
    text,
  });
  return {
    after() {
      if (result.stopsTurn) deps.abort(context.session.id);
      wake();
      result.after?.();
      for (const message of [question, reply])
        deps.events.publish('chat.message', {
          sessionKey: session.key,
          message: toChatMessage(message),
        });
      publishEnd(deps, session, record.run_id, toChatMessage(reply));
      announceSession(deps, session.id, false, result.session ? 'reset' : 'updated');
    },
  };
}

function replyTo({ record }: CommandContext): Parameters<Speaker['say']>[1] {
  const { channel, chat, thread, replyRef } = readEnvelope(record);
  return { channel, chat, threadId: thread?.id, replyRef };
}

function publishEnd(
  deps: CommandRunnerDeps,
  session: SessionRecord,
  runId: string,
  message: ReturnType<typeof toChatMessage>,
): void {
  deps.events.publish('chat', {
    runId,
    sessionKey: session.key,
    agentId: session.agent_id,
    seq: 0,
    state: 'final',
    message,
    stopReason: 'command',
  });
}
