import type { ChannelStatus } from '../../../shared/protocol/channels.ts';
import type { CommandRun } from '../command.ts';
import { formatTable } from '../table.ts';
import { timeInWords } from '../words.ts';

/** `openclaw channels` */
export const runChannels: CommandRun = async (call) => {
  const link = await call.connect();
  const { channels } = await link.request('channels.status', {});
  const header = ['CHANNEL', 'TYPE', 'NODE', 'STATE', 'SINCE', 'ACCOUNT', 'WAITING', 'PROBLEM'];
  const table = formatTable(header, channels.map(toRow), call.io.columns);
  call.print({ channels }, channels.length === 0 ? 'No channel is configured.\n' : table);
  return 0;
};

function toRow(channel: ChannelStatus): readonly string[] {
  const { waiting, held, dead } = channel.outbox;
  return [
    channel.id,
    channel.type,
    channel.node,
    channel.state,
    timeInWords(channel.since),
    channel.account ?? '',
    String(waiting + held + dead),
    channel.error ? `${channel.error.message} ${channel.error.hint}` : '',
  ];
}
