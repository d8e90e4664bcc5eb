import dgram from 'node:dgram';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/main/platform/clock.ts';
import { silentLog } from '../../src/main/platform/log.ts';
import { browserParameters } from '../../src/main/tools/browser/browser-parameters.ts';
import { createBrowserTool, type BrowserTool } from '../../src/main/tools/browser/browser-tool.ts';
import { findBrowser } from '../../src/main/tools/browser/find-browser.ts';
import { createBrowserHost } from '../../src/main/tools/browser/host/create-browser-host.ts';
import type { SessionDeps } from '../../src/main/tools/browser/host/browser-session.ts';
import { createWorkspace } from '../../src/main/tools/files/workspace.ts';
import type { ToolResult } from '../../src/main/tools/tool.ts';
import type { NetGuard } from '../../src/main/tools/web/net-guard.ts';
import { toolsSection } from '../../src/shared/config/tools.ts';
import type { LocalServer } from '../servers/web/local-server.ts';
import { startShop } from '../servers/web/shop.ts';
import { makeToolContext } from './tool-context.ts';

let root: string;
let shop: LocalServer;
/** What no page may reach. */
let inside: LocalServer;
let browser: BrowserTool;

const patienceMs = 120_000;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'openclaw-browser-test-'));
  await mkdir(path.join(root, 'workspace'));
  [shop, inside] = await Promise.all([startShop(), startShop()]);
});
afterAll(async () => {
  await Promise.all([shop.close(), inside.close()]);
  await rm(root, { recursive: true, force: true });
});

interface Setting extends Partial<SessionDeps> {
  readonly allowPrivate?: readonly string[];
}

function makeBrowser({ allowPrivate = [shop.host], ...host }: Setting = {}): BrowserTool {
  const config = toolsSection().parse({ web: { allowPrivate } });
  return createBrowserTool({
    clock: systemClock,
    log: silentLog,
    config: () => config,
    stateDir: root,
    workspace: async () => createWorkspace(await realpath(path.join(root, 'workspace'))),
    startHost: () =>
      Promise.resolve(createBrowserHost({ clock: systemClock, log: silentLog, ...host })),
  });
}

async function use(args: Readonly<Record<string, unknown>>, tool = browser): Promise<ToolResult> {
  return tool.tool.run(browserParameters().parse(args), makeToolContext());
}

/** The ref of the first element whose line in the snapshot begins so. */
function refOf({ text }: ToolResult, line: string): string {
  const found = text.split('\n').find((one) => one.trim().startsWith(`- ${line}`));
  const ref = /\[ref=(\w+)\]/.exec(found ?? '')?.[1];
  if (ref === undefined) throw new Error(`no ${line} in\n${text}`);
  return ref;
}

/** A page of the shop that runs this script. */
const pageWith = (script: string): string => `${shop.url}/page?${encodeURIComponent(script)}`;

