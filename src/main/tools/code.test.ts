import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors/index.ts';
import { systemClock } from '../platform/clock.ts';
import { silentLog } from '../platform/log.ts';
import { createSandbox } from '../sandbox/create-sandbox.ts';
import type { Sandbox, SandboxJob, SandboxResult } from '../sandbox/sandbox.ts';
import { createCodeTool } from './code.ts';
import type { ToolContext } from './tool.ts';

const context: ToolContext = {
  agentId: 'assistant',
  sessionId: 's',
  sessionKey: 'agent:assistant:main',
  turnId: 't',
  callId: 'c',
  signal: new AbortController().signal,
  personId: undefined,
  isOwner: true,
  chat: { channel: 'web', chat: { kind: 'direct', id: '1' } },
  userTexts: [],
};
const config = { timeoutSeconds: 5, memoryMb: 32 };

describe('the tool code', () => {
  const sandbox = createSandbox({ clock: systemClock, log: silentLog });
  afterAll(() => sandbox.close());
  const tool = createCodeTool({ sandbox, config: () => config });

  it.each([
    ['const a = [3, 1, 2]; a.sort(); a', 'javascript', 'Result: [1,2,3]'],
    ['"plain text"', 'javascript', 'Result: plain text'],
    ['console.log("one"); console.log("two"); 3', 'javascript', 'Result: 3\nOutput:\none\ntwo'],
    ['console.log("only")', 'javascript', 'No result.\nOutput:\nonly'],
    ['let a', 'javascript', 'There is no result and no output.'],
    ['""', 'javascript', 'Result: "" (an empty text)'],
    ['const a: number = 2; a', 'typescript', 'Result: 2'],
  ])('%s', async (code, language, text) => {
    expect(await tool.run({ code, language }, context)).toEqual({ text, isError: false });
  });

  it('says where the code is wrong, and what it wrote until then', async () => {
    const { text, isError } = await tool.run({ code: 'console.log("here");\nnull.x' }, context);
    expect(isError).toBe(true);
    expect(text).toMatch(/TypeError.*line 2, column 6.*run it again\.\nOutput:\nhere/s);
  });

  it('never asks, and may be repeated', () => {
    expect(tool).toMatchObject({ isRepeatable: true, asks: 'never' });
    expect(tool.ask).toBeUndefined();
  });
});

it('gives the limits of the configuration, as it is at the call', async () => {
  const jobs: SandboxJob[] = [];
  const sandbox: Sandbox = {
    run(job): Promise<SandboxResult> {
      jobs.push(job);
      const error = new AppError('SANDBOX_BUSY', { waiting: 1 });
      return Promise.resolve({ isOk: false, error, logs: [], durationMs: 0 });
    },
    close: () => Promise.resolve(),
  };
  let timeoutSeconds = 1;
  const tool = createCodeTool({ sandbox, config: () => ({ timeoutSeconds, memoryMb: 9 }) });
  await tool.run({ code: '1' }, context);
  timeoutSeconds = 2;
  await tool.run({ code: '1' }, context);
  expect(jobs).toMatchObject([
    { timeoutMs: 1_000, memoryMb: 9, language: 'javascript' },
    { timeoutMs: 2_000 },
  ]);
});
