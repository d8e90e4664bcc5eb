import type { CommandRun } from '../command.ts';
import { formatTable } from '../table.ts';

/** `openclaw agents list` */
export const listAgents: CommandRun = async (call) => {
  const link = await call.connect();
  const answer = await link.request('agents.list', {});
  const rows = answer.agents.map(({ id, name, model }) => [
    id,
    name ?? '',
    id === answer.defaultId ? 'yes' : '',
    model?.primary ?? 'the first there is',
    (model?.fallbacks ?? []).join(', '),
  ]);
  const header = ['AGENT', 'NAME', 'DEFAULT', 'MODEL', 'FALLBACKS'];
  call.print(answer, formatTable(header, rows, call.io.columns));
  return 0;
};