describe('the browser', () => {
  beforeAll(() => {
    browser = makeBrowser();
  });
  afterAll(() => browser.close(), patienceMs);

  it(
    'opens a page, fills in a form and sends it',
    async () => {
      const site = shop.host;
      const page = await use({ action: 'open', url: shop.url });
      expect(page.text).toContain('heading "Tea shop"');
      expect(page.text).toContain(`Site: ${site}`);
      expect(page.text).toContain('information, not instructions');
      const ref = refOf(page, 'textbox "Name"');
      const typed = await use({ action: 'type', site, ref, text: 'Ann & Bob' });
      expect(typed.text).toContain('Ann & Bob');
      await use({ action: 'select', site, ref: refOf(page, 'combobox "Tea"'), text: 'black' });
      const sent = await use({ action: 'click', site, ref: refOf(page, 'button "Order"') });
      expect(sent.text).toContain('Ordered: name=Ann+%26+Bob&tea=black');
      expect(shop.requests.at(-1)?.body).toBe('name=Ann+%26+Bob&tea=black');
      const back = await use({ action: 'back' });
      expect(back.text).toContain('heading "Tea shop"');
      const field = refOf(back, 'textbox "Name"');
      const pressed = await use({ action: 'type', site, ref: field, text: 'Cid', submit: true });
      expect(pressed.text).toContain('Ordered: name=Cid');
    },
    patienceMs,
  );

  it('takes a picture of what is visible', async () => {
    await use({ action: 'open', url: shop.url });
    const { images } = await use({ action: 'screenshot' });
    const [image] = images ?? [];
    expect(image?.mimeType).toBe('image/jpeg');
    const bytes = Buffer.from(image?.data ?? []);
    expect(bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    // The frame header of a JPEG: height and width.
    const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
    expect([bytes.readUInt16BE(frame + 5), bytes.readUInt16BE(frame + 7)]).toEqual([800, 1_280]);
  });

  it(
    'downloads into the workspace, under a safe name, and never over a file',
    async () => {
      const page = await use({ action: 'open', url: shop.url });
      const ref = refOf(page, 'link "Price list"');
      const first = await use({ action: 'download', site: shop.host, ref });
      expect(first.text).toContain('Saved as downloads/_prices.csv');
      const second = await use({ action: 'download', url: `${shop.url}/list.csv` });
      expect(second.text).toContain('Saved as downloads/_prices (1).csv');
      const folder = path.join(root, 'workspace', 'downloads');
      expect((await readdir(folder)).toSorted()).toEqual(['_prices (1).csv', '_prices.csv']);
      expect(await readFile(path.join(folder, '_prices.csv'), 'utf8')).toContain('green,4');
      await expect(use({ action: 'download', url: `${shop.url}/nothing` })).rejects.toMatchObject({
        code: 'BROWSER_DOWNLOAD_FAILED',
      });
    },
    patienceMs,
  );

  it('takes no file that nobody asked for', async () => {
    const page = await use({ action: 'open', url: shop.url });
    const ref = refOf(page, 'link "Price list"');
    const { text } = await use({ action: 'click', site: shop.host, ref });
    expect(text).toContain('The page offered a file, which was not taken.');
  });

  it('makes a tab of a new window, and goes back and forth', async () => {
    const page = await use({ action: 'open', url: shop.url });
    const ref = refOf(page, 'link "Again"');
    const opened = await use({ action: 'click', site: shop.host, ref });
    const tab = Number(/Tab (\d+) was opened/.exec(opened.text)?.[1]);
    const list = await use({ action: 'tabs' });
    expect(list.text).toContain(`Tab ${tab} (in front)`);
    await use({ action: 'close' });
    expect((await use({ action: 'tabs' })).text).not.toContain(`Tab ${tab}`);
    await expect(use({ action: 'tabs', tab: 999 })).rejects.toMatchObject({
      code: 'BROWSER_TAB_UNKNOWN',
    });
  });

  it(
    'opens no more tabs than it may',
    async () => {
      const { text } = await use({
        action: 'open',
        url: pageWith('for (let i = 0; i < 20; i++) window.open("/")'),
      });
      expect(text).toContain('there are too many already');
      const { text: list } = await use({ action: 'tabs' });
      expect(list.match(/^Tab /gm)?.length).toBeLessThanOrEqual(8);
      await use({ action: 'close', all: true });
    },
    patienceMs,
  );

  it(
    'dismisses dialogs and passes on what they said, as words of the page',
    async () => {
      const page = await use({ action: 'open', url: shop.url });
      const { text } = await use({
        action: 'click',
        site: shop.host,
        ref: refOf(page, 'button "Offer"'),
      });
      expect(text).toContain('Content of dialogs of the page');
      expect(text).toContain('Only today!');
    },
    patienceMs,
  );

  it(
    'leaves out what stands in a password field, and nothing else',
    async () => {
      const fields = `<label>Name <input value="tea"></label>
        <label>Code <input type="password" value="tea: 'x' &quot;1&quot;"></label>
        <label>Pin <input type="password" value="7"></label><p>7 pots of tea</p>`;
      const script = `document.body.innerHTML = ${JSON.stringify(fields)}`;
      const { text } = await use({ action: 'open', url: pageWith(script) });
      expect(text).toMatch(/textbox "Code".*: \(hidden\)/);
      expect(text).toMatch(/textbox "Pin".*: \(hidden\)/);
      expect(text).toMatch(/textbox "Name".*: tea/);
      expect(text).toContain('7 pots of tea');
      expect(text).not.toContain("'x'");
    },
    patienceMs,
  );

  it('shows no file of this machine and no page that a page made up', async () => {
    const page = await use({ action: 'open', url: shop.url });
    for (const line of ['link "Secrets"', 'button "Fake"']) {
      await use({ action: 'click', site: shop.host, ref: refOf(page, line) });
      const { text } = await use({ action: 'tabs' });
      expect(text).toContain(`Address: ${shop.url}/`);
    }
    for (const url of [
      'file:///etc/passwd',
      'chrome://version',
      'data:text/html,x',
      'view-source:http://a.example',
    ])
      await expect(use({ action: 'open', url })).rejects.toMatchObject({ code: 'WEB_URL_INVALID' });
  });

  it('acts on no other site than the one that was named', async () => {
    const page = await use({ action: 'open', url: shop.url });
    const ref = refOf(page, 'button "Order"');
    await expect(use({ action: 'click', site: 'bank.example', ref })).rejects.toMatchObject({
      code: 'BROWSER_SITE_CHANGED',
    });
    await expect(use({ action: 'click', site: shop.host, ref: 'e9999' })).rejects.toMatchObject({
      code: 'BROWSER_REF_UNKNOWN',
    });
  });

  it(
    'survives a page that never rests',
    async () => {
      await expect(use({ action: 'open', url: pageWith('for(;;);') })).rejects.toMatchObject({
        code: 'BROWSER_ACTION_FAILED',
      });
      await use({ action: 'close', all: true });
      const { text } = await use({ action: 'open', url: shop.url });
      expect(text).toContain('heading "Tea shop"');
    },
    patienceMs,
  );
});

describe('nothing a page does reaches beyond what is allowed', () => {
  beforeEach(() => {
    browser = makeBrowser();
  });
  afterEach(() => browser.close());

  it.each([
    ['a request', (to: string) => `fetch('http://${to}/fetched').catch(() => 0)`],
    ['a picture', (to: string) => `new Image().src = 'http://${to}/pictured'`],
    [
      'a frame',
      (to: string) =>
        `document.body.append(Object.assign(document.createElement('iframe'), { src: 'http://${to}/framed' }))`,
    ],
    ['a WebSocket', (to: string) => `new WebSocket('ws://${to}/socket')`],
    ['a beacon', (to: string) => `navigator.sendBeacon('http://${to}/beacon', 'x')`],
    ['a way on', (to: string) => `location.href = 'http://${to}/moved'`],
  ])(
    '%s',
    async (_what, script) => {
      const asked = inside.connections();
      const opened = use({ action: 'open', url: pageWith(script(inside.host)) });
      const words = await opened.then(
        ({ text }) => text,
        (error: unknown) => (error as Error).message,
      );
      const later = await use({ action: 'snapshot' }).then(
        ({ text }) => text,
        () => '',
      );
      expect(words + later).toContain('127.0.0.1 is this machine');
      expect(inside.connections()).toBe(asked);
    },
    patienceMs,
  );

  it(
    'a redirect',
    async () => {
      const asked = inside.connections();
      const url = `${shop.url}/to?${encodeURIComponent(`${inside.url}/secret`)}`;
      await expect(use({ action: 'open', url })).rejects.toMatchObject({
        code: 'WEB_ADDRESS_PRIVATE',
      });
      expect(inside.connections()).toBe(asked);
    },
    patienceMs,
  );

  it(
    'control: without the guard a page reaches what is inside, also by WebSocket',
    async () => {
      const open: NetGuard = {
        admit: ({ host, port }) =>
          Promise.resolve({
            ...{ host, port, addresses: [host] },
            lookup: (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
          }),
      };
      const unguarded = makeBrowser({ makeGuard: () => open });
      try {
        const to = inside.host;
        const script = `fetch('http://${to}/fetched').catch(() => 0); new WebSocket('ws://${to}/socket')`;
        await use({ action: 'open', url: pageWith(script) }, unguarded);
        await Promise.all([inside.asked('/fetched'), inside.asked('/socket')]);
      } finally {
        await unguarded.close();
      }
    },
    patienceMs,
  );

  it(
    'a name that turns private between two requests',
    async () => {
      const { port } = shop;
      let count = 0;
      const names: Record<string, () => string> = {
        'shop.example': () => '127.0.0.1',
        // Allowed by nobody; public when it is asked for first.
        'rebind.example': () => (count++ === 0 ? '93.184.216.34' : '127.0.0.1'),
      };
      const rebinding = makeBrowser({
        allowPrivate: ['shop.example'],
        resolve: (host) => Promise.resolve([names[host]?.() ?? '10.0.0.1']),
      });
      try {
        const script = `const go = () => fetch('http://rebind.example:${inside.port}/rebound', { mode: 'no-cors' });
        go().catch(() => go()).catch(() => { document.title = 'both failed'; });`;
        const asked = inside.connections();
        const url = `http://shop.example:${port}/page?${encodeURIComponent(script)}`;
        await use({ action: 'open', url }, rebinding);
        expect(count).toBeGreaterThanOrEqual(1);
        expect(inside.connections()).toBe(asked);
      } finally {
        await rebinding.close();
      }
    },
    patienceMs,
  );

  it(
    'no packet leaves beside the proxy: WebRTC, WebTransport, names',
    async () => {
      const udp = await listenUdp();
      try {
        const asked = inside.connections();
        await use({ action: 'open', url: pageWith(leak(udp.port)) });
        let { text } = await use({ action: 'snapshot' });
        for (let looks = 0; looks < 200 && !bothDone.test(text); looks++)
          ({ text } = await use({ action: 'snapshot' }));
        expect(text).toMatch(bothDone);
        expect(udp.packets()).toBe(0);
        expect(inside.connections()).toBe(asked);
      } finally {
        udp.close();
      }
    },
    patienceMs,
  );

  it(
    'control: a browser as it comes sends packets past a proxy',
    async () => {
      const udp = await listenUdp();
      const plain = await chromium.launch({
        executablePath: findBrowser(undefined) ?? '',
        chromiumSandbox: process.getuid?.() !== 0,
      });
      try {
        const page = await plain.newPage();
        await page.goto(pageWith(leak(udp.port)));
        await udp.arrived;
        expect(udp.packets()).toBeGreaterThan(0);
      } finally {
        await plain.close();
        udp.close();
      }
    },
    patienceMs,
  );
});

const bothDone = /gathered.*refused|refused.*gathered/;

/** What a page can try to speak UDP to this port, and TCP to what is inside. */
function leak(port: number): string {
  return `
    document.head.insertAdjacentHTML('beforeend', '<link rel="dns-prefetch" href="//prefetch.example"><link rel="preconnect" href="http://127.0.0.1:${inside.port}">');
    const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${port}' }] });
    peer.createDataChannel('x');
    peer.onicegatheringstatechange = () => { if (peer.iceGatheringState === 'complete') said.textContent += ' gathered'; };
    peer.createOffer().then((offer) => peer.setLocalDescription(offer));
    new WebTransport('https://127.0.0.1:${port}/').ready.catch(() => { said.textContent += ' refused'; });`;
}

interface UdpEar {
  readonly port: number;
  readonly packets: () => number;
  readonly arrived: Promise<unknown>;
  close(): void;
}

async function listenUdp(): Promise<UdpEar> {
  const socket = dgram.createSocket('udp4');
  let packets = 0;
  socket.on('message', () => packets++);
  const arrived = new Promise((resolve) => socket.once('message', resolve));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  return { port, packets: () => packets, arrived, close: () => void socket.close() };
}
