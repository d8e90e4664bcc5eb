import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalServer } from '../servers/web/local-server.ts';
import { startShop } from '../servers/web/shop.ts';
import { startSite } from '../servers/web/site.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene | undefined;
let shop: LocalServer;
let site: LocalServer;

const patienceMs = 180_000;

beforeEach(async () => {
  [shop, site] = await Promise.all([startShop(), startSite()]);
});
afterEach(async () => {
  await scene?.dispose();
  scene = undefined;
  await Promise.all([shop.close(), site.close()]);
});

async function open(): Promise<Scene> {
  scene = await createScene({
    agent: { tools: ['browser', 'web_fetch'] },
    config: { tools: { web: { allowPrivate: [shop.host, site.host] } } },
  });
  return scene;
}

/** Processes of the browsers of a state directory, as the system lists them. */
function findBrowsers({ stateDir }: Scene): readonly number[] {
  const profile = path.join(stateDir, 'browser');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && commandOf(name).includes(`=${profile}`))
    .map(Number);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

async function untilGone(made: Scene): Promise<void> {
  while (findBrowsers(made).length > 0) await new Promise((resolve) => setImmediate(resolve));
}

describe('an agent', () => {
  it('reads a page that a person named, without being asked about', async () => {
    const made = await open();
    const client = await made.connect();
    const args = JSON.stringify({ url: `${site.url}/article` });
    await client.ask(`model:tool tool:web_fetch args:${args}`);
    const said = made.query<{ content: string }>(`SELECT content FROM message WHERE role = 'tool'`);
    expect(said[0]?.content).toContain('four minutes');
  });

  it(
    'reads a page with its browser and quotes it',
    async () => {
      const made = await open();
      const client = await made.connect();
      const args = { action: 'open', url: `${shop.url}/` };
      await made.model.addScript({
        contains: 'what does the shop say',
        answers: [
          { kind: 'tools', calls: [{ name: 'browser', arguments: args }] },
          { kind: 'text', text: 'It says: Tea shop' },
        ],
      });
      const end = await client.ask(`what does the shop say? ${shop.url}/`);
      expect(JSON.stringify(end)).toContain('It says: Tea shop');
      const [row] = made.query<{ content: string }>(
        `SELECT content FROM message WHERE role = 'tool'`,
      );
      expect(row?.content).toContain('heading \\"Tea shop\\"');
      expect(findBrowsers(made).length).toBeGreaterThan(0);
      await made.end();
      await untilGone(made);
    },
    patienceMs,
  );
});

describe('a browser', () => {
  it(
    'ends with a gateway that is killed, and starts again on its profile',
    async () => {
      const made = await open();
      const args = { action: 'open', url: `${shop.url}/` };
      const invoke = async (): Promise<string> => {
        const client = await made.connect();
        const result = await client.request('tools.invoke', {
          name: 'browser',
          args,
          agentId: 'assistant',
        });
        return result.text;
      };
      expect(await invoke()).toContain('heading "Tea shop"');
      expect(findBrowsers(made).length).toBeGreaterThan(0);
      await made.end('SIGKILL');
      await made.start();
      expect(await invoke()).toContain('heading "Tea shop"');
      await made.end('SIGKILL');
      await untilGone(made);
    },
    patienceMs,
  );
});
