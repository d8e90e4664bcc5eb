import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createLedger } from './ledger.ts';
import { startSystem, type System } from './system.ts';
import { canTrace, findOrder, isDurable, tracer } from './system-calls.ts';
import { createTelegramUser } from './telegram-user.ts';
import { connectWire } from './wire-client.ts';

let system: System | undefined;
afterEach(async () => system?.dispose());

it('can see what the disk is told (strace)', () => {
  expect(canTrace(), 'install strace (apt-get install strace) and allow ptrace').toBe(true);
});

it('has a message on the disk before its acknowledgement leaves', async () => {
  system = await startSystem({ wrapper: (root) => tracer(path.join(root, 'trace')) });
  const ledger = createLedger();
  const telegram = await createTelegramUser(system.telegram);
  const place = String(telegram.chatId);
  const byWeb = ledger.ask({ via: 'web', place: 'agent:assistant:d', kind: 'echo', isAlone: true });
  const byChat = ledger.ask({ via: 'telegram', place, kind: 'echo', isAlone: true });

  const { url, token } = await system.whenUp();
  const client = await connectWire(url, token);
  const runId = '0f6d2a3e-run-of-the-durability-test';
  await client.request('chat.send', {
    sessionKey: byWeb.place,
    message: byWeb.text,
    idempotencyKey: runId,
  });
  client.close();
  await telegram.ask([byChat]);
  const { confirmedOffset } = await confirmed(system);
  const verdict = await system.finish(ledger.questions, 30_000);
  expect(verdict.violations).toEqual([]);

  const trace = await readTrace(path.join(path.dirname(system.stateDir), 'trace'));
  const web = findOrder(trace, byWeb.token, runId);
  expect(isDurable(web), JSON.stringify(web)).toBe(true);
  const offset = findOrder(trace, byChat.token, `"offset":${confirmedOffset}`);
  expect(isDurable(offset), JSON.stringify(offset)).toBe(true);
}, 120_000);

async function confirmed({ telegram }: System) {
  const { deliveries } = await telegram.getUpdateState();
  const updateId = Math.max(...deliveries.map((delivery) => delivery.updateId));
  return telegram.waitForConfirmed({ updateId, timeoutMs: 30_000 });
}

/** The tracer ends a moment after the program; its last line says how that ended. */
async function readTrace(file: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const text = existsSync(file) ? readFileSync(file, 'latin1') : '';
    if (/\+\+\+ (exited|killed)[^\n]*\n$/.test(text)) return text;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the tracer did not finish');
}
