import { afterEach, expect, it } from 'vitest';
import { connect, plainConnect } from '../support/client.ts';
import { createLedger, toolOnceName } from './ledger.ts';
import { listToolRuns } from './snapshot.ts';
import { startSystem, type System } from './system.ts';
import { createWebUser } from './web-user.ts';

let system: System | undefined;
afterEach(async () => system?.dispose());

/** Nobody knows whether the call took effect, so the owner is asked; here they say no. */
async function denyOne(running: System): Promise<void> {
  await running.isKillPointHit(30_000);
  const { url, token } = await running.whenUp();
  const client = await connect(url, plainConnect(token));
  const find = async () => (await client.request('approval.list', {})).approvals[0];
  await expect.poll(find, { timeout: 15_000 }).toMatchObject({ occasion: 'again' });
  const id = (await find())?.id ?? '';
  await client.request('approval.resolve', { id, decision: 'deny' });
  await client.close();
}

it.each(['gateway.tool.before-run', 'gateway.tool.after-run'] as const)(
  'never repeats a tool by itself that may not be repeated, and says so (crash at %s)',
  async (killPoint) => {
    system = await startSystem({ killPoint });
    const ledger = createLedger();
    const place = 'agent:assistant:once';
    const question = ledger.ask(
      { via: 'web', place, kind: 'tool', isAlone: true },
      {
        text: `model:tool tool:${toolOnceName} args:{"seconds":0.01}`,
        expected: 'tool said: Error: The program was restarted while this call ran',
      },
    );
    const user = createWebUser(system);
    const asked = user.ask(place, [question]);
    await denyOne(system);
    await asked;
    user.close();
    const { violations } = await system.finish(ledger.questions, 30_000);
    expect(violations).toEqual([]);
    expect(listToolRuns(system.stateDir, toolOnceName)).toEqual(['failed']);
  },
  60_000,
);
