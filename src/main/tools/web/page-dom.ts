import { parseHTML } from 'linkedom';

/*
 * What is used of the document model. This program is no browser and is compiled without the types
 * of one; linkedom has the functions all the same.
 */
export interface PageNode {
  readonly nodeName: string;
  readonly textContent: string | null;
}

export interface PageElement extends PageNode {
  readonly childNodes: { readonly length: number };
  readonly ownerDocument: PageDocument;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  cloneNode(isDeep: boolean): PageElement;
  append(node: PageNode): void;
  after(node: PageNode): void;
  remove(): void;
}

export interface PageDocument extends PageNode {
  readonly documentElement: PageElement | null;
  readonly head: PageElement;
  readonly body: PageElement;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  createTextNode(text: string): PageNode;
}

/** A document with a head and a body, also where the page leaves their tags out. */
export function parseDocument(html: string): PageDocument {
  if (/<body[\s>]/i.test(html)) {
    const document = parse(html);
    const isWhole = document.documentElement?.nodeName.toUpperCase() === 'HTML';
    if (isWhole && document.body.childNodes.length > 0) return document;
  }
  const document = parse(`<!DOCTYPE html><html><head></head><body>${html}</body></html>`);
  const title = document.body.querySelector('title');
  if (title) document.head.append(title);
  return document;
}

function parse(html: string): PageDocument {
  const parsePage = parseHTML as (text: string) => { readonly document: PageDocument };
  return parsePage(html).document;
}
