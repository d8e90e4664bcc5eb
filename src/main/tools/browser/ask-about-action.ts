import type { Ask } from '../tool.ts';
import type { BrowserAction } from './browser-parameters.ts';

/** What is known of the page an agent looks at, for the words of a question. */
export interface SeenPage {
  readonly url: string;
  readonly snapshot: string;
}

/**
 * Asks before something is done on a site for the first time in a turn. The site is an argument of the
 * call: a rule can name it, and the action fails when the page is another by then.
 */
export function askAboutAction(action: BrowserAction, seen: SeenPage | undefined): Ask | undefined {
  const { site } = action;
  // Will be refused for the lack of it.
  if (site === undefined) return undefined;
  const isThere = seen !== undefined && URL.parse(seen.url)?.host === site;
  const where = isThere ? seen.url.slice(0, 500) : site;
  const what = describeTarget(action.ref, isThere ? seen.snapshot : '');
  return {
    reason: `${describeDeed(action, what)} on ${where}`,
    always: { site: escapeStars(site) },
  };
}

function describeDeed(action: BrowserAction, what: string): string {
  const text = JSON.stringify((action.text ?? '').slice(0, 200));
  switch (action.action) {
    case 'type':
      return `Type ${text} into ${what}${action.submit === true ? ' and send it' : ''}`;
    case 'press':
      return `Press ${action.key ?? 'a key'}${action.ref === undefined ? '' : ` in ${what}`}`;
    case 'select':
      return `Choose ${text} in ${what}`;
    case 'download':
      return `Download what is behind ${what}`;
    default:
      return `Click ${what}`;
  }
}

/** The element in the words of the snapshot, such as: button "Buy now". */
function describeTarget(ref: string | undefined, snapshot: string): string {
  if (ref === undefined) return 'the page';
  const line = snapshot.split('\n').find((one) => one.includes(`[ref=${ref}]`));
  const words = line?.replace(/^\s*-\s*/, '').replace(/\s*\[.*$/, '');
  return words === undefined || words === '' ? `the element ${ref}` : words.slice(0, 200);
}

/** A host has no star; what has one must not become a pattern. */
function escapeStars(site: string): string {
  return site.replaceAll('*', '');
}
