import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { shortcutOf } from './shortcuts.ts';

class Element {
  readonly isContentEditable = false;
}
class TextField extends Element {
  readonly value = '';
}

beforeEach(() => vi.stubGlobal('HTMLElement', Element));
afterEach(() => vi.unstubAllGlobals());

const press = (parts: Partial<Parameters<typeof shortcutOf>[0]>) =>
  shortcutOf({
    ...{ altKey: false, ctrlKey: false, metaKey: false, code: '', key: '', target: null },
    ...parts,
  });
const field = new TextField() as unknown as EventTarget;

it('Alt and a letter is a shortcut, also for somebody who types', () => {
  expect(press({ altKey: true, code: 'KeyN', key: 'n', target: field })).toBe('newConversation');
  expect(press({ altKey: true, code: 'ArrowDown', key: 'ArrowDown', target: field })).toBe('next');
});

it('a sign that Alt writes on a Mac goes into the field, and is a shortcut elsewhere', () => {
  expect(press({ altKey: true, code: 'KeyN', key: '~', target: field })).toBeUndefined();
  expect(press({ altKey: true, code: 'KeyN', key: 'Dead', target: field })).toBeUndefined();
  expect(press({ altKey: true, code: 'KeyN', key: '~' })).toBe('newConversation');
});

it('a question mark counts only where nobody types', () => {
  expect([press({ key: '?' }), press({ key: '?', target: field })]).toEqual(['show', undefined]);
});
