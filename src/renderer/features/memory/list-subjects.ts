import type { NoteSubjectRow } from '../../../shared/protocol/memory.ts';

export interface Subject {
  readonly about: string;
  readonly name: string;
  readonly notes: number;
}

/**
 * Whom one may choose to see notes about: each once, with the notes of all agents or of one added up,
 * by name. The chosen one stays on the list, also when there is nothing about them.
 */
export function listSubjects(
  rows: readonly NoteSubjectRow[],
  agentId: string,
  chosen: string,
): readonly Subject[] {
  const found = new Map<string, Subject>();
  if (chosen !== '') found.set(chosen, { about: chosen, name: nameOf(rows, chosen), notes: 0 });
  for (const row of rows) {
    if (agentId !== '' && row.agentId !== agentId) continue;
    const known = found.get(row.about)?.notes ?? 0;
    const name = nameOf(rows, row.about);
    found.set(row.about, { about: row.about, name, notes: known + row.notes });
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** A name where one is known, else the id or key. */
function nameOf(rows: readonly NoteSubjectRow[], about: string): string {
  const named = rows.find((row) => row.about === about)?.aboutName;
  return named ?? about.slice(about.indexOf(':') + 1);
}
