import { Readability } from '@mozilla/readability';
import TurndownService from 'turndown';
import { decodeText } from './decode-text.ts';
import { parseDocument, type PageDocument, type PageElement } from './page-dom.ts';
import type { ReadablePage, ReadRequest } from './readable-page.ts';
import { stripMarkup } from './strip-markup.ts';

/**
 * Makes a page readable: its article where there is one, else all of its body. Runs in a thread of its
 * own, since a hostile page can make this take very long or very much memory.
 */
export function readPage(request: ReadRequest): ReadablePage {
  const html = decodeText(request.bytes, request.charset, true);
  if (request.format === 'stripped') return stripMarkup(html);
  const document = parseDocument(html);
  const title = clean(document.querySelector('title')?.textContent);
  prepare(document, request.url);
  const whole = document.body.cloneNode(true);
  const article = new Readability(document as unknown as Document, { charThreshold: 200 }).parse();
  const root = chooseRoot(article, whole);
  return {
    title: clean(article?.title) ?? title,
    byline: clean(article?.byline),
    date: clean(article?.publishedTime) ?? findDate(document),
    text: request.format === 'text' ? toText(root) : toMarkdown(root),
  };
}

type Article = ReturnType<Readability['parse']>;

/** Lists and shops are no articles: when most of the page would be lost, it is all of it. */
function chooseRoot(article: Article, whole: PageElement): PageElement {
  const content = article?.content ?? '';
  const isArticle = (article?.textContent?.length ?? 0) * 5 > (whole.textContent?.length ?? 0);
  return content !== '' && isArticle ? parseDocument(content).body : whole;
}

const unread =
  'script,style,noscript,template,iframe,object,embed,svg,canvas,video,audio,link,meta[http-equiv]';

/** Takes out what nobody reads and makes addresses whole. */
function prepare(document: PageDocument, url: string): void {
  const base = URL.parse(document.querySelector('base[href]')?.getAttribute('href') ?? '', url);
  for (const element of document.querySelectorAll(unread)) element.remove();
  for (const element of document.querySelectorAll('[hidden],[aria-hidden="true"]'))
    element.remove();
  for (const link of document.querySelectorAll('a[href]')) {
    const whole = URL.parse(link.getAttribute('href') ?? '', base?.href ?? url);
    if (whole && /^(https?|mailto):$/.test(whole.protocol)) link.setAttribute('href', whole.href);
    else link.removeAttribute('href');
  }
  for (const image of document.querySelectorAll('img')) {
    const alt = clean(image.getAttribute('alt'));
    if (alt !== undefined) image.after(document.createTextNode(`(Picture: ${alt})`));
    image.remove();
  }
}

function toMarkdown(root: PageElement): string {
  const turndown = new TurndownService({
    headingStyle: 'atx',
    codeBlockStyle: 'fenced',
    bulletListMarker: '-',
    emDelimiter: '*',
  });
  turndown.addRule('table row', {
    filter: 'tr',
    replacement: (content) => `\n${content.trim().replace(/\n+/g, ' ')}`,
  });
  turndown.addRule('table cell', {
    filter: ['td', 'th'],
    replacement: (content) => `${content.trim()} | `,
  });
  return tidy(turndown.turndown(root));
}

const blocks =
  'address,article,aside,blockquote,br,dd,div,dl,dt,figcaption,footer,form,h1,h2,h3,h4,h5,h6,header,hr,li,main,nav,ol,p,pre,section,table,tr,ul';

function toText(root: PageElement): string {
  const { ownerDocument } = root;
  for (const block of root.querySelectorAll(blocks))
    block.after(ownerDocument.createTextNode('\n'));
  for (const cell of root.querySelectorAll('td,th')) cell.after(ownerDocument.createTextNode(' '));
  const lines = (root.textContent ?? '')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim());
  return tidy(lines.join('\n'));
}

function findDate(document: PageDocument): string | undefined {
  const meta = document.querySelector(
    'meta[property="article:published_time"],meta[name="date"],meta[itemprop="datePublished"]',
  );
  return clean(
    meta?.getAttribute('content') ??
      document.querySelector('time[datetime]')?.getAttribute('datetime') ??
      undefined,
  );
}

function tidy(text: string): string {
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function clean(text: string | null | undefined): string | undefined {
  const words = text?.replace(/\s+/g, ' ').trim().slice(0, 300);
  return words === '' ? undefined : words;
}
