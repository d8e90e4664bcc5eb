import { expect, it } from 'vitest';
import type { ConfigText } from '../../state/config-draft/config-topic.ts';
import type { PlanState } from '../../state/config-editor/plan-ahead.ts';
import { problemsOf } from './problems-of.ts';

const file = 'openclaw.json';
const problem = { severity: 'error', code: 'CONFIG_UNKNOWN_KEY', path: 'a', line: 2, column: 3 };
const text = {
  ...{ path: `/home/${file}`, exists: true, raw: '{}', config: {}, parsed: {}, version: 1 },
  ...{ hash: 'h', appliedHash: 'h', problems: [{ ...problem, message: '', hint: '' }] },
  files: [{ path: file, raw: '{}', fullPath: `/home/${file}`, isReadOnly: false }],
} as unknown as ConfigText;
const typed = { [file]: { base: '{}', text: '{ b: 1 }' } };
const none: PlanState = { file: undefined, plan: undefined, error: undefined, isStale: false };
const planned: PlanState = {
  ...none,
  file,
  plan: { problems: [] } as unknown as PlanState['plan'],
};

it('problems of the file are those of the screen as long as nothing was typed', () => {
  expect(problemsOf(file, { text, drafts: {} }, none)).toMatchObject({
    problems: [{ line: 2 }],
    areOfText: true,
  });
});

it('their places say nothing once something was typed that the gateway has not looked at', () => {
  const failed = { ...none, file };
  expect(problemsOf(file, { text, drafts: typed }, failed).areOfText).toBe(false);
  const stale = { ...planned, isStale: true };
  expect(problemsOf(file, { text, drafts: typed }, stale).areOfText).toBe(false);
  expect(problemsOf(file, { text, drafts: typed }, planned)).toEqual({
    problems: [],
    areOfText: true,
  });
});
