import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { mainSession, type Client } from './client.ts';
import { connectNode, type NodeClient } from './node-client.ts';
import { createScene, type Scene } from './scene.ts';

/** A gateway that has been at work for weeks, and that has something to tell on every page. */
export interface BusyScene {
  readonly scene: Scene;
  readonly client: Client;
  readonly node: NodeClient;
  dispose(): Promise<void>;
}

const dayMs = 86_400_000;

/** @param coderTokens the daily limit of one agent, in tokens */
const makeConfig = (coderTokens: number) => ({
  agents: {
    assistant: {
      model: 'test/echo',
      default: true,
      tools: ['wait', 'calculate', 'clock'],
      budget: { dailyCost: 2, dailyTokens: 200_000 },
    },
    einkaufsplanung: {
      name: 'Wocheneinkaufs- und Vorratsplanung',
      model: 'test/echo',
      budget: { dailyCost: 0.5 },
    },
    coder: { model: 'test/echo', tools: ['code'], budget: { dailyTokens: coderTokens } },
  },
  channels: {
    family: { type: 'telegram', token: '1:abc', node: 'vps', apiRoot: 'http://127.0.0.1:9' },
    broken: { type: 'telegram', token: '$A_TOKEN_THAT_IS_NOT_THERE' },
  },
  tools: { approvals: { rules: [{ tool: 'wait', action: 'ask' }] } },
});

/** Makes the scene: weeks of usage, conversations, a question that waits, a stranger, a failure. */
export async function createBusyScene(): Promise<BusyScene> {
  const scene = await createScene({ config: makeConfig(100_000) });
  try {
    await scene.end();
    rememberWeeks(path.join(scene.stateDir, 'db/gateway.db'));
    await scene.start();
    const client = await scene.connect();
    const node = await connectNode(scene.gateway.url, scene.token, 'vps', 'family');
    await talk(client);
    await node.receive('May I write to you?', '42');
    const wrong = { kind: 'error', status: 401, message: 'Incorrect API key' } as const;
    await scene.model.addScript({ contains: 'fail please', answers: [wrong, wrong, wrong] });
    await client.ask('fail please', { sessionKey: 'agent:assistant:failing' });
    await client.send('model:tool tool:wait args:{"seconds":0}', {
      sessionKey: 'agent:assistant:asking',
    });
    await client.event('approval.changed');
    await scene.saveConfig(scene.configText({ config: makeConfig(5) }));
    await client.event('config.changed');
    return {
      ...{ scene, client, node },
      async dispose() {
        await node.close();
        await client.close();
        await scene.dispose();
      },
    };
  } catch (error) {
    await scene.dispose();
    throw error;
  }
}

async function talk(client: Client): Promise<void> {
  for (const text of ['What is on today?', 'Plan the week', 'Thank you'])
    await client.ask(text, { sessionKey: mainSession });
  await client.ask('Write a function', { sessionKey: 'agent:coder:main' });
  await client.ask('A list for the market', { sessionKey: 'agent:einkaufsplanung:main' });
}

/** What was used on the days before today, as the gateway would have written it. */
export function rememberWeeks(file: string): void {
  const db = new Sqlite(file);
  try {
    const owner = db.prepare("SELECT id FROM person WHERE role = 'owner'").pluck().get() as string;
    db.prepare(
      "INSERT OR IGNORE INTO person VALUES ('bea', 'Bea Müller-Lüdenscheidt', 'guest', 0)",
    ).run();
    const insert = db.prepare(
      `INSERT INTO usage (day, agent_id, model, channel, person_id, input_tokens, output_tokens,
         cost_micros, turns, failed_turns, time_ms, messages_in, messages_out, tool_calls, t4, t6)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    for (let ago = 1; ago <= 40; ago += 1) {
      const day = new Date(Date.now() - ago * dayMs).toISOString().slice(0, 10);
      const size = 3 + ((ago * 7) % 11) + (ago % 7 === 2 ? 9 : 0);
      const rows = [
        ['assistant', 'openai/gpt-5', 'family', 'bea', size],
        ['assistant', 'openai/gpt-5', 'web', owner, Math.ceil(size / 2)],
        ['einkaufsplanung', 'test/echo', 'family', 'bea', 1 + (ago % 3)],
        ['coder', 'anthropic/claude-opus', 'web', owner, ago % 4],
      ] as const;
      for (const [agent, model, channel, person, turns] of rows) {
        if (turns === 0) continue;
        const cost = turns * (agent === 'coder' ? 61_000 : 14_500);
        const failed = ago % 9 === 0 ? 1 : 0;
        const tokens = [turns * 2_400, turns * 380];
        const late = Math.floor(turns / 3);
        const counts = [turns, failed, turns * 4_100, turns, turns - failed, turns * 2];
        insert.run(
          day,
          agent,
          model,
          channel,
          person,
          ...tokens,
          cost,
          ...counts,
          turns - late,
          late,
        );
      }
    }
  } finally {
    db.close();
  }
}
