// The floor: the bare parts of a turn and nothing else. For each message on its WebSocket it does
// what the message asks for (a durable commit, a request to the model) and echoes it.
// Arguments: folder of the database, the model's base URL, its key.
import { Agent, request } from 'node:http';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { WebSocketServer } from 'ws';

const [, , folder = '.', baseUrl = '', apiKey = ''] = process.argv;
const database = new Sqlite(path.join(folder, 'floor.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, text TEXT)');
const insert = database.prepare('INSERT INTO row (text) VALUES (?)');
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const url = new URL(`${baseUrl}/chat/completions`);

function askModel(text: string): Promise<void> {
  const messages = [{ role: 'user', content: text }];
  const body = JSON.stringify({ model: 'instant', stream: true, messages });
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${apiKey}`,
      'content-length': Buffer.byteLength(body),
    };
    const outgoing = request(url, { agent, method: 'POST', headers }, (incoming) => {
      incoming.on('end', resolve).on('error', reject).resume();
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('connection', (socket) => {
  socket.on('message', (data) => {
    const text = (data as Buffer).toString('utf8');
    void handle(text).then(() => socket.send(text));
  });
});
server.on('listening', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.stdout.write(`${JSON.stringify({ ready: true, port })}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
process.on('SIGTERM', () => process.exit(0));

async function handle(text: string): Promise<void> {
  if (text.startsWith('turn')) {
    insert.run(text);
    await askModel(text);
  }
}
