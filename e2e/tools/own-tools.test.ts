import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { textOf } from '../support/client.ts';
import { runCli } from '../support/run-cli.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { program } from './mcp-bench.ts';

let scene: Scene | undefined;
afterEach(async () => {
  await scene?.dispose();
  scene = undefined;
});

async function saveSkill(stateDir: string, name: string, description: string): Promise<void> {
  const folder = path.join(stateDir, 'skills', name);
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'SKILL.md'),
    `---\nname: ${name}\ndescription: ${description}\n---\nThe secret of ${name}.\n`,
  );
}

describe('an agent', () => {
  it('uses an extension, an MCP server and a skill in a turn', async () => {
    const servers = { s: program('stdio') };
    const agent = { tools: ['skill', 'greeter', 'mcp_s_*'], skills: ['travel'] };
    scene = await createScene({ agent, config: { mcp: { servers } } });
    await saveSkill(scene.stateDir, 'travel', 'Plans journeys.');
    await saveSkill(scene.stateDir, 'other', 'Not for this agent.');
    await runCli(['tools', 'new', 'greeter'], { stateDir: scene.stateDir });
    const client = await scene.connect();
    while ((await client.request('skills.list', {})).skills.length < 2)
      await new Promise((resolve) => setImmediate(resolve));

    const said = async (message: string): Promise<string> => {
      const end = await client.ask(message);
      return end.state === 'final' ? textOf(end.message) : JSON.stringify(end);
    };
    expect(await said('model:tool tool:greeter args:{"name":"Ada"}')).toContain('Hello Ada!');
    expect(await said('model:tool tool:mcp_s_echo args:{"text":"hi there"}')).toContain('hi there');
    expect(await said('model:tool tool:skill args:{"name":"travel"}')).toContain(
      'secret of travel',
    );
    expect(await said('model:tool tool:skill args:{"name":"other"}')).not.toContain('secret of');

    const [request] = await scene.model.listRequests({ match: { contains: 'greeter' } });
    const body = JSON.stringify(request);
    expect(body).toContain('travel: Plans journeys.');
    expect(body).not.toContain('secret of travel');
    expect(body).not.toContain('Not for this agent');
    expect(body).toContain('mcp_s_echo');
  });

  it('answers while a server is slow to come up, and waits for it only once', async () => {
    const servers = { s: program('stdio', 'mute') };
    scene = await createScene({
      agent: { tools: ['clock', 'mcp_s_*'] },
      config: { mcp: { servers } },
    });
    const client = await scene.connect();
    await client.ask('first');
    const begun = performance.now();
    await client.ask('model:tool tool:clock args:{}');
    expect(performance.now() - begun).toBeLessThan(8_000);
    expect((await client.request('mcp.list', {})).servers[0]?.state).toBe('starting');
  });
});
