import { addTrace } from '../delivery/trace-store.ts';
import { aboutWhom } from '../memory/note-subject.ts';
import { findAnswered, readUserTexts, toolUser } from './tool-context.ts';
import type { TurnContext } from './turn-context.ts';

/**
 * Looks once in a turn for notes that fit what was written, and says in the trace which they were.
 * An agent without the tool `memory` remembers nothing.
 */
export async function recallNotes(context: TurnContext): Promise<void> {
  if (context.notes !== undefined) return;
  context.notes = [];
  const { deps, turn, session, signal } = context;
  if (deps.config().memory.recall === 0 || !mayRemember(context)) return;
  const startedAt = deps.clock.now();
  const answered = { ...session, person_id: findAnswered(context) ?? null };
  const subject = aboutWhom(turn.agent_id, answered);
  const readText = (): string => readUserTexts(context).join('\n');
  const notes = await deps.recall.recall(subject, readText, signal);
  context.notes = notes;
  if (notes.length === 0) return;
  await deps.db.commit((sql) =>
    addTrace(sql, turn, {
      kind: 'memory',
      name: 'recall',
      state: 'done',
      detail: {
        about: subject.about,
        notes: notes.map(({ id, text: note }) => ({ id, text: note })),
      },
      startedAt,
      durationMs: deps.clock.now() - startedAt,
    }),
  );
}

function mayRemember(context: TurnContext): boolean {
  return context.deps.tools.specs(toolUser(context)).some(({ name }) => name === 'memory');
}
