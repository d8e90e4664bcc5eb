import type { ReadablePage } from './readable-page.ts';

/** Elements whose content is no text. */
const silent = new Set(['script', 'style', 'template', 'noscript', 'svg', 'textarea']);
const inline = new Set(
  'a,abbr,b,bdi,bdo,cite,code,em,font,i,kbd,mark,q,s,small,span,strong,sub,sup,time,u'.split(','),
);

/**
 * Takes the tags out of a page in one pass, without understanding it: time and memory grow with its
 * length and with nothing else. For pages that can't be read otherwise.
 */
export function stripMarkup(html: string): ReadablePage {
  const parts: string[] = [];
  let title: string | undefined;
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) {
      parts.push(html.slice(at));
      break;
    }
    parts.push(html.slice(at, open));
    const end = endOfTag(html, open);
    const name = /^<\/?([a-z][a-z0-9-]{0,30})/i.exec(html.slice(open, open + 40))?.[1];
    at = end;
    const tag = name?.toLowerCase() ?? '';
    if (!inline.has(tag)) parts.push('\n');
    if (html[open + 1] === '/') continue;
    if (tag === 'title' && title === undefined) title = html.slice(end, endOfText(html, end));
    if (silent.has(tag)) at = skipElement(html, end, tag);
  }
  const text = decodeEntities(parts.join(''))
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
  const words = title && decodeEntities(title).replace(/\s+/g, ' ').trim().slice(0, 300);
  return words ? { title: words, text } : { text };
}

function endOfTag(html: string, open: number): number {
  const mark = html.startsWith('<!--', open) ? '-->' : '>';
  const end = html.indexOf(mark, open);
  return end === -1 ? html.length : end + mark.length;
}

function endOfText(html: string, from: number): number {
  const end = html.indexOf('<', from);
  return end === -1 ? html.length : end;
}

/** Behind the end tag of an element, whatever stands in it. */
function skipElement(html: string, from: number, tag: string): number {
  const close = new RegExp(`</${tag}`, 'gi');
  close.lastIndex = from;
  const found = close.exec(html);
  return found ? endOfTag(html, found.index) : html.length;
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,6}));/gi,
    (whole, decimal, hex, name) => {
      if (typeof name === 'string') return entities[name.toLowerCase()] ?? whole;
      const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
