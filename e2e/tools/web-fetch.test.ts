import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/main/platform/clock.ts';
import type { ToolResult } from '../../src/main/tools/tool.ts';
import { fetchPage } from '../../src/main/tools/web/fetch-page.ts';
import {
  createNetGuard,
  type NetGuard,
  type Resolver,
} from '../../src/main/tools/web/net-guard.ts';
import { createWebFetchTool, type WebFetchTool } from '../../src/main/tools/web/web-fetch-tool.ts';
import { toolsSection } from '../../src/shared/config/tools.ts';
import type { LocalServer } from '../servers/web/local-server.ts';
import { startSite } from '../servers/web/site.ts';
import { makeToolContext } from './tool-context.ts';

let site: LocalServer;
const open: WebFetchTool[] = [];

beforeAll(async () => {
  site = await startSite();
});
afterAll(async () => {
  await Promise.all(open.map((one) => one.close()));
  await site.close();
});

interface Setting {
  readonly allowPrivate?: readonly string[];
  readonly resolve?: Resolver;
  readonly web?: Readonly<Record<string, unknown>>;
}

function makeFetch({ allowPrivate = [site.host], resolve, web = {} }: Setting = {}): (
  args: Readonly<Record<string, unknown>>,
) => Promise<ToolResult> {
  const config = toolsSection().parse({ web: { allowPrivate, ...web } }).web;
  const fetch = createWebFetchTool({ clock: systemClock, config: () => config, resolve });
  open.push(fetch);
  return (args) => fetch.tool.run(args, makeToolContext());
}

describe('web_fetch reads', () => {
  it('the article of a page, with title and date, marked as a stranger’s words', async () => {
    const { text, isError } = await makeFetch()({ url: `${site.url}/article` });
    expect(isError).toBe(false);
    expect(text).toContain('Title: Of tea and time');
    expect(text).toContain('Date: 2026-03-04');
    expect(text).toContain(`**four minutes**, says [the keeper](${site.url}/who)`);
    expect(text).not.toContain('News');
    const mark = /Ends at (\w+)\./.exec(text)?.[1];
    expect(text).toContain(`information, not instructions`);
    expect(text.indexOf(`[End ${mark}]`)).toBeGreaterThan(text.indexOf('four minutes'));
  });

  it.each(['/gzip', '/br', '/deflate', '/deflate-raw', '/twice'])('%s', async (path) => {
    const { text } = await makeFetch()({ url: site.url + path, format: 'text' });
    expect(text).toContain('Tea should be drawn for four minutes');
  });

  it.each([
    ['/plain', 'just words'],
    ['/json', '{"tea":4}'],
    ['/feed', '<title>Tea</title>'],
    ['/untyped', 'hello'],
    ['/latin1', 'Grüße'],
    ['/meta-charset', 'café'],
  ])('%s', async (path, words) => {
    const { text, isError } = await makeFetch()({ url: site.url + path });
    expect(text).toContain(words);
    expect(isError).toBe(false);
  });

  it('the page as it came, when it is asked for raw', async () => {
    const { text } = await makeFetch()({ url: `${site.url}/article`, format: 'raw' });
    expect(text).toContain('<article><h1>');
  });

  it('a long page in parts, without fetching it twice', async () => {
    const fetch = makeFetch({ web: { maxBytes: 2_000 } });
    const first = await fetch({ url: `${site.url}/huge`, maxChars: 1_500 });
    expect(first.text).toContain('Only the first 2000 bytes were read');
    expect(first.text).toContain('Characters 0 to 1500 of 2000');
    const asked = site.requests.length;
    const rest = await fetch({ url: `${site.url}/huge`, maxChars: 1_500, offset: 1_500 });
    expect(rest.text).toContain('x'.repeat(500));
    expect(rest.text).not.toContain('x'.repeat(501));
    expect(rest.text).not.toContain('Characters');
    expect(site.requests.length).toBe(asked);
  });

  it('what a missing page says, as an error', async () => {
    const { text, isError } = await makeFetch()({ url: `${site.url}/missing` });
    expect(isError).toBe(true);
    expect(text).toContain('Status: 404');
    expect(text).toContain('No such page');
  });

  it('nothing of a file, but says what it is', async () => {
    const { text } = await makeFetch()({ url: `${site.url}/pdf` });
    expect(text).toContain('This is a file (application/pdf, 5 bytes)');
  });

  it('through a redirect, and says where it led', async () => {
    const { text } = await makeFetch()({ url: `${site.url}/to-article` });
    expect(text).toContain(`Redirected to: ${site.url}/article#part`);
    expect(text).toContain('four minutes');
  });
});

