import { expect, it } from 'vitest';
import { AppError } from '../../shared/errors/index.ts';
import { errorShape } from '../../shared/protocol/frames.ts';
import { silentLog, type LogFields } from '../platform/log.ts';
import { publicError, toErrorShape } from './error-shape.ts';

it('carries code, hint, values and place, and says whether to come back', () => {
  const error = new AppError(
    'AUTH_RATE_LIMITED',
    {},
    { retryAfterMs: 12.3, place: { file: 'a.json5', line: 2 } },
  );
  const shape = errorShape().parse(JSON.parse(JSON.stringify(toErrorShape(error))));
  expect(shape).toMatchObject({
    code: 'RATE_LIMITED',
    retryable: true,
    retryAfterMs: 13,
    details: { code: 'AUTH_RATE_LIMITED', place: { file: 'a.json5', line: 2 } },
  });
});

it('tells nothing of what was thrown inside, but where to find it in the log', () => {
  const lines: LogFields[] = [];
  const log = {
    ...silentLog,
    error: (_event: string, fields: LogFields = {}) => void lines.push(fields),
  };
  const error = publicError(new Error('password is hunter2'), 'health', log);
  expect(JSON.stringify(toErrorShape(error))).not.toContain('hunter2');
  const reference = String(lines[0]?.['reference']);
  expect(error.message).toContain(reference);
  expect(lines[0]?.['error']).toBeInstanceOf(Error);
});
