import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeRequest, type Decoded } from './frame-decoder.ts';

const numRuns = Number(process.env['FUZZ_CASES'] ?? 2_000);

/** Frames as a broken or hostile client might send them: garbage, near misses, and real ones. */
const frameText = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.json(),
  fc
    .record(
      {
        type: fc.constantFrom('req', 'res', 'event', 1, null),
        id: fc.oneof(fc.string({ maxLength: 300 }), fc.integer(), fc.constant(null)),
        method: fc.oneof(fc.constantFrom('health', '__proto__', 'connect', ''), fc.string()),
        params: fc.jsonValue(),
        extra: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    .map((frame) => JSON.stringify(frame)),
);

/** What must hold of any answer to any text. */
function isSound(decode: (text: string) => Decoded, text: string): boolean {
  const result = decode(text);
  if (!result.ok) return result.id !== '' && result.id.length <= 256 && result.error.hint !== '';
  const { frame } = result;
  const keys = new Set(['type', 'id', 'method', 'params', 'traceparent']);
  return (
    Object.keys(frame).every((key) => keys.has(key)) &&
    typeof frame.id === 'string' &&
    frame.id !== '' &&
    typeof frame.method === 'string' &&
    frame.method !== ''
  );
}

it('answers any text without throwing, and passes on requests only', () => {
  fc.assert(
    fc.property(frameText, (text) => isSound(decodeRequest, text)),
    { numRuns },
  );
});

it('would be caught by this test if it let a frame through unread', () => {
  const careless = (text: string): Decoded => {
    const value = JSON.parse(text) as never;
    return { ok: true, frame: value };
  };
  expect(() =>
    fc.assert(
      fc.property(frameText, (text) => isSound(careless, text)),
      { numRuns },
    ),
  ).toThrow();
});

it('names the id of a request that is wrong otherwise, so that the client finds its question', () => {
  const decoded = decodeRequest('{"type":"req","id":"7","method":"health","more":1}');
  expect(decoded).toMatchObject({ ok: false, id: '7', error: { code: 'FRAME_INVALID' } });
});

it.each([
  ['not json', '{'],
  ['an empty frame', ''],
  ['a list', '[]'],
  ['a number', '1'],
  ['null', 'null'],
])('refuses %s', (_name, text) => {
  expect(decodeRequest(text)).toMatchObject({ ok: false, id: 'invalid' });
});

it('takes a deeply nested frame without running out of stack', () => {
  const depth = 200_000;
  const text = `{"type":"req","id":"1","method":"m","params":${'['.repeat(depth)}${']'.repeat(depth)}}`;
  expect(decodeRequest(text).ok).toBe(true);
});
