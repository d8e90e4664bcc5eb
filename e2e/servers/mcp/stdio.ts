import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { addTools } from './tools.ts';

/*
 * A server over standard input and output, made with the SDK's own classes. Arguments choose how it
 * misbehaves before it says a word: mute, die, noise, endless, stay.
 */
const mode = process.argv[2] ?? 'good';

if (mode === 'die') {
  process.stderr.write('cannot find my database\n');
  process.exit(1);
} else if (mode === 'mute') {
  process.stdin.resume();
} else if (mode === 'endless') {
  const line = 'x'.repeat(1024 * 1024);
  const more = (): void => void process.stdout.write(line, more);
  more();
} else {
  if (mode === 'noise') process.stdout.write('Welcome to my server!\n{"jsonrpc":"2.0"}\n');
  // A server that pays no attention to the end of its line.
  if (mode === 'stay') setInterval(() => undefined, 1_000);
  const server = new McpServer({ name: 'test', version: '1.0.0' });
  addTools(server);
  await server.connect(new StdioServerTransport());
}
