import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createNodeKeeper, type NodeKeeper } from '../crash/node-keeper.ts';
import type { RequestRecord } from '../servers/openai/control.ts';
import { startTelegramServer, type TelegramServer } from '../servers/telegram/control.ts';
import { createScene, type Scene } from '../support/scene.ts';

/** Pictures from a phone to a model: the real programs, from end to end. */
const picture = Buffer.from('\xff\xd8\xff\xe0 a picture', 'latin1').toString('base64');

let telegram: TelegramServer;
let scene: Scene;
let far: NodeKeeper | undefined;

beforeAll(async () => {
  telegram = await startTelegramServer();
});
afterAll(() => telegram.stop());
afterEach(async () => {
  await far?.stop();
  far = undefined;
  await scene.dispose();
  await telegram.clearFaults();
});

interface Wanted {
  readonly env?: NodeJS.ProcessEnv;
  readonly direct?: 'open' | 'pairing';
  readonly node?: string;
}

async function begin({ env = {}, direct = 'open', node = 'local' }: Wanted = {}): Promise<number> {
  const { token, apiRoot } = telegram;
  scene = await createScene({
    agent: { model: 'test/see', tools: [] },
    config: { channels: { telegram: { token, apiRoot, node, access: { direct } } } },
    start: { env },
  });
  return (await telegram.createPrivateChat()).id;
}

const show = (chatId: number, caption: string) =>
  telegram.injectPhoto({ chatId, caption, base64: picture });
const answer = (chatId: number, contains: string) =>
  telegram.waitForMessages({ match: { chatId, contains }, timeoutMs: 30_000 });
const requests = (contains: string): Promise<RequestRecord[]> =>
  scene.model.listRequests({ match: { contains } });
/** Whether the model has been shown this very picture. */
const holdsPicture = ({ body }: RequestRecord): boolean => JSON.stringify(body).includes(picture);

describe('a picture with a caption', () => {
  it('is seen by the model, and again with the next question', async () => {
    const chatId = await begin();
    await show(chatId, 'what is this?');
    await answer(chatId, 'pictures: image/jpeg');
    const [first] = await requests('what is this?');
    expect(first && holdsPicture(first)).toBe(true);
    await telegram.injectMessage({ chatId, text: 'and now?' });
    await telegram.waitForMessages({ match: { chatId, contains: 'pictures' }, count: 2 });
    const [second] = await requests('and now?');
    expect(second && holdsPicture(second)).toBe(true);
    expect(await scene.model.listViolations()).toEqual([]);
  });

  it('of a stranger is not fetched: a code and nothing else', async () => {
    const chatId = await begin({ direct: 'pairing' });
    const before = (await telegram.listCalls({ match: { method: 'getFile' } })).length;
    await show(chatId, 'hello');
    await answer(chatId, 'code');
    expect(await telegram.listCalls({ match: { method: 'getFile' } })).toHaveLength(before);
    await expect(readdir(path.join(scene.stateDir, 'blobs'))).rejects.toThrow();
  });

  it('that cannot be got is named to the model, and the log says why', async () => {
    const chatId = await begin();
    await telegram.addFault({ method: 'getFile', kind: 'error', errorCode: 404 });
    await show(chatId, 'look here');
    await answer(chatId, 'pictures:');
    const [request] = await requests('look here');
    expect(JSON.stringify(request?.body)).toContain('[image: could not be fetched]');
    expect(await scene.log()).toContain('telegram.picture-not-fetched');
    expect(await scene.log()).not.toContain(telegram.token);
  });

  it('that is too large is named to the model', async () => {
    const chatId = await begin();
    const base64 = Buffer.alloc(20 * 1024 * 1024 + 1).toString('base64');
    const mimeType = 'image/png';
    await telegram.injectDocument({ chatId, mimeType, fileName: 'a.png', base64, caption: 'big' });
    await answer(chatId, 'pictures:');
    const [request] = await requests('big');
    expect(JSON.stringify(request?.body)).toContain('[a.png: too large]');
  });

  it('that the gateway does not have is shown as missing', async () => {
    await begin({ node: 'far' });
    const { connectNode } = await import('../support/node-client.ts');
    const node = await connectNode(scene.gateway.url, scene.token, 'far', 'telegram');
    const blob = 'a'.repeat(64);
    await node.receive('what do you see?', '42', [
      { kind: 'image', mimeType: 'image/jpeg', sizeBytes: 5, blob },
    ]);
    await scene.model.waitForRequests({ match: { contains: 'what do you see?' } });
    const [request] = await requests('what do you see?');
    expect(request?.lastUserText).toBe('what do you see?\n[1 picture(s) not shown here]');
  });
});

describe('a gateway that is killed', () => {
  it.each([
    // The picture is on its way, is on disk, and is on disk while its message is not.
    'picture.before-store',
    'picture.after-store',
    'gateway.inbound.before-accept',
    'gateway.inbound.before-ack',
  ])('at %s answers the message once, with its picture seen', async (point) => {
    const chatId = await begin({ env: { NODE_ENV: 'test', OPENCLAW_KILL_POINT: point } });
    await show(chatId, `look at ${point}`);
    expect((await scene.gateway.exited).signal).toBe('SIGKILL');
    await scene.start({ env: { OPENCLAW_KILL_POINT: '' } });
    await answer(chatId, 'pictures: image/jpeg');
    const asked = await requests(`look at ${point}`);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every(holdsPicture)).toBe(true);
    const answers = await telegram.listMessages({ match: { chatId } });
    expect(answers.map(({ text }) => text)).toEqual(['pictures: image/jpeg']);
  });

  it('and is away gets the picture with the message when it comes back', async () => {
    const chatId = await begin({ node: 'far' });
    const { url } = scene.gateway;
    far = createNodeKeeper('far', path.join(scene.root, 'far'), url, scene.token, {});
    await telegram.waitForPoll();
    await scene.end('SIGKILL');
    const { updateId } = await show(chatId, 'while you were away');
    await telegram.waitForConfirmed({ updateId: Number(updateId) });
    await scene.start();
    await answer(chatId, 'pictures: image/jpeg');
    expect((await requests('while you were away')).map(holdsPicture)).toEqual([true]);
  });
});

describe('a host that is killed after the message was taken', () => {
  const env = { NODE_ENV: 'test', OPENCLAW_KILL_POINT: 'host.inbound.after-ack' };
  const askOnce = async (chatId: number): Promise<RequestRecord[]> => {
    await show(chatId, 'one time');
    await scene.model.waitForRequests({ match: { contains: 'one time' } });
    return requests('one time');
  };

  it('has brought the picture before', async () => {
    const chatId = await begin({ env });
    expect((await askOnce(chatId)).map(holdsPicture)).toEqual([true]);
  });

  it('without the protection the model is seen to answer without the picture', async () => {
    const chatId = await begin({ env: { ...env, OPENCLAW_TEST_DISABLE: 'picture-first' } });
    expect((await askOnce(chatId)).map(holdsPicture)).toEqual([false]);
  });
});
