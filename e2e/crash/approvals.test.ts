import { afterEach, describe, expect, it } from 'vitest';
import type { KillPoint } from '../../src/main/platform/kill-points.ts';
import type { MessageRecord } from '../servers/telegram/control.ts';
import { createAskingScene, type AskingScene } from '../support/asking-scene.ts';

/**
 * kill -9 while somebody is asked. Everything is real: gateway, channel host, Telegram, model, and a
 * shell that notes each run outside of what the program keeps.
 */
let asking: AskingScene;
afterEach(async () => {
  await asking.dispose();
});

/** Asks, and kills the gateway while the question stands in the chat. */
async function dieWhileAsking(disable = ''): Promise<MessageRecord> {
  asking = await createAskingScene({ start: { env: { OPENCLAW_TEST_DISABLE: disable } } });
  await asking.wish();
  const question = await asking.question();
  await asking.scene.end('SIGKILL');
  return question;
}

const start = (disable = '') => asking.scene.start({ env: { OPENCLAW_TEST_DISABLE: disable } });
const questions = () =>
  asking.telegram.listMessages({
    match: { chatId: asking.chatId, pattern: 'may (I )?use|shell\\?' },
  });

describe('a gateway that is killed while it waits for an answer', () => {
  it('waits on after its start: the old button runs the tool, once', async () => {
    const question = await dieWhileAsking();
    await start();
    await asking.press(question, 'Allow');
    await asking.said('tool said');
    expect(asking.runs()).toEqual(['ran']);
    expect(await questions()).toHaveLength(1);
    expect(await asking.telegram.listViolations()).toEqual([]);
  }, 60_000);

  it('takes an answer that was given while it was away', async () => {
    const question = await dieWhileAsking();
    const pressed = asking.press(question, 'Allow');
    await start();
    await pressed;
    await asking.said('tool said');
    expect(asking.runs()).toEqual(['ran']);
  }, 60_000);

  it('is killed again and again, and the answer still counts once', async () => {
    await dieWhileAsking();
    for (const signal of ['SIGKILL', 'SIGTERM', 'SIGKILL'] as const) {
      await start();
      await expect.poll(async () => (await asking.pending()).length).toBe(1);
      await asking.scene.end(signal);
    }
    await start();
    await asking.write('yes');
    await asking.said('tool said');
    expect(asking.runs()).toEqual(['ran']);
    expect(await questions()).toHaveLength(1);
  }, 60_000);

  it('control: without approval-row the old question is seen to be forgotten', async () => {
    const question = await dieWhileAsking('approval-row');
    await start('approval-row');
    // The turn came back and asks anew, with another code.
    await asking.question(asking.chatId, question.seq);
    await asking.press(question, 'Allow');
    await asking.said('There is no question');
    expect(asking.runs()).toEqual([]);
    expect(await questions()).toHaveLength(2);
  }, 60_000);
});

describe('a gateway that is killed with the answer', () => {
  /** The owner allows it, and the gateway dies on the way to the result. */
  async function dieAfterAnswer(killPoint: KillPoint): Promise<void> {
    asking = await createAskingScene();
    await asking.wish();
    const question = await asking.question();
    await asking.scene.end();
    const gateway = await asking.scene.start({ env: { OPENCLAW_KILL_POINT: killPoint } });
    const pressed = asking.press(question, 'Allow');
    expect((await gateway.exited).signal).toBe('SIGKILL');
    await asking.scene.start({ env: { OPENCLAW_KILL_POINT: '' } });
    await pressed;
  }

  it('has the answer, and runs what was allowed once', async () => {
    await dieAfterAnswer('gateway.inbox.after-commit');
    await asking.said('tool said');
    expect(asking.runs()).toEqual(['ran']);
    expect(await questions()).toHaveLength(1);
  }, 60_000);

  it.each([
    ['gateway.tool.before-run', [], 'Allow'],
    ['gateway.tool.after-run', ['ran'], 'Deny'],
  ] as const)(
    'at %s asks once more: nobody knows whether the call took effect',
    async (killPoint, before, press) => {
      await dieAfterAnswer(killPoint);
      const again = await asking.said('was restarted while this call');
      expect(again.message.reply_markup?.inline_keyboard.flat()).toHaveLength(2);
      expect(asking.runs()).toEqual(before);
      await asking.press(again, press);
      await asking.said('tool said');
      expect(asking.runs()).toEqual(['ran']);
    },
    60_000,
  );
});
