import type { Ask, ToolContext } from '../tool.ts';
import { isHostNamed } from './named-hosts.ts';
import { plainHost } from './read-url.ts';

/**
 * Asks before a host is reached that no person has named: a page may have talked the model into it, and
 * an address can carry away what the model knows. What can't be read is not asked about, since it
 * will be refused.
 *
 * @param verb what is done, such as "Read"
 */
export function askAboutUrl(verb: string, address: string, context: ToolContext): Ask | undefined {
  const url = URL.parse(address);
  if (!url || url.host === '' || isHostNamed(context.userTexts, plainHost(url.hostname)))
    return undefined;
  return {
    reason: `${verb} ${url.href.slice(0, 500)}: nobody has named ${url.host} here`,
    always: { url: `${url.protocol}//${url.host}/*` },
  };
}
