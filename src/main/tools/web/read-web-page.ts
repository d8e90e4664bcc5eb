import type { ToolsConfig } from '../../../shared/config/tools.ts';
import type { Clock } from '../../platform/clock.ts';
import { decodeText } from './decode-text.ts';
import { fetchPage, type FetchedPage } from './fetch-page.ts';
import { createNetGuard, type Resolver } from './net-guard.ts';
import type { PageReader } from './page-reader.ts';

/** A page as text, and what is to be said about it. */
export interface PageText {
  readonly url: string;
  readonly status: number;
  readonly title?: string | undefined;
  readonly date?: string | undefined;
  readonly text: string;
  readonly notes: readonly string[];
}

export interface ReadDeps {
  readonly clock: Clock;
  readonly config: ToolsConfig['web'];
  readonly resolve?: Resolver | undefined;
  readonly reader: PageReader;
}

/** Fetches a page and makes it readable. Rejects as `fetchPage` does. */
export async function readWebPage(
  address: string,
  format: 'markdown' | 'text' | 'raw',
  { clock, config, resolve, reader }: ReadDeps,
  signal: AbortSignal,
): Promise<PageText> {
  const guard = createNetGuard({ allowPrivate: config.allowPrivate, resolve });
  const { timeoutSeconds, maxBytes } = config;
  const timeoutMs = timeoutSeconds * 1_000;
  const page = await fetchPage(address, { guard, clock, timeoutMs, maxBytes }, signal);
  const { type, bytes, url, status } = page;
  const head = { url: url.href, status, notes: describe(page, maxBytes) };
  if (type.kind === 'html' && format !== 'raw') {
    const { charset } = type;
    const read = await reader.read({ bytes, charset, url: url.href, format }, signal);
    const notes = read.text === '' ? [...head.notes, 'The page has no text to read.'] : head.notes;
    return { ...head, ...read, date: read.date ?? page.lastModified, notes };
  }
  const isMarkup = type.kind === 'html' || type.kind === 'xml';
  return {
    ...head,
    date: page.lastModified,
    text: decodeText(bytes, type.charset, isMarkup),
  };
}

function describe({ type, hops, isCut, announcedBytes }: FetchedPage, maxBytes: number): string[] {
  const notes = hops.map((hop) => `Redirected to: ${hop}`);
  if (isCut) notes.push(`Only the first ${maxBytes} bytes were read; the page is longer.`);
  if (type.kind !== 'other') return notes;
  const size = announcedBytes === undefined ? '' : `, ${announcedBytes} bytes`;
  const name = type.name === '' ? 'of an unknown type' : type.name;
  return [...notes, `This is a file (${name}${size}), not a text; it was not read.`];
}
