import { describe, expect, it } from 'vitest';
import { cleanTestEnv } from './clean-env.ts';
import { commandStage, runStages, type Stage, type StageResult } from './stage.ts';

const node = (text: string, options = {}): Stage =>
  commandStage('planted', process.execPath, ['-e', text], options);

describe('a stage', () => {
  it('counts one passed for a command that succeeds', async () => {
    expect(await node('0').run()).toMatchObject({ passed: 1, failed: 0, skipped: 0 });
  });

  it('counts one failed, and shows why, for a command that does not', async () => {
    const result = await node('console.error("the reason"); process.exit(3)').run();
    expect(result).toMatchObject({ passed: 0, failed: 1 });
    expect(result.details).toContain('the reason');
  });

  it('fails when the program does not exist', async () => {
    const result = await commandStage('planted', 'no-such-program', []).run();
    expect(result).toMatchObject({ passed: 0, failed: 1 });
    expect(result.details).toContain('ENOENT');
  });

  it('ends a command that hangs, with its children', async () => {
    const hang =
      'require("child_process").spawnSync(process.execPath, ["-e", "setInterval(() => 0, 1e6)"])';
    const result = await node(hang, { timeoutMs: 500 }).run();
    expect(result).toMatchObject({ passed: 0, failed: 1 });
    expect(result.details).toContain('took too long');
  });
});

it('runs so many stages at once as there are lanes, and all of them', async () => {
  let running = 0;
  let most = 0;
  const stage = (name: string): Stage => ({
    name,
    async run(): Promise<StageResult> {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return { name, passed: 1, failed: 0, skipped: 0, durationMs: 0 };
    },
  });
  const seen: string[] = [];
  const results = await runStages(['a', 'b', 'c', 'd', 'e'].map(stage), 2, ({ name }) =>
    seen.push(name),
  );
  expect(results).toHaveLength(5);
  expect([...seen].sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(most).toBe(2);
});

it('takes places and keys of a real assistant out of the environment', () => {
  const env = {
    PATH: '/bin',
    OPENCLAW_STATE_DIR: '/home/ada/.openclaw',
    OPENCLAW_CHROMIUM: '/usr/bin/chromium',
    OPENAI_API_KEY: 'sk-1',
    TELEGRAM_BOT_TOKEN: '1:a',
  };
  cleanTestEnv(env);
  expect(env).toEqual({ PATH: '/bin', OPENCLAW_CHROMIUM: '/usr/bin/chromium' });
});
