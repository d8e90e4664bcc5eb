import { expect, it } from 'vitest';
import { formatLogLine } from './logs.ts';

it('shows time, level, event and fields of a line', () => {
  const line = JSON.stringify({
    level: 40,
    time: 0,
    event: 'channel.retrying',
    channel: 'tg',
    n: 2,
  });
  expect(formatLogLine(line)).toBe(
    '1970-01-01T00:00:00.000Z warn  channel.retrying channel=tg n=2',
  );
});

it('leaves a line that is no JSON as it is', () => {
  expect(formatLogLine('half a li')).toBe('half a li');
});
