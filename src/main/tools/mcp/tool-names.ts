import { createHash } from 'node:crypto';

/** What the families of models accept as the name of a function. */
const longestName = 64;
const hashChars = 8;

/** How all tools of a server begin. */
export function toolPrefix(server: string): string {
  return `mcp_${server}_`;
}

/**
 * What a server's tool is called here: `mcp_<server>_<tool>`. A name that had to be altered, or that
 * reads like one of another server, ends with a hash of the original. So it depends on the config and
 * the tool alone, never on which other tools are there at the moment.
 * @param servers the names of all configured servers
 */
export function nameTool(server: string, tool: string, servers: readonly string[]): string {
  const prefix = toolPrefix(server);
  const wanted = prefix + tool;
  const plain = wanted.replaceAll(/[^a-zA-Z0-9_-]/g, '_');
  const isMistakable = servers.some(
    (other) =>
      other !== server && plain.startsWith(toolPrefix(other)) && other.length > server.length,
  );
  if (plain === wanted && plain.length <= longestName && !isMistakable) return plain;
  const hash = createHash('sha256').update(`${server}\n${tool}`).digest('hex').slice(0, hashChars);
  return `${plain.slice(0, longestName - hashChars - 1)}_${hash}`;
}
