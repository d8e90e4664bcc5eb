import type { ChannelActions } from '../gateway/methods/channel-methods.ts';
import type { HandlerDeps } from './handler-deps.ts';

/** Gives channels other names. It is loaded when somebody does. */
export function createChannelRename(deps: HandlerDeps): ChannelActions['rename'] {
  const { path, hostNames: names, activity } = deps;
  return async ({ id, to, baseHash }, { clientKey: author }) => {
    const { renameChannel } = await import('../renaming/rename-channel.ts');
    const parts = {
      ...deps,
      names,
      holdIntake() {
        const release = path.holdIntake();
        return (change: Parameters<typeof release>[0]) => {
          release(change);
          // Where it keeps its name: whatever fell due meanwhile was looked for, and not there.
          path.dispatcher.wakeChannel(id);
        };
      },
      onRenamed(from: string, fresh: string) {
        activity.rename(from, fresh);
        path.dispatcher.wakeChannel(fresh);
      },
    };
    return renameChannel(parts, { id, to, baseHash, author });
  };
}
