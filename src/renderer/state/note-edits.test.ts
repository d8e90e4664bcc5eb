import { expect, it } from 'vitest';
import { createNoteEdits, hasUnsavedNotes, openEdits } from './note-edits.ts';

it('keeps what is typed about a note until it is closed', () => {
  const edits = createNoteEdits();
  edits.type('n1', { base: 'tea', text: 'tea' });
  expect(hasUnsavedNotes(edits.store.getState())).toBe(false);
  edits.type('n1', { base: 'tea', text: 'coffee' });
  expect(hasUnsavedNotes(edits.store.getState())).toBe(true);
  edits.close('n1');
  expect(edits.store.getState().edits.size).toBe(0);
  expect(hasUnsavedNotes(edits.store.getState())).toBe(false);
});

it('keeps a note that is being written', () => {
  const edits = createNoteEdits();
  edits.write({ text: '', agentId: 'a', about: '' });
  expect(hasUnsavedNotes(edits.store.getState())).toBe(false);
  edits.write({ text: 'likes tea', agentId: 'a', about: '' });
  expect(hasUnsavedNotes(edits.store.getState())).toBe(true);
  edits.write(undefined);
  expect(edits.store.getState().added).toBeUndefined();
});

it('is bounded: what was only opened goes before what was changed, never the newest', () => {
  const edits = createNoteEdits();
  const open = (): string[] => [...edits.store.getState().edits.keys()];
  edits.type('changed', { base: 'a', text: 'b' });
  edits.type('opened', { base: 'a', text: 'a' });
  for (let index = 0; index < openEdits; index += 1)
    edits.type(`n${index}`, { base: 'a', text: 'c' });
  expect(open()).toHaveLength(openEdits);
  expect(open()).not.toContain('opened');
  expect(open()).not.toContain('changed');
  expect(open().at(-1)).toBe(`n${openEdits - 1}`);
});
