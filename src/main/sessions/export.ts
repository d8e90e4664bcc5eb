import { limits } from '../../shared/config/limits.ts';
import type { ChatMessage } from '../../shared/protocol/chat.ts';
import type { Sql } from '../storage/database.ts';
import { readPath } from './message-store.ts';
import { toChatMessage, toSessionRow } from './present.ts';
import type { SessionRecord } from './session-store.ts';

/** A conversation as one text: Markdown to read, or JSON with everything that is stored. */
export function exportSession(
  sql: Sql,
  session: SessionRecord,
  format: 'markdown' | 'json',
): { fileName: string; text: string } {
  const messages = readPath(sql, session.head_id, limits.session.exportMessages).map((record) =>
    toChatMessage(record),
  );
  const name = `${fileStem(session)}.${format === 'json' ? 'json' : 'md'}`;
  const text = format === 'json' ? toJson(session, messages) : toMarkdown(session, messages);
  return { fileName: name, text };
}

function toJson(session: SessionRecord, messages: readonly ChatMessage[]): string {
  return `${JSON.stringify({ session: toSessionRow(session, false), messages }, null, 2)}\n`;
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
