import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { addTools } from './tools.ts';

/*
 * A server over streamable HTTP, made with the SDK's own classes; `--token` is the bearer it wants,
 * `--port` where it listens. Ends when its stdin closes.
 */
const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const token = option('--token');
const sessions = new Map<string, StreamableHTTPServerTransport>();

async function openSession(): Promise<StreamableHTTPServerTransport> {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    onsessioninitialized: (id) => void sessions.set(id, transport),
  });
  const server = new McpServer({ name: 'test-http', version: '1.0.0' });
  addTools(server);
  // The SDK's own types disagree under exact optional properties.
  await server.connect(transport);
  return transport;
}

const http = createServer((request, response) => {
  void (async () => {
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end('who are you?');
      return;
    }
    const id = request.headers['mcp-session-id'];
    const known = typeof id === 'string' ? sessions.get(id) : undefined;
    if (typeof id === 'string' && !known) response.writeHead(404).end('no such session');
    else await (known ?? (await openSession())).handleRequest(request, response);
  })();
});
http.listen(Number(option('--port') ?? 0), '127.0.0.1', () => {
  const address = http.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  process.stdout.write(`${JSON.stringify({ ready: true, port })}\n`);
});
process.stdin.resume().on('end', () => process.exit(0));
