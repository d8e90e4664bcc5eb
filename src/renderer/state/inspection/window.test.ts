import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../shared/protocol/chat.ts';
import { findOnPath } from './find-on-path.ts';
import {
  addNewer,
  addOlder,
  hasOlder,
  joins,
  pageMessages,
  windowMessages,
  type Window,
} from './window.ts';

const message = (index: number): ChatMessage => ({
  id: `m${index}`,
  parentId: index === 0 ? null : `m${index - 1}`,
  role: index % 2 === 0 ? 'user' : 'assistant',
  content: [{ type: 'text', text: `text ${index}` }],
  timestamp: index,
});

/** A conversation as the gateway reads it: the page before a message, or the newest one. */
function stored(count: number) {
  const all = Array.from({ length: count }, (_, index) => message(index));
  return {
    all,
    page(before: string | undefined, limit: number) {
      const end = before === undefined ? all.length : all.findIndex(({ id }) => id === before);
      const messages = all.slice(Math.max(0, end - limit), end);
      const [first] = messages;
      return {
        messages,
        ...(typeof first?.parentId === 'string' ? { cursor: first.id } : {}),
      };
    },
  };
}

const numbers = ({ messages }: Window): number[] => messages.map(({ timestamp }) => timestamp);
const isInARow = (found: readonly number[]): boolean =>
  found.every((value, index) => index === 0 || value === (found[index - 1] ?? 0) + 1);

describe('the part of a conversation in memory', () => {
  it('stays in a row and bounded, however one scrolls', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4_000 }),
        fc.array(fc.constantFrom('older', 'newer'), { maxLength: 120 }),
        (count, moves) => {
          const history = stored(count);
          let window: Window = {
            messages: history.page(undefined, pageMessages).messages,
            later: [],
          };
          for (const move of moves) {
            const chunk = window.later.at(-1);
            if (move === 'older' && hasOlder(window)) {
              window = addOlder(
                window,
                history.page(window.messages[0]?.id, pageMessages).messages,
              );
            } else if (move === 'newer' && chunk) {
              const { messages } = history.page(chunk.before, chunk.count);
              expect(joins(window, messages)).toBe(true);
              window = addNewer(window, messages);
            }
            expect(isInARow(numbers(window))).toBe(true);
            expect(window.messages.length).toBeLessThanOrEqual(windowMessages);
          }
          const left = window.later.reduce((sum, entry) => sum + entry.count, 0);
          expect((numbers(window).at(-1) ?? 0) + 1 + left).toBe(count);
        },
      ),
    );
  });

  it('says that a page does not join when messages are missing between', () => {
    const window: Window = { messages: [message(1), message(2)], later: [] };
    expect(joins(window, [message(4)])).toBe(false);
    expect(joins(window, [message(3)])).toBe(true);
  });
});

describe('a message that is looked for', () => {
  it('is found wherever it stands, and all that follows can be read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 1, max: 3_500 })
          .chain((count) =>
            fc.record({ count: fc.constant(count), at: fc.integer({ min: 0, max: count - 1 }) }),
          ),
        async ({ count, at }) => {
          const history = stored(count);
          const found = await findOnPath(
            async (cursor, limit) => history.page(cursor, limit),
            `m${at}`,
          );
          if (found.kind !== 'found') throw new Error(found.kind);
          let window: Window = {
            messages: history.page(found.before, pageMessages).messages,
            later: found.later,
          };
          expect(numbers(window)).toContain(at);
          for (let chunk = window.later.at(-1); chunk; chunk = window.later.at(-1))
            window = addNewer(window, history.page(chunk.before, chunk.count).messages);
          expect(numbers(window).at(-1)).toBe(count - 1);
          expect(isInARow(numbers(window))).toBe(true);
        },
      ),
    );
  });

  it('on another branch is told from one that is far away', async () => {
    const short = stored(50);
    expect(await findOnPath(async (cursor, limit) => short.page(cursor, limit), 'other')).toEqual({
      kind: 'absent',
    });
    const long = stored(25_000);
    expect(await findOnPath(async (cursor, limit) => long.page(cursor, limit), 'm1')).toEqual({
      kind: 'far',
    });
  });
});
