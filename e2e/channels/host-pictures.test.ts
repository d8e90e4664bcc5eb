import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/shared/errors/index.ts';
import type { Envelope } from '../../src/shared/model/envelope.ts';
import { createLocalHost, type LocalHost } from '../../src/main/nodes/local-host.ts';
import { createLocalPlacement } from '../../src/main/nodes/local-placement.ts';
import { makeConfig, startTestGateway, type TestGateway } from '../../src/main/nodes/testkit.ts';
import { systemClock } from '../../src/main/platform/clock.ts';
import { silentLog } from '../../src/main/platform/log.ts';
import {
  openTelegramSite,
  type TelegramMessenger,
  type TelegramSite,
} from './telegram-messenger.ts';

/** The real channel host and its way of pictures; the gateway's end is real, what is behind it not. */
const program = fileURLToPath(new URL('../../src/main/node-host.ts', import.meta.url));
const picture = Buffer.from('\xff\xd8\xff\xe0 a picture', 'latin1');

let site: TelegramSite;
let stateDir: string;
let gateway: TestGateway;
let messenger: TelegramMessenger;
let local: LocalHost;

beforeAll(async () => {
  site = await openTelegramSite();
});
afterAll(() => site.stop());
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'host-pictures-'));
  messenger = await site.openMessenger();
  gateway = await startTestGateway(makeConfig({ telegram: messenger.settings }));
});
afterEach(async () => {
  await local.stop();
  await gateway.close();
  await messenger.close();
  await rm(stateDir, { recursive: true });
});

function startHost(env: Readonly<Record<string, string>> = {}): void {
  local = createLocalHost({
    registry: gateway.registry,
    placement: createLocalPlacement(),
    config: () => gateway,
    address: () => ({ url: gateway.url, token: gateway.token }),
    stateDir,
    version: 'test',
    command: [process.execPath, program],
    env: { ...process.env, ...env },
    clock: systemClock,
    log: silentLog,
  });
  local.refresh();
}

async function show(caption: string, data: Buffer = picture): Promise<number> {
  const { chatId, server } = messenger;
  const sent = await server.injectPhoto({ chatId, caption, base64: data.toString('base64') });
  return Number(sent.updateId);
}

const runCount = (): number => new Set(gateway.recoveries.map(({ runId }) => runId)).size;
const texts = (): readonly string[] => gateway.inbox.map(({ text }) => text);
const pictureOf = ({ attachments }: Envelope): Buffer | undefined =>
  gateway.files.get(attachments[0]?.blob ?? '');
/** Files that the host keeps. */
async function listKept(): Promise<readonly string[]> {
  const dir = join(stateDir, 'nodes', 'local', 'files');
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
const nothingKept = (): Promise<void> => expect.poll(listKept).toEqual([]);

describe('a picture', () => {
  it('is at the gateway before its message, and on the host no longer than needed', async () => {
    startHost();
    await show('one');
    await gateway.until(() => gateway.inbox.length === 1, 'the message');
    expect(gateway.inbox.map(pictureOf)).toEqual([picture]);
    expect(gateway.calls.indexOf('node.file')).toBeGreaterThan(-1);
    expect(gateway.calls.indexOf('node.file')).toBeLessThan(gateway.calls.indexOf('node.inbound'));
    await nothingKept();
  });

  it('of many pieces arrives whole', async () => {
    const large = Buffer.concat([picture, Buffer.alloc(3_000_000, 'abcdefg')]);
    startHost();
    await show('large', large);
    await gateway.until(() => gateway.inbox.length === 1, 'the message');
    expect(gateway.inbox.map(pictureOf)).toEqual([large]);
  });

  it('of a stranger is not even fetched', async () => {
    gateway.isWanted = () => false;
    startHost();
    await show('let me in');
    await gateway.until(() => gateway.inbox.length === 1, 'the message');
    expect(gateway.calls).not.toContain('node.file');
    expect(gateway.files.size).toBe(0);
  });

  it('that the gateway cannot store does not keep its message', async () => {
    gateway.fileError = new AppError('STORAGE_FULL', { path: 'x' });
    startHost();
    await show('one');
    await messenger.say('two');
    await gateway.until(() => gateway.inbox.length === 2, 'both messages');
    expect(texts()).toEqual(['one', 'two']);
    expect(gateway.files.size).toBe(0);
    await nothingKept();
  });

  it('that waits with its message for the gateway outlives the host, and goes first', async () => {
    startHost();
    await gateway.until(() => runCount() === 1, 'the host');
    await site.server.waitForPoll();
    await gateway.goAway();
    await show('one');
    await show('two');
    await site.server.waitForConfirmed({ updateId: await show('three') });
    expect(await listKept()).toHaveLength(1);
    process.kill(local.pids().get('local') ?? 0, 'SIGKILL');
    await gateway.comeBack();
    await gateway.until(() => gateway.inbox.length === 3, 'the messages');
    expect(texts()).toEqual(['one', 'two', 'three']);
    expect(gateway.inbox.map(pictureOf)).toEqual([picture, picture, picture]);
    await nothingKept();
  });
});

describe('a host that is killed', () => {
  it.each(['picture.after-keep', 'picture.before-bring', 'picture.after-bring'] as const)(
    'at %s brings message and picture in exactly once',
    async (point) => {
      startHost({ OPENCLAW_KILL_POINT: point });
      await show('one');
      await gateway.until(() => runCount() === 2, 'the next host');
      await messenger.say('two');
      await gateway.until(() => gateway.inbox.length >= 2, 'both messages');
      await messenger.waitForConfirmation();
      expect(texts()).toEqual(['one', 'two']);
      expect(gateway.inbox.slice(0, 1).map(pictureOf)).toEqual([picture]);
      await nothingKept();
    },
  );

  it.each(['host.spool.before-commit', 'host.spool.after-commit'] as const)(
    'at %s, with the gateway away, loses neither',
    async (point) => {
      startHost({ OPENCLAW_KILL_POINT: point });
      await gateway.until(() => runCount() === 1, 'the host');
      await site.server.waitForPoll();
      const pid = local.pids().get('local');
      await gateway.goAway();
      await show('one');
      await expect.poll(() => local.pids().get('local'), { timeout: 15_000 }).not.toBe(pid);
      await gateway.comeBack();
      await gateway.until(() => gateway.inbox.length >= 1, 'the message');
      await messenger.say('two');
      await gateway.until(() => gateway.inbox.length >= 2, 'both messages');
      expect(texts()).toEqual(['one', 'two']);
      expect(gateway.inbox.slice(0, 1).map(pictureOf)).toEqual([picture]);
    },
  );

  it('without the protection has handed in a message whose picture is missing', async () => {
    startHost({
      NODE_ENV: 'test',
      OPENCLAW_TEST_DISABLE: 'picture-first',
      OPENCLAW_KILL_POINT: 'host.inbound.after-ack',
    });
    await gateway.until(() => runCount() === 1, 'the host');
    await show('one');
    await gateway.until(() => gateway.inbox.length === 1, 'the message');
    expect(gateway.inbox.map(pictureOf)).toEqual([undefined]);
    await gateway.until(() => runCount() === 2, 'the next host');
  });
});
