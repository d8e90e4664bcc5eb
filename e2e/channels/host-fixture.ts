import type { Channel, ChannelFactory } from '../../src/main/channels/channel.ts';
import { runHostProgram } from '../../src/main/nodes/host/host-program.ts';

/**
 * The channel host with a messenger whose token says how it fails:
 * `fine`, `throws` (an error nobody catches), `rejects` (a promise nobody catches), `dies` (the
 * whole process), `hangs` (the event loop stands still), `slow` (a send takes a second).
 */
const createFailing: ChannelFactory = ({ id, settings }, host): Channel => {
  const how = settings['token'];
  return {
    start() {
      host.report('running', { account: `${id} ${process.pid}` });
      if (how === 'throws')
        host.clock.after(10, () => {
          throw new Error('nobody catches me');
        });
      if (how === 'rejects') void Promise.reject(new Error('nobody catches me'));
      if (how === 'dies') host.clock.after(10, () => process.exit(3));
      if (how === 'hangs') host.clock.after(10, standStill);
    },
    async deliver({ id: partId, attempt }) {
      if (how === 'slow') await new Promise<void>((resolve) => host.clock.after(1_000, resolve));
      return { result: 'sent', id: partId, attempt, externalId: '1' };
    },
    showTyping: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
};

function standStill(): never {
  for (;;);
}

const descriptor = {
  type: 'telegram',
  textLimit: 4_000,
  canEdit: true,
  editIntervalMs: 0,
  dedupesSends: false,
};

runHostProgram({ telegram: { descriptor, load: () => Promise.resolve(createFailing) } });
