import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceStep } from '../../../shared/protocol/inspect.ts';
import { parseAddress } from '../../navigation/address.ts';
import { costSteps, shownStates } from '../../state/inspection/filters.ts';
import { splitAtFork } from './branches/split-at-fork.ts';
import { diffWords, type DiffPart } from './diff-words.ts';
import { placeAddress, readPlace, type Place } from './place.ts';
import { layOutWaterfall } from './trace/lay-out-waterfall.ts';

const textOf = (parts: readonly DiffPart[]): string => parts.map(({ text }) => text).join('');
const marked = (parts: readonly DiffPart[]): string[] =>
  parts.filter(({ isShared }) => !isShared).map(({ text }) => text.trim());

describe('a place', () => {
  const text = fc.option(fc.string({ minLength: 1 }), { nil: undefined });
  const filters = fc.record({
    ...{ channel: text, personId: text, agentId: text, words: text },
    state: fc.option(fc.constantFrom(...shownStates), { nil: undefined }),
    minCostMicros: fc.option(fc.constantFrom(...costSteps), { nil: undefined }),
    order: fc.option(fc.constant('cost' as const), { nil: undefined }),
  });
  const ref = fc.record({ key: fc.string({ minLength: 1 }), sessionId: text, headId: text });

  it('is read from its address as it was written', () => {
    fc.assert(
      fc.property(filters, ref, text, text, text, (set, to, turnId, messageId, compareId) => {
        const place: Place = { filters: set, ref: to, turnId, messageId, compareId };
        expect(readPlace(parseAddress(placeAddress(place)))).toEqual(place);
      }),
    );
  });

  it('that nobody wrote leads to the list with what could be read', () => {
    const place = readPlace(parseAddress('#/conversations?state=odd&cost=-3&turn=x&order=up'));
    expect(place.ref).toBeUndefined();
    expect(place.turnId).toBeUndefined();
    expect(Object.values(place.filters).filter((value) => value !== undefined)).toEqual([]);
  });
});

describe('two texts', () => {
  it('are compared word by word', () => {
    const diff = diffWords('one egg for breakfast', 'two eggs for breakfast');
    expect(marked(diff?.left ?? [])).toEqual(['one egg']);
    expect(marked(diff?.right ?? [])).toEqual(['two eggs']);
  });

  it('lose nothing, and share the same words', () => {
    const words = fc.array(fc.constantFrom('a ', 'b ', 'c\n', 'd'), { maxLength: 40 });
    fc.assert(
      fc.property(words, words, (a, b) => {
        const [left, right] = [a.join(''), b.join('')];
        const diff = diffWords(left, right);
        expect(textOf(diff?.left ?? [])).toBe(left);
        expect(textOf(diff?.right ?? [])).toBe(right);
        const shared = (parts: readonly DiffPart[]): string[] =>
          parts.flatMap(({ text, isShared }) => (isShared ? (text.match(/\S+/g) ?? []) : []));
        expect(shared(diff?.left ?? [])).toEqual(shared(diff?.right ?? []));
      }),
    );
  });

  it('that are too long are not compared', () => {
    expect(diffWords('word '.repeat(2_000), 'word')).toBeUndefined();
  });
});

describe('a waterfall', () => {
  const step = (id: number, startedAt: number, durationMs?: number): TraceStep => ({
    ...{ id, kind: 'model', name: 'm', detail: {}, startedAt },
    ...{ inputTokens: 0, outputTokens: 0, costMicros: 0 },
    ...(durationMs === undefined ? { state: 'running' } : { state: 'done', durationMs }),
  });

  it('puts each step where it was in the turn', () => {
    const bars = layOutWaterfall([step(1, 1_000, 250), step(2, 1_500, 500)], 9_999);
    expect(bars.map(({ start, length }) => [start, length])).toEqual([
      [0, 0.25],
      [0.5, 0.5],
    ]);
    expect(bars[1]?.afterMs).toBe(500);
  });

  it('lets a step that runs reach to now, and keeps what took no time in sight', () => {
    const [first, second] = layOutWaterfall([step(1, 0, 0), step(2, 0)], 800);
    expect(first?.length).toBeGreaterThan(0);
    expect(second).toMatchObject({ start: 0, length: 1, tookMs: 800 });
    expect(layOutWaterfall([], 0)).toEqual([]);
  });
});

describe('two branches', () => {
  const say = (...ids: string[]) =>
    ids.map((id) => ({ id, role: 'user' as const, content: [], timestamp: 0 }));

  it('are shown from where they part', () => {
    const [left, right] = splitAtFork(say('a', 'b', 'c'), say('a', 'b', 'x', 'y'));
    expect([left, right]).toEqual([say('c'), say('x', 'y')]);
    expect(splitAtFork(say('a'), say('b'))).toEqual([say('a'), say('b')]);
  });
});