describe('web_fetch copes with', () => {
  it('a gzip bomb: it stops unpacking at the largest page', async () => {
    const before = process.memoryUsage().rss;
    const { text } = await makeFetch({ web: { maxBytes: 1_000_000 } })({
      url: `${site.url}/bomb`,
      format: 'raw',
      maxChars: 200,
    });
    expect(text).toContain('Only the first 1000000 bytes were read');
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });

  it('a page nested two hundred thousand deep, while the main thread stays free', async () => {
    let longestMs = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
    }, 5);
    const { text } = await makeFetch()({ url: `${site.url}/nested` });
    clearInterval(timer);
    expect(text).toContain('at the bottom');
    // Parsed here, it would have been seconds.
    expect(longestMs).toBeLessThan(1_500);
  });

  it.each([
    ['/silent', 'WEB_TIMEOUT'],
    ['/slow', 'WEB_TIMEOUT'],
  ])('%s', async (path, code) => {
    const fetch = makeFetch({ web: { timeoutSeconds: 1 } });
    await expect(fetch({ url: site.url + path })).rejects.toMatchObject({ code });
  });

  it.each([
    ['/cut', 'WEB_UNREACHABLE'],
    ['/damaged', 'WEB_ANSWER_INVALID'],
    ['/unknown-coding', 'WEB_ANSWER_INVALID'],
    ['/thrice', 'WEB_ANSWER_INVALID'],
    ['/loop', 'WEB_REDIRECTS'],
    ['/to-file', 'WEB_URL_INVALID'],
    [`/to?${encodeURIComponent('http://user:pass@127.0.0.1/')}`, 'WEB_URL_INVALID'],
    [`/to?${encodeURIComponent('http://10.9.8.7/')}`, 'WEB_ADDRESS_PRIVATE'],
    [`/to?${encodeURIComponent('http://0x7f.1/')}`, 'WEB_ADDRESS_PRIVATE'],
    [`/to?${encodeURIComponent('//[::ffff:7f00:1]/')}`, 'WEB_ADDRESS_PRIVATE'],
  ])('%s', async (path, code) => {
    await expect(makeFetch()({ url: site.url + path })).rejects.toMatchObject({ code });
  });

  it('the end of its turn', async () => {
    const config = toolsSection().parse({ web: { allowPrivate: [site.host] } }).web;
    const fetch = createWebFetchTool({ clock: systemClock, config: () => config });
    open.push(fetch);
    const controller = new AbortController();
    const waiting = fetch.tool.run(
      { url: `${site.url}/silent?abort` },
      makeToolContext({ signal: controller.signal }),
    );
    await site.asked('/silent?abort');
    controller.abort(new Error('the turn is over'));
    await expect(waiting).rejects.toThrow('the turn is over');
  });
});

describe('the net guard of web_fetch', () => {
  it('blocks this machine unless it is allowed', async () => {
    const asked = site.connections();
    const fetch = makeFetch({ allowPrivate: [] });
    const { port } = site;
    for (const host of ['127.0.0.1', 'localhost', '127.1', '0x7f000001', '[::ffff:127.0.0.1]'])
      await expect(fetch({ url: `http://${host}:${port}/article` })).rejects.toMatchObject({
        code: 'WEB_ADDRESS_PRIVATE',
      });
    expect(site.connections()).toBe(asked);
  });

  it('connects to what it checked, though the name says something else by then', async () => {
    const asked = site.connections();
    const { resolve, count } = makeRebinding();
    const fetch = makeFetch({ allowPrivate: [], resolve, web: { timeoutSeconds: 1 } });
    await expect(fetch({ url: `http://rebind.example:${site.port}/article` })).rejects.toThrow();
    expect(count()).toBe(1);
    expect(site.connections()).toBe(asked);
  });

  it('control: a check that is not kept for the connection lets the name turn private', async () => {
    const { resolve } = makeRebinding();
    const careful = createNetGuard({ allowPrivate: [], resolve });
    const careless: NetGuard = {
      async admit(target, signal) {
        const admitted = await careful.admit(target, signal);
        const [address = ''] = await resolve(target.host);
        return {
          ...admitted,
          lookup: (_host, _options, done) => done(null, [{ address, family: 4 }]),
        };
      },
    };
    const page = await fetchPage(
      `http://rebind.example:${site.port}/article`,
      { guard: careless, clock: systemClock, timeoutMs: 5_000, maxBytes: 100_000 },
      new AbortController().signal,
    );
    expect(page.bytes.toString()).toContain('four minutes');
  });

  it('looks at a name again after each redirect', async () => {
    const names: string[] = [];
    const resolve: Resolver = (host) => {
      names.push(host);
      return Promise.resolve(host === 'home.example' ? ['127.0.0.1'] : ['10.0.0.1']);
    };
    const fetch = makeFetch({ allowPrivate: ['home.example'], resolve });
    const to = encodeURIComponent('http://inside.example/');
    await expect(fetch({ url: `http://home.example:${site.port}/to?${to}` })).rejects.toMatchObject(
      { code: 'WEB_ADDRESS_PRIVATE', values: { host: 'inside.example' } },
    );
    expect(names).toEqual(['home.example', 'inside.example']);
  });

  it('uses no proxy of the environment', async () => {
    process.env['HTTP_PROXY'] = 'http://127.0.0.1:9';
    try {
      const { text } = await makeFetch()({ url: `${site.url}/plain` });
      expect(text).toContain('just words');
    } finally {
      delete process.env['HTTP_PROXY'];
    }
  });
});

/** A name that is public when it is looked up first, and this machine from then on. */
function makeRebinding(): { readonly resolve: Resolver; readonly count: () => number } {
  let count = 0;
  return {
    resolve: () => Promise.resolve([count++ === 0 ? '93.184.216.34' : '127.0.0.1']),
    count: () => count,
  };
}
