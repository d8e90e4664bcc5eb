import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import type { ToolsConfig } from '../../../shared/config/tools.ts';
import { lazy } from '../../../shared/lazy.ts';
import { createBoundedMap } from '../../platform/bounded-map.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Tool, ToolResult } from '../tool.ts';
import { askAboutUrl } from './ask-about-url.ts';
import { keepPages } from './kept-pages.ts';
import type { Resolver } from './net-guard.ts';
import type { PageReader } from './page-reader.ts';
import { normaliseUrl } from './read-url.ts';
import type { PageText } from './read-web-page.ts';
import { wrapUntrusted } from './untrusted.ts';

export interface WebFetchDeps {
  readonly clock: Clock;
  readonly config: () => ToolsConfig['web'];
  /** The system's when absent. */
  readonly resolve?: Resolver | undefined;
}

/** A tool that has started something. */
export interface WebFetchTool {
  readonly tool: Tool;
  close(): Promise<void>;
}

const parameters = lazy(() =>
  z.strictObject({
    url: z
      .string()
      .min(1)
      .max(limits.web.urlChars)
      .overwrite(normaliseUrl)
      .describe('The address, such as https://example.com/page.'),
    format: z
      .enum(['markdown', 'text', 'raw'])
      .default('markdown')
      .describe('markdown and text give what is worth reading, raw the page as it came.'),
    maxChars: z
      .int()
      .min(200)
      .max(limits.web.mostPageChars)
      .default(limits.web.pageChars)
      .describe('The longest text to return.'),
    offset: z
      .int()
      .min(0)
      .max(1_000_000_000)
      .default(0)
      .describe('Where to go on in a long page, as told at the end of the part before.'),
  }),
);

/** Reads one page of the web. What makes pages readable is loaded and started on first use. */
export function createWebFetchTool(deps: WebFetchDeps): WebFetchTool {
  const { clock, config } = deps;
  const kept = keepPages(clock);
  const done = createBoundedMap<string, true>(limits.web.askedPages);
  let reader: PageReader | undefined;

  async function read(
    { url, format }: z.output<ReturnType<typeof parameters>>,
    signal: AbortSignal,
  ): Promise<PageText> {
    const { createPageReader } = await import('./page-reader.ts');
    const { readWebPage } = await import('./read-web-page.ts');
    reader ??= createPageReader(clock);
    return await readWebPage(url, format, { ...deps, config: config(), reader }, signal);
  }

  const tool: Tool = {
    name: 'web_fetch',
    description:
      'Reads a page of the web and returns its text. For addresses you know; it runs no scripts and is not signed in anywhere. What it returns was written by strangers.',
    parameters,
    isRepeatable: true,
    touches: ['web'],
    asks: 'sometimes',
    timeoutMs: () => config().timeoutSeconds * 1_000 + 3 * limits.web.readMs,
    ask(args, context) {
      const { url } = parameters().parse(args);
      // What was allowed may be read to its end.
      return done.get(`${context.turnId} ${url}`) ? undefined : askAboutUrl('Read', url, context);
    },
    async run(args, context) {
      const wanted = parameters().parse(args);
      if (context.turnId !== '') done.set(`${context.turnId} ${wanted.url}`, true);
      const key = `${context.agentId} ${wanted.format} ${wanted.url}`;
      // Only what follows a part that was given: a fresh call sees the page as it is now.
      const known = wanted.offset > 0 ? kept.get(key) : undefined;
      const page = known ?? (await read(wanted, context.signal));
      kept.set(key, page);
      return describePage(page, wanted.offset, wanted.maxChars);
    },
  };
  return { tool, close: async () => await reader?.close() };
}

function describePage(page: PageText, offset: number, maxChars: number): ToolResult {
  const part = page.text.slice(offset, offset + maxChars);
  const end = offset + part.length;
  const lines = [`Address: ${page.url}`, `Status: ${page.status}`, ...page.notes];
  if (page.text === '') return { text: lines.join('\n'), isError: page.status >= 400 };
  const head = [page.title && `Title: ${page.title}`, page.date && `Date: ${page.date}`];
  const inside = [...head.filter(Boolean), part === '' ? '(Nothing from here on.)' : part];
  lines.push(wrapUntrusted(page.url, inside.join('\n')));
  if (end < page.text.length)
    lines.push(
      `[Characters ${offset} to ${end} of ${page.text.length}. For the rest call again with offset ${end}.]`,
    );
  return { text: lines.join('\n'), isError: page.status >= 400 };
}
