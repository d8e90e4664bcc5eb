import type { CommandRun } from '../command.ts';
import { formatTable } from '../table.ts';

const reasons = {
  'missing-auth': 'no key',
  'auth-failed': 'the key is refused',
  cooldown: 'paused after failures',
} as const;

/** `openclaw models` */
export const runModels: CommandRun = async (call) => {
  const link = await call.connect();
  const { models } = await link.request('models.list', { refresh: call.flag('refresh') });
  const rows = models.map((model) => [
    model.id,
    (model.available ?? true) ? 'yes' : 'no',
    model.contextWindow === undefined ? '' : String(model.contextWindow),
    model.unavailableReason ? reasons[model.unavailableReason] : '',
  ]);
  const header = ['MODEL', 'THERE', 'CONTEXT', 'REASON'];
  call.print({ models }, formatTable(header, rows, call.io.columns));
  return 0;
};
