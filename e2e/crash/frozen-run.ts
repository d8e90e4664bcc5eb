import type { Protection } from '../../src/main/platform/protections.ts';
import { createLedger } from './ledger.ts';
import { startSystem } from './system.ts';
import { createTelegramUser } from './telegram-user.ts';
import { later, until } from './until.ts';
import type { Verdict } from './verify.ts';

/**
 * A message reaches the host while the gateway stands still; then both die. Nobody has committed
 * it, so the messenger must still have it. `patienceMs` is how long an answer may take.
 */
export async function runFrozenGateway(patienceMs: number, disable?: Protection): Promise<Verdict> {
  const system = await startSystem(disable ? { disable } : {});
  try {
    const ledger = createLedger();
    const user = await createTelegramUser(system.telegram);
    const place = String(user.chatId);
    const ask = () => ledger.ask({ via: 'telegram', place, kind: 'echo', isAlone: true });
    await user.ask([ask()]);
    await system.freezeGateway();
    const answered = user.ask([ask()]).catch(() => undefined);
    const isAcknowledged = async () =>
      (await system.telegram.getUpdateState()).unconfirmed.length === 0;
    await system.telegram.waitForPoll({}).catch(() => undefined);
    await until(isAcknowledged, 1_500);
    await Promise.all([system.killHosts(), system.killGateway()]);
    await Promise.race([answered, later(patienceMs)]);
    return await system.finish(ledger.questions, patienceMs);
  } finally {
    await system.dispose();
  }
}
