import { findRunningTurn } from '../../delivery/turn-store.ts';
import type { Command } from './command.ts';

/** Ends the answer that is being written. It never waits in the queue. */
export const stop: Command = ({ sql, session }) =>
  findRunningTurn(sql, session.id)
    ? { reply: { key: 'command.stopped' }, stopsTurn: true }
    : { reply: { key: 'command.nothing-runs' } };
