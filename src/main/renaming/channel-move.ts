import { retireName, shareHostName, type HostNames } from '../nodes/host-names.ts';
import type { Move } from './move.ts';
import { moveChannel, moveUnsent } from './move-channel.ts';

/** Moves all that hangs on a channel. Its host is not told: it knows the channel by a name of its own. */
export function createChannelMove(names?: Pick<HostNames, 'reload'>): Move {
  return {
    kind: 'channel',
    section: 'channels',
    move(sql, from, to, now) {
      shareHostName(sql, from, to, now);
      return moveChannel(sql, from, to);
    },
    moveBack(sql, from, to, now) {
      moveChannel(sql, to, from);
      retireName(sql, to, now);
    },
    settle(sql, from, to, now) {
      moveUnsent(sql, from, to);
      retireName(sql, from, now);
    },
    moveFiles: () => Promise.resolve(),
    reload: () => names?.reload(),
  };
}
