import { limits } from '../../shared/config/limits.ts';
import type { ChatMessage } from '../../shared/protocol/chat.ts';
import type { Sql } from '../storage/database.ts';
import { readPath } from './message-store.ts';
import { toChatMessage, toSessionRow } from './present.ts';
import type { SessionRecord } from './session-store.ts';

export interface ExportOptions {
  readonly format: 'markdown' | 'json';
  /** Another branch than the one that is shown, by its newest message. */
  readonly headId?: string | undefined;
  /** Everything that is known of a turn; such text is only in JSON. */
  readonly readTrace?: ((turnId: string) => unknown) | undefined;
}

/** A conversation as one text: Markdown to read, or JSON with everything that is stored. */
export function exportSession(
  sql: Sql,
  session: SessionRecord,
  { format, headId, readTrace }: ExportOptions,
): { fileName: string; text: string } {
  const records = readPath(sql, headId ?? session.head_id, limits.session.exportMessages).filter(
    (record) => record.session_id === session.id,
  );
  const messages = records.map((record) => toChatMessage(record));
  const stem = fileStem(session);
  if (format === 'markdown') return { fileName: `${stem}.md`, text: toMarkdown(session, messages) };
  const turnIds = new Set(records.flatMap(({ turn_id: id }) => (id === null ? [] : [id])));
  const all = {
    session: toSessionRow(session, false),
    messages,
    ...(readTrace ? { turns: [...turnIds].map(readTrace) } : {}),
  };
  return { fileName: `${stem}.json`, text: `${JSON.stringify(all, null, 2)}\n` };
}

function toMarkdown(session: SessionRecord, messages: readonly ChatMessage[]): string {
  const head = `# ${session.title || session.key}\n\nAgent ${session.agent_id}, channel ${session.channel}\n`;
  return [head, ...messages.map(messageToMarkdown)].join('\n');
}

function messageToMarkdown(message: ChatMessage): string {
  const who =
    message.sender?.name ??
    { user: 'You', assistant: 'Assistant', tool: 'Tool', system: 'System' }[message.role];
  const when = new Date(message.timestamp).toISOString();
  const body = message.content.map((block) => {
    if (block.type === 'text') return block.text;
    if (block.type === 'toolCall') return fence(`${block.name} ${JSON.stringify(block.arguments)}`);
    if (block.type === 'image') return `[${block.name ?? block.mimeType}]`;
    return fence(block.text);
  });
  return `## ${who} · ${when}\n\n${body.join('\n\n')}\n`;
}

/** A fence longer than any run of backticks inside, so that the text cannot end it. */
function fence(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const mark = '`'.repeat(longest + 1);
  return `${mark}\n${text}\n${mark}`;
}

function fileStem(session: SessionRecord): string {
  const words = (session.title || session.key)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return `${words.slice(0, 60) || 'conversation'}-${new Date(session.updated_at).toISOString().slice(0, 10)}`;
}
