import { lazy } from '../../shared/lazy.ts';

/**
 * Moments at which a crash test ends the process, in the order of a message's way. `before` and
 * `after` say on which side of the step the process dies.
 */
export const killPoints = [
  // The channel host, inbound.
  'host.inbound.before-send',
  'host.inbound.after-send',
  'host.inbound.after-ack',
  'host.spool.before-commit',
  'host.spool.after-commit',
  'host.offset.before-move',
  'host.offset.after-move',
  // The channel host, outbound.
  'host.deliver.taken-over',
  'host.request.before-send',
  'host.request.after-send',
  'host.request.after-answer',
  'host.outcome.before-report',
  'host.outcome.after-report',
  // The gateway's side of the line.
  'gateway.inbound.before-accept',
  'gateway.inbound.before-ack',
  'gateway.deliver.before-send',
  'gateway.deliver.after-send',
  'gateway.outcome.before-settle',
  'gateway.outcome.before-ack',
  // The turn.
  'gateway.inbox.before-commit',
  'gateway.inbox.after-commit',
  'gateway.turn.before-model',
  'gateway.turn.mid-stream',
  'gateway.turn.before-step',
  'gateway.turn.after-step',
  'gateway.tool.before-run',
  'gateway.tool.after-run',
  'gateway.turn.before-finish',
  'gateway.turn.after-finish',
  // The outbox.
  'gateway.draft.after-insert',
  'gateway.outbox.before-sending',
  'gateway.outbox.after-sending',
  'gateway.outbox.after-settle',
  // Pictures from a messenger, on the host and then on the gateway.
  'picture.after-keep',
  'picture.before-bring',
  'picture.after-bring',
  'picture.before-store',
  'picture.after-store',
  // Schedules.
  'schedule.before-commit',
  'schedule.after-commit',
  'schedule.after-begin',
  'schedule.after-accept',
  'schedule.before-settle',
  'schedule.after-settle',
  // An agent or a channel gets another name.
  'rename.after-move',
  'rename.after-write',
] as const;

export type KillPoint = (typeof killPoints)[number];

/** The variable that arms one point: its name, or `name:n` for the n-th time it is passed. */
export const killPointVariable = 'OPENCLAW_KILL_POINT';

interface Armed {
  readonly name: string;
  passesLeft: number;
}

const armed = lazy((): Armed | undefined => {
  const [name, count] = (process.env[killPointVariable] ?? '').split(':');
  return name ? { name, passesLeft: Number(count ?? 1) } : undefined;
});

/**
 * Ends this very process with SIGKILL when the point is armed; otherwise does nothing. Crash tests
 * arm one point for each process they start; nobody else sets the variable.
 */
export function killPoint(name: KillPoint): void {
  const target = armed();
  if (target === undefined || target.name !== name) return;
  target.passesLeft -= 1;
  if (target.passesLeft === 0) process.kill(process.pid, 'SIGKILL');
}
