import { spawnSync } from 'node:child_process';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const asText = (text: string): { content: { type: 'text'; text: string }[] } => ({
  content: [{ type: 'text', text }],
});

/** What a test wants to see of a server: answers of each kind, and each way to misbehave. */
export function addTools(server: McpServer): void {
  const readOnly = { readOnlyHint: true };
  server.registerTool(
    'echo',
    { description: 'Says it again.', inputSchema: { text: z.string() }, annotations: readOnly },
    ({ text }) => asText(text),
  );
  server.registerTool(
    'write',
    { description: 'Changes something.', inputSchema: { text: z.string() } },
    ({ text }) => asText(`written: ${text}`),
  );
  server.registerTool('environment', { description: 'What it sees.', annotations: readOnly }, () =>
    asText(JSON.stringify({ env: process.env, cwd: process.cwd(), pid: process.pid })),
  );
  server.registerTool('picture', { annotations: readOnly }, () => ({
    content: [
      { type: 'image', data: png, mimeType: 'image/png' },
      { type: 'resource', resource: { uri: 'note:///1', text: 'a note' } },
    ],
  }));
  server.registerTool('fail', {}, () => ({ ...asText('no luck'), isError: true }));
  server.registerTool('huge', { inputSchema: { bytes: z.number() } }, ({ bytes }) =>
    asText('x'.repeat(bytes)),
  );
  server.registerTool('hang', {}, (extra) => {
    process.stderr.write('hanging\n');
    extra.signal.addEventListener('abort', () => process.stderr.write('told to stop\n'));
    return new Promise<never>(() => undefined);
  });
  server.registerTool('crash', {}, () => {
    process.stderr.write('about to crash\n');
    process.exit(3);
  });
  server.registerTool('flood', {}, () => {
    for (let line = 0; line < 500; line += 1) process.stderr.write(`line ${line}\n`);
    for (let count = 0; count < 200; count += 1) server.sendToolListChanged();
    return asText('flooded');
  });
  server.registerTool('grow', {}, () => {
    server.registerTool('grown', { description: 'New.' }, () => asText('I am new'));
    return asText('grown');
  });
  server.registerTool('block', {}, () => {
    spawnSync('sleep', ['30']);
    return asText('blocked');
  });
}
