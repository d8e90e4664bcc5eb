import { renewSession } from '../../sessions/session-store.ts';
import type { Command } from './command.ts';

/** A fresh conversation under the same key; the old one is archived. */
export const fresh: Command = ({ sql, session, now }) => ({
  session: renewSession(sql, session, now),
  reply: { key: 'command.new' },
  stopsTurn: true,
});
