import { afterEach, describe, expect, it } from 'vitest';
import { killPoints, type KillPoint } from '../../src/main/platform/kill-points.ts';
import { createRemindingScene, type RemindingScene } from '../support/reminding-scene.ts';

/**
 * kill -9 at each step of a schedule: it is due, committed, handed in, answered, settled. Everything is
 * real: gateway, channel host, Telegram and model; the messenger's own list says what arrived.
 */
let reminding: RemindingScene;
afterEach(() => reminding.dispose());

const points = killPoints.filter((point) => point.startsWith('schedule.'));
/** A text has no turn. */
const ofReminders = points.filter((point) => point.endsWith('-commit'));

/**
 * Sets two reminders that are due together, or a task, lets the gateway die at a point, and starts
 * it again.
 */
async function dieAt(
  point: KillPoint,
  wish: Readonly<Record<string, string>>,
  disable = '',
): Promise<void> {
  const env = { OPENCLAW_TEST_DISABLE: disable, NODE_ENV: 'test' };
  reminding = await createRemindingScene();
  await reminding.scene.end();
  await reminding.scene.start({ env: { ...env, OPENCLAW_KILL_POINT: point } });
  const { gateway } = reminding.scene;
  const client = await reminding.scene.connect();
  const to = `telegram:direct:${reminding.chatId}`;
  // On a busy machine it is due, and the gateway dead, before the answer is out.
  await client.request('cron.add', { in: '1s', to, ...wish }).catch(() => undefined);
  expect((await gateway.exited).signal).toBe('SIGKILL');
  await reminding.scene.start({ env });
}

/** Everything that is to be said has been: a second reminder, made after the crash, is through. */
async function allSaid(): Promise<void> {
  const client = await reminding.scene.connect();
  const to = `telegram:direct:${reminding.chatId}`;
  await client.request('cron.add', { in: '1s', say: 'the last one', to });
  await reminding.reminded('the last one');
}

describe('a gateway that dies while a schedule is due', () => {
  it.each(ofReminders)(
    'at %s says a reminder once',
    async (point) => {
      await dieAt(point, { say: 'Call Mom' });
      await reminding.reminded('Call Mom');
      await allSaid();
      expect(await reminding.countSaid('Call Mom')).toBe(1);
      expect(reminding.runs().map((run) => run.state)).toEqual(['done', 'done']);
    },
    90_000,
  );

  it.each(points)(
    'at %s does a task once and delivers its answer once',
    async (point) => {
      await dieAt(point, { prompt: 'good morning' });
      await reminding.reminded('echo: good morning');
      await allSaid();
      expect(await reminding.countSaid('echo: good morning')).toBe(1);
      expect(
        reminding.scene.query("SELECT 1 FROM inbox WHERE dedupe_key LIKE 'schedule:%'"),
      ).toHaveLength(1);
      expect(reminding.runs().map((run) => run.state)).toEqual(['done', 'done']);
    },
    90_000,
  );

  it('without schedule-with-message is seen to lose the reminder', async () => {
    await dieAt('schedule.after-commit', { say: 'Call Mom' }, 'schedule-with-message');
    await allSaid();
    expect(await reminding.countSaid('Call Mom')).toBe(0);
    expect(reminding.runs()[0]).toMatchObject({ state: 'done' });
  }, 90_000);
});
