import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChannelCheck } from '../../src/main/nodes/check-channel.ts';
import { systemClock } from '../../src/main/platform/clock.ts';
import { createDrivenClock } from '../../src/main/platform/driven-clock.ts';
import { silentLog } from '../../src/main/platform/log.ts';
import { limits } from '../../src/shared/config/limits.ts';
import { startTelegramServer, type TelegramServer } from '../servers/telegram/control.ts';

/** Looking whether a messenger lets one in: the real host, its real library, a local Telegram. */
const program = fileURLToPath(new URL('../../src/main/node-host.ts', import.meta.url));
let telegram: TelegramServer;

beforeAll(async () => {
  telegram = await startTelegramServer({ botUsername: 'helper_bot' });
});
afterAll(() => telegram.stop());

const checkWith = (clock = systemClock) =>
  createChannelCheck({
    command: [process.execPath, program],
    env: process.env,
    clock,
    log: silentLog,
  });
const settings = (token = telegram.token, apiRoot = telegram.apiRoot) => ({
  type: 'telegram',
  settings: { token, apiRoot },
});

describe('a check of a channel', () => {
  it('says whom it would be logged in as, and fetches no message', async () => {
    expect(await checkWith()(settings())).toEqual({ account: '@helper_bot' });
    const calls = await telegram.waitForCalls({ match: {}, count: 2 });
    expect(calls.map(({ method }) => method)).toEqual(['getMe', 'getWebhookInfo']);
  });

  it('says what was refused', async () => {
    expect(await checkWith()(settings('123456789:wrong'))).toMatchObject({
      code: 'TELEGRAM_TOKEN_REFUSED',
    });
  });

  it('says what is missing', async () => {
    expect(await checkWith()({ type: 'telegram', settings: {} })).toMatchObject({
      code: 'CHANNEL_SETTINGS_INVALID',
    });
    expect(await checkWith()({ type: 'pigeon', settings: {} })).toMatchObject({
      code: 'CHANNEL_TYPE_UNKNOWN',
    });
  });

  it('that hangs is ended, and not before its time', async () => {
    await telegram.addFault({ method: 'getMe', kind: 'hang-before' });
    const clock = createDrivenClock();
    let isOver = false;
    const checked = checkWith(clock)(settings()).finally(() => (isOver = true));
    const late = expect(checked).rejects.toMatchObject({ code: 'CHANNEL_CHECK_LATE' });
    await telegram.waitForCalls({ match: { method: 'getMe', isHeld: true } });
    expect(isOver).toBe(false);
    await clock.advance(limits.node.checkMs);
    await late;
  });
});
