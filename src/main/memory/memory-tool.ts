import { z } from 'zod';
import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { lazy } from '../../shared/lazy.ts';
import type { Database } from '../storage/database.ts';
import { onceForCall } from '../tools/chats/effect-store.ts';
import type { Tool, ToolContext, ToolResult } from '../tools/tool.ts';
import type { Memory } from './create-memory.ts';
import { getNote, listNotes, type NoteRecord } from './note-store.ts';
import type { NoteSubject } from './memory.ts';

const parameters = lazy(() =>
  z.strictObject({
    action: z.enum(['save', 'search', 'list', 'update', 'forget']),
    text: z
      .string()
      .min(1)
      .max(limits.memory.noteChars)
      .optional()
      .describe('With save and update: one fact, in a sentence that stands by itself.'),
    query: z.string().max(1_000).optional().describe('With search.'),
    id: z.string().max(64).optional().describe('With update and forget: from search or list.'),
  }),
);

type Wish = z.output<ReturnType<typeof parameters>>;

/** Lets an agent keep notes about whom it talks to; it sees no others. */
export function createMemoryTool({
  db,
  memory,
}: {
  readonly db: Database;
  readonly memory: Memory;
}): Tool {
  return {
    name: 'memory',
    description:
      'Your notes about the person you talk to, kept for later conversations: names, preferences, plans. Save what will matter again, never passwords or keys. In a group the notes are about the group.',
    parameters,
    // What was saved is kept with the call, in the same transaction; the rest changes nothing twice.
    isRepeatable: true,
    touches: ['memory'],
    asks: 'never',
    async run(args, context) {
      const wish = parameters().parse(args);
      const subject = subjectOf(context);
      switch (wish.action) {
        case 'save':
          return save(context, subject, need(wish, 'text'));
        case 'search':
          return say(
            await memory.search(subject, need(wish, 'query'), limits.memory.found, context.signal),
          );
        case 'list':
          return say(listNotes(db, subject).slice(-limits.memory.listed));
        case 'update':
          mustBeOwn(subject, need(wish, 'id'));
          await memory.update(need(wish, 'id'), need(wish, 'text'));
          return { text: 'Changed.', isError: false };
        case 'forget':
          mustBeOwn(subject, need(wish, 'id'));
          await memory.remove(need(wish, 'id'));
          return { text: 'Forgotten.', isError: false };
      }
    },
  };

  async function save(
    context: ToolContext,
    subject: NoteSubject,
    text: string,
  ): Promise<ToolResult> {
    let after = (): void => undefined;
    const id = await db.commit((sql) =>
      onceForCall(sql, context, () => {
        const { sessionId, turnId } = context;
        const added = memory.add(sql, { ...subject, text, author: 'agent', sessionId, turnId });
        after = added.after;
        return added.note.id;
      }),
    );
    after();
    return { text: `Noted as ${id}.`, isError: false };
  }

  function mustBeOwn(subject: NoteSubject, id: string): void {
    const note = getNote(db, id);
    if (note?.agent_id !== subject.agentId || note.about !== subject.about)
      throw new AppError('NOTE_UNKNOWN', { id });
  }
}

function subjectOf({ agentId, personId, sessionKey }: ToolContext): NoteSubject {
  return { agentId, about: personId === undefined ? `chat:${sessionKey}` : `person:${personId}` };
}

function need(wish: Wish, name: 'text' | 'query' | 'id'): string {
  const value = wish[name];
  if (value !== undefined) return value;
  const reason = `${wish.action} needs it`;
  throw new AppError('TOOL_ARGUMENTS_INVALID', { tool: 'memory', path: name, reason });
}

function say(notes: readonly NoteRecord[]): ToolResult {
  const lines = notes.map(
    ({ id, text, created_at: at }) => `${id}  ${new Date(at).toISOString().slice(0, 10)}  ${text}`,
  );
  return { text: lines.length === 0 ? 'Nothing is noted.' : lines.join('\n'), isError: false };
}
