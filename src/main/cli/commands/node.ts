import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { findProgram } from '../../platform/program-file.ts';
import { programVersion } from '../../platform/version.ts';
import { hostWord, parseLine, type HostOrders } from '../../nodes/parent-line.ts';
import type { CommandCall, CommandRun } from '../command.ts';
import { usageError } from '../failure.ts';
import { readSharedToken } from '../../platform/credentials.ts';

const usage = 'node --url ws://HOST:18789 --name NAME   (token in OPENCLAW_GATEWAY_TOKEN)';

/**
 * `openclaw node`: the channel host as a child, as the gateway itself starts one. Its orders go
 * over a pipe, so that the token never stands among the arguments of a process.
 */
export const runNodeCommand: CommandRun = async (call) => {
  const orders = await readOrders(call);
  const child = spawn(process.execPath, [findProgram('node-host')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify(orders)}\n`);
  createInterface({ input: child.stdout }).on('line', (line) => showWord(call, line));
  const stop = (): void => void child.kill('SIGTERM');
  process.on('SIGTERM', stop);
  call.io.interrupted.addEventListener('abort', stop);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
};

async function readOrders(call: CommandCall): Promise<HostOrders> {
  const url = call.text('url');
  const nodeId = call.text('name');
  if (url === undefined || nodeId === undefined) {
    throw usageError('The address of the gateway and the name of this node are needed.', usage);
  }
  if (!/^wss?:\/\//.test(url)) throw usageError(`"${url}" is not a WebSocket address.`, usage);
  const token =
    process.env['OPENCLAW_GATEWAY_TOKEN'] ?? (await readSharedToken(call.paths.credentialsDir));
  if (token === undefined) throw usageError('There is no token for the gateway.', usage);
  return { url, token, nodeId, stateDir: call.paths.stateDir, version: programVersion };
}

function showWord(call: CommandCall, line: string): void {
  const word = parseLine(hostWord(), line);
  if (word === undefined || !('log' in word)) return;
  const { log, event, fields } = word;
  call.io.err(
    call.isJson
      ? `${JSON.stringify({ level: log, event, ...fields })}\n`
      : `${log.padEnd(5)} ${event} ${JSON.stringify(fields)}\n`,
  );
}
