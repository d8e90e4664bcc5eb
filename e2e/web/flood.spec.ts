import { test, type Page } from '@playwright/test';
import type { Client } from '../support/client.ts';
import {
  expect,
  goToPage,
  messageField,
  messages,
  openInterface,
  say,
  shareScene,
} from './page.ts';

/**
 * A flood must not freeze a page: whoever presses a key is heard, and the screen is drawn. How long
 * the page was busy at a time is measured in the page itself. The machine of a test has other work, so
 * the best of a few rounds counts: a page that is too slow is so in each of them.
 */
const longestFrameMs = 50;
const eventsPerSecond = 10_000;
const rounds = 4;
const roundMs = 2_500;

const shared = shareScene({
  agent: { tools: [], timeoutSeconds: 600 },
  config: { logging: { level: 'debug' } },
});

/** In the page: how many tasks were longer than 50 ms and the longest pause between two frames. */
interface Measured {
  readonly longestTaskMs: number;
  readonly longestGapMs: number;
  readonly frames: number;
  readonly injected: number;
}

/** Runs before the page: remembers its sockets, so that frames can come out of them. */
const remember = `(() => {
  const Native = window.WebSocket;
  window.sockets = [];
  window.WebSocket = class extends Native {
    constructor(...args) {
      super(...args);
      window.sockets.push(this);
    }
  };
})();`;

/** Frames as the gateway writes them come out of the page's own socket, so many in each second. */
function measure(frames: readonly string[], perSecond: number): string {
  return `(async () => {
    const frames = ${JSON.stringify(frames)};
    const socket = window.sockets.at(-1);
    let longestTaskMs = 0, longestGapMs = 0, count = 0, injected = 0, last = performance.now();
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
    });
    observer.observe({ entryTypes: ['longtask'] });
    const begin = performance.now();
    const end = begin + ${roundMs};
    const channel = new MessageChannel();
    const pump = () => {
      const now = performance.now();
      if (now >= end) return;
      const due = Math.floor(((now - begin) / 1000) * ${perSecond});
      // One frame in each task, as they come from a network; a few when the page was busy.
      for (let n = 0; injected < due && n < 5; n += 1) {
        socket.onmessage(new MessageEvent('message', { data: frames[injected++ % frames.length] }));
      }
      channel.port2.postMessage(0);
    };
    channel.port1.onmessage = pump;
    pump();
    await new Promise((resolve) => {
      const frame = (now) => {
        longestGapMs = Math.max(longestGapMs, now - last);
        last = now;
        count += 1;
        if (performance.now() < end) requestAnimationFrame(frame);
        else resolve();
      };
      requestAnimationFrame((now) => { last = now; requestAnimationFrame(frame); });
    });
    observer.disconnect();
    return { longestTaskMs, longestGapMs, frames: count, injected };
  })()`;
}

async function bestOf(page: Page, frames: readonly string[], perSecond: number): Promise<Measured> {
  const seen: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    seen.push(await page.evaluate<Measured>(measure(frames, perSecond)));
    if ((seen.at(-1)?.longestTaskMs ?? 0) < longestFrameMs) break;
  }
  const [best] = seen.sort((a, b) => a.longestTaskMs - b.longestTaskMs);
  if (!best) throw new Error('nothing was measured');
  test.info().annotations.push({ type: 'measured', description: JSON.stringify(best) });
  if (process.env['OPENCLAW_E2E_SHOTS'] !== undefined)
    process.stdout.write(`${JSON.stringify(seen)}\n`);
  return best;
}

const frame = (event: string, payload: unknown): string =>
  JSON.stringify({ type: 'event', event, payload });

/** What a very busy gateway sends: rows of conversations, words of the one in sight, lines of the log. */
async function floodOf(client: Client, sessionKey: string): Promise<string[]> {
  const { sessions } = await client.request('sessions.list', { limit: 200 });
  const template = sessions[0];
  if (!template) throw new Error('there is no conversation');
  const frames: string[] = [];
  for (let n = 0; n < 2_000; n += 1) {
    const id = `flood-${n % 300}`;
    const session = { ...template, key: `agent:assistant:${id}`, sessionId: id, updatedAt: n };
    const row = { reason: 'updated', sessionKey: session.key, sessionId: id, session };
    frames.push(frame('sessions.changed', row));
    const delta = { runId: 'flood', sessionKey, agentId: 'assistant', seq: n, state: 'delta' };
    // The gateway gathers words: thirty times a second for each answer.
    if (n % 300 === 0) frames.push(frame('chat', { ...delta, deltaText: ' word' }));
    if (n % 400 === 0) {
      const line = `{"level":"info","time":"2026-11-23T10:00:00.000Z","n":${n},"event":"flood.line"}`;
      frames.push(
        frame('log.lines', { lines: Array.from({ length: 100 }, () => line), dropped: 0 }),
      );
    }
    if (n % 200 === 0) frames.push(frame('tick', { ts: n }));
  }
  return frames;
}

for (const place of ['overview', 'chat/agent%3Aassistant%3Amain', 'logs']) {
  test(`ten thousand events a second do not freeze the page: ${place}`, async ({ context }) => {
    test.setTimeout(120_000);
    await context.addInitScript(remember);
    const client = await shared.scene.connect();
    await client.ask('hello', { sessionKey: 'agent:assistant:main' });
    const { page, problems } = await openInterface(context, shared.scene);
    await goToPage(page, place);
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
    const frames = await floodOf(client, 'agent:assistant:main');
    const best = await bestOf(page, frames, eventsPerSecond);
    expect(best.injected).toBeGreaterThan((eventsPerSecond * roundMs * 0.8) / 1_000);
    expect(best.longestTaskMs).toBeLessThan(longestFrameMs);
    await client.close();
    expect(problems).toEqual([]);
  });
}

test('hundreds of answers at once: the page hears only of the one in sight, and stays quick', async ({
  context,
}) => {
  test.setTimeout(120_000);
  const { scene } = shared;
  await context.addInitScript(remember);
  const client = await scene.connect();
  const text = 'many small words '.repeat(400);
  await scene.model.addScript({
    contains: 'talk long',
    answers: Array.from({ length: 400 }, () => ({ kind: 'text' as const, text, chunkSize: 4 })),
  });
  const { page } = await openInterface(context, scene);
  let received = 0;
  page.on('websocket', (socket) => socket.on('framereceived', () => (received += 1)));
  await page.reload();
  await expect(messageField(page)).toBeVisible();
  await say(page, 'hello again');
  await expect(messages(page).getByText('echo: hello again')).toBeVisible();
  const begun = client.raw.frames.length;
  received = 0;
  const runs = Array.from({ length: 200 }, (_, n) =>
    client.send('talk long', { sessionKey: `agent:assistant:busy-${n}` }),
  );
  const best = await bestOf(page, [frame('tick', { ts: 0 })], 10);
  const ends = await Promise.all((await Promise.all(runs)).map(({ end }) => end));
  expect(ends.every(({ state }) => state === 'final')).toBe(true);
  const told = client.raw.frames.length - begun;
  test.info().annotations.push({ type: 'measured', description: `${told} told, ${received} came` });
  if (process.env['OPENCLAW_E2E_SHOTS'] !== undefined)
    process.stdout.write(`${told} told, ${received} came\n`);
  // Two hundred conversations: their rows come, their words do not.
  expect(received).toBeLessThan(told / 3);
  expect(best.longestTaskMs).toBeLessThan(longestFrameMs);
  await client.close();
});
