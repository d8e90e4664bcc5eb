import type { Ask, ToolContext } from '../tool.ts';
import { isHostNamed } from './named-hosts.ts';
import { readWebUrl, targetOf } from './read-url.ts';

/**
 * Asks before a host is reached that no person has named: a page may have talked the model into it, and
 * an address can carry away what the model knows. What can't be read is not asked about, since it
 * will be refused.
 *
 * @param verb what is done, such as "Read"
 */
export function askAboutUrl(verb: string, address: string, context: ToolContext): Ask | undefined {
  const url = readOrNothing(address);
  if (!url || isHostNamed(context.userTexts, targetOf(url).host)) return undefined;
  return {
    reason: `${verb} ${url.href.slice(0, 500)}: nobody has named ${url.host} here`,
    // No star can come from the host: `readWebUrl` knows none.
    always: { url: `${url.protocol}//${url.host}/*` },
  };
}

function readOrNothing(address: string): URL | undefined {
  try {
    return readWebUrl(address);
  } catch {
    return undefined;
  }
}
