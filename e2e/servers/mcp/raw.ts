import { createInterface } from 'node:readline';

/*
 * A server written by hand, for what the SDK's own classes would not send: odd schemas, many pages.
 */
const mode = process.argv[2] ?? 'odd';
let deep: unknown = {};
for (let level = 0; level < 100; level += 1) deep = { properties: { a: deep } };

const oddTools = [
  { name: 'no schema' },
  { name: 'list', inputSchema: { type: 'array' } },
  { name: 'deep', inputSchema: deep },
  { name: 'reference', inputSchema: { type: 'object', $ref: 'http://elsewhere.example/x' } },
  { name: 'pattern', inputSchema: { type: 'object', properties: { a: { pattern: '(' } } } },
  { description: 'nameless' },
  'nonsense',
  { name: 'good', inputSchema: { type: 'object', properties: { a: { type: 'string' } } } },
];
const pageSize = 100;

function answer(method: string, params: { cursor?: string }): unknown {
  if (method === 'initialize')
    return {
      protocolVersion: '2025-06-18',
      capabilities: { tools: {} },
      serverInfo: { name: 'raw', version: '0' },
    };
  if (method === 'tools/call') return { content: [{ type: 'odd' }, { type: 'text', text: 'ok' }] };
  if (mode === 'odd') return { tools: oddTools };
  const page = Number(params.cursor ?? 0);
  const tools = Array.from({ length: pageSize }, (_, index) => ({
    name: `tool_${page * pageSize + index}`,
    inputSchema: { type: 'object' },
  }));
  return mode === 'pages' && page === 2 ? { tools } : { tools, nextCursor: String(page + 1) };
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line) as {
    id?: number;
    method: string;
    params?: { cursor?: string };
  };
  if (id === undefined) return;
  const result = answer(method, params ?? {});
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`);
});
