import type { CommandCall, CommandRun } from '../command.ts';
import { usageError } from '../failure.ts';
import { formatTable } from '../table.ts';
import { timeInWords } from '../words.ts';

const usualCount = 20;

/** `openclaw sessions list` */
export const listSessions: CommandRun = async (call) => {
  const limit = readCount(call, 500);
  const link = await call.connect();
  const archived = call.flag('archived') ? { archived: 'all' as const } : {};
  const { sessions, total } = await link.request('sessions.list', { limit, ...archived });
  const rows = sessions.map((session) => [
    session.key,
    timeInWords(session.updatedAt),
    String(session.messageCount),
    `${session.isRunning ? '(answers) ' : ''}${session.title}`,
  ]);
  const table = formatTable(['KEY', 'LAST USED', 'MESSAGES', 'TITLE'], rows, call.io.columns);
  const more = total > sessions.length ? `${total - sessions.length} more: --limit ${total}\n` : '';
  call.print({ sessions, total }, rows.length === 0 ? 'No conversation yet.\n' : table + more);
  return 0;
};

/** `openclaw sessions export KEY` */
export const exportSession: CommandRun = async (call) => {
  const format = call.text('format') ?? 'markdown';
  if (format !== 'markdown' && format !== 'json') {
    throw usageError(
      `There is no format "${format}".`,
      'sessions export KEY --format markdown|json',
    );
  }
  const link = await call.connect();
  const file = await link.request('sessions.export', { key: call.positionals[0] ?? '', format });
  call.print(file, file.text.endsWith('\n') ? file.text : `${file.text}\n`);
  return 0;
};

/** `openclaw sessions search WORDS` */
export const searchSessions: CommandRun = async (call) => {
  const limit = readCount(call, 200);
  const link = await call.connect();
  const query = call.positionals.join(' ');
  let found = await link.request('sessions.search', { query, limit });
  // A page is given out after some time, also when it holds nothing yet.
  while (found.hits.length < limit && found.cursor !== undefined) {
    const { hits, cursor } = found;
    const rest = { query, cursor, limit: limit - hits.length };
    const next = await link.request('sessions.search', rest);
    found = { ...next, hits: [...hits, ...next.hits] };
  }
  const rows = found.hits.map((hit) => [
    timeInWords(hit.timestamp),
    hit.sessionKey,
    hit.role,
    hit.snippet.replaceAll('\u0002', '[').replaceAll('\u0003', ']'),
  ]);
  const table = formatTable(['TIME', 'CONVERSATION', 'WHO', 'TEXT'], rows, call.io.columns);
  call.print(found, rows.length === 0 ? 'Nothing found.\n' : table);
  return 0;
};

function readCount(call: CommandCall, most: number): number {
  const text = call.text('limit');
  const count = text === undefined ? usualCount : Number(text);
  if (Number.isInteger(count) && count >= 1) return Math.min(count, most);
  throw usageError(`--limit needs a number from 1 to ${most}.`, 'sessions list --limit 50');
}
