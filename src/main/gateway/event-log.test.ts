import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEventLog } from './event-log.ts';

const bootId = 'boot-1';

it('brings back exactly what was missed, or says reload, whatever was logged before', () => {
  const payload = fc.string({ maxLength: 40 });
  fc.assert(
    fc.property(
      fc.array(payload, { maxLength: 60 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 10, max: 200 }),
      fc.integer({ min: -2, max: 65 }),
      (payloads, maxEntries, maxBytes, cursor) => {
        const log = createEventLog({ bootId, maxEntries, maxBytes });
        // The model: the list of all events that ever were.
        const all = payloads.map((text) => ({
          cursor: log.append('e', JSON.stringify(text)),
          event: 'e',
          payload: text,
        }));
        const result = log.resume({ epoch: bootId, cursor: Math.max(0, cursor) });
        expect(result.cursor).toBe(all.length);
        expect(log.entryCount).toBeLessThanOrEqual(maxEntries);
        expect(log.sizeBytes).toBeLessThanOrEqual(maxBytes);
        const missed = all.slice(Math.max(0, cursor));
        if (result.reload) {
          expect(result.events).toEqual([]);
          const isFuture = cursor > all.length;
          expect(isFuture || missed.length > log.entryCount).toBe(true);
        } else expect(result.events).toEqual(missed);
      },
    ),
  );
});

it('says reload to another epoch and to a client without cursor', () => {
  const log = createEventLog({ bootId, maxEntries: 5, maxBytes: 100 });
  log.append('e', '1');
  expect(log.resume({ epoch: 'boot-0', cursor: 1 })).toMatchObject({ reload: true, cursor: 1 });
  expect(log.resume({})).toMatchObject({ reload: true, epoch: bootId, cursor: 1, events: [] });
  expect(log.resume({ epoch: bootId, cursor: 1 })).toMatchObject({ reload: false, events: [] });
});

it('drops everything rather than exceed its bytes', () => {
  const log = createEventLog({ bootId, maxEntries: 5, maxBytes: 10 });
  log.append('e', '"a"');
  log.append('e', '"far too long for it"');
  expect(log.sizeBytes).toBe(0);
  expect(log.resume({ epoch: bootId, cursor: 1 }).reload).toBe(true);
  expect(log.resume({ epoch: bootId, cursor: 2 })).toMatchObject({ reload: false, events: [] });
});
