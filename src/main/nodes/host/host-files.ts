import { limits } from '../../../shared/config/limits.ts';
import type { ChannelHost } from '../../channels/channel.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import { within } from '../../platform/within.ts';
import { createFileSender, type FileSender } from './file-sender.ts';
import { createFileShelf } from './file-shelf.ts';
import type { GatewayPort } from './gateway-port.ts';
import type { EnvelopeShelf } from './spool.ts';

export interface HostFilesDeps {
  /** The directory of the node. */
  readonly dir: string;
  /** The messages that wait for the gateway; their files are needed. */
  readonly shelf: Pick<EnvelopeShelf, 'listFiles'>;
  readonly gateway: GatewayPort;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What a host does for files: for its channels, and for the messages on their way. */
export interface HostFiles extends FileSender {
  readonly ofChannels: ChannelHost['files'];
}

/** Makes them. Nothing is read or written before the first file. */
export function createHostFiles(deps: HostFilesDeps): HostFiles {
  const { gateway, clock, log } = deps;
  const shelf = createFileShelf(deps.dir, () => deps.shelf.listFiles());
  const sender = createFileSender({ gateway, shelf, log });
  return {
    ...sender,
    ofChannels: {
      async areWanted(envelope) {
        try {
          return (await gateway.call('node.wanted', { envelope })).isWanted;
        } catch {
          // Nobody can say; the bounds of the shelf hold in any case.
          return true;
        }
      },
      async keep(data) {
        const hash = await shelf.keep(data);
        // Ahead of the queue where possible, so that no other message waits there for this file.
        await within(clock, limits.node.fileMs, () => sender.bring([hash])).catch(() => undefined);
        return hash;
      },
    },
  };
}
