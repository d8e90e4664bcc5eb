import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { connectModel, startModelServer } from './openai/control.ts';
import { connectTelegram, startTelegramServer } from './telegram/control.ts';

async function isListening(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Starts a server from a process of its own and gives the ids of both. */
async function startFromParent(options: string): Promise<{
  parent: ReturnType<typeof spawn>;
  port: number;
  pid: number;
}> {
  const program = `
    import { startModelServer } from ${JSON.stringify(new URL('openai/control.ts', import.meta.url).href)};
    const { port, pid } = await startModelServer(${options});
    console.log(JSON.stringify({ port, pid }));
    setInterval(() => undefined, 1000);
  `;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
  return { parent, ...(JSON.parse(line) as { port: number; pid: number }) };
}

describe('server processes', () => {
  it('end when they are stopped, and free their port', async () => {
    for (const start of [startTelegramServer, startModelServer]) {
      const server = await start();
      expect(await isListening(server.port)).toBe(true);
      await server.stop();
      expect(await isListening(server.port)).toBe(false);
    }
  });

  it('can be steered from any process of the machine', async () => {
    const server = await startTelegramServer();
    const elsewhere = connectTelegram(server.port);
    const chat = await elsewhere.createGroup({ title: 'Shared' });
    await server.injectMessage({ chatId: chat.id, text: 'seen by both' });
    const match = { contains: 'seen', sender: 'user' } as const;
    expect(await elsewhere.listMessages({ match })).toHaveLength(1);
    await server.stop();
  });

  it('die with a parent that was killed', async () => {
    const { parent, port } = await startFromParent('{}');
    expect(await isListening(port)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await expect.poll(() => isListening(port), { timeout: 10_000 }).toBe(false);
  });

  it('live on without their parent when detached, with what they knew', async () => {
    const { parent, port, pid } = await startFromParent('{ isDetached: true }');
    try {
      const model = connectModel(port);
      await model.configure({ slowWordMs: 3 });
      parent.kill('SIGKILL');
      await once(parent, 'exit');
      expect(await model.getTotals()).toMatchObject({ requests: 0 });
    } finally {
      process.kill(pid, 'SIGTERM');
    }
    await expect.poll(() => isListening(port), { timeout: 10_000 }).toBe(false);
  });

  it('say why they did not become ready', async () => {
    const server = await startModelServer();
    await expect(startModelServer({ port: server.port })).rejects.toMatchObject({
      message: expect.stringContaining('EADDRINUSE') as string,
    });
    await server.stop();
  });
});
