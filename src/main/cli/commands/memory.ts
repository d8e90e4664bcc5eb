import type { NoteRow } from '../../../shared/protocol/memory.ts';
import type { CommandCall, CommandRun } from '../command.ts';
import { formatTable } from '../table.ts';
import { timeInWords } from '../words.ts';

/** `openclaw memory list` */
export const listMemory: CommandRun = async (call) => {
  const link = await call.connect();
  const { notes, total } = await link.request('memory.list', filterOf(call));
  const header = ['ID', 'AGENT', 'ABOUT', 'WRITTEN', 'NOTE'];
  const table = formatTable(header, notes.map(toCells), call.io.columns);
  const more = total > notes.length ? `\n${total - notes.length} more: --limit N\n` : '';
  call.print({ notes, total }, notes.length === 0 ? 'Nothing is noted.\n' : table + more);
  return 0;
};

/** `openclaw memory add TEXT` */
export const addMemory: CommandRun = async (call) => {
  const { agentId, about } = filterOf(call);
  const link = await call.connect();
  const { note } = await link.request('memory.add', {
    text: call.positionals[0] ?? '',
    ...(agentId === undefined ? {} : { agentId }),
    ...(about === undefined ? {} : { about }),
  });
  call.print({ note }, `Noted for ${note.agentId}, about ${nameOf(note)}.\n`);
  return 0;
};

/** `openclaw memory edit ID TEXT` */
export const editMemory: CommandRun = async (call) => {
  const [id = '', text = ''] = call.positionals;
  const link = await call.connect();
  const { note } = await link.request('memory.update', { id, text });
  call.print({ note }, `It says now: ${note.text}\n`);
  return 0;
};

/** `openclaw memory remove ID` */
export const removeMemory: CommandRun = async (call) => {
  const link = await call.connect();
  const { note } = await link.request('memory.remove', { id: call.positionals[0] ?? '' });
  call.print({ note }, `Forgotten: ${note.text}\n`);
  return 0;
};

function filterOf(call: CommandCall): {
  agentId?: string;
  about?: string;
  query?: string;
  limit?: number;
} {
  const [agentId, about, query, limit] = ['agent', 'about', 'search', 'limit'].map((name) =>
    call.text(name),
  );
  return {
    ...(agentId === undefined ? {} : { agentId }),
    ...(about === undefined ? {} : { about }),
    ...(query === undefined ? {} : { query }),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
  };
}

function toCells(note: NoteRow): readonly string[] {
  return [note.id, note.agentId, nameOf(note), timeInWords(note.createdAt), note.text];
}

function nameOf({ about, aboutName }: NoteRow): string {
  return aboutName ?? about;
}
