import { readFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { startGateway } from '../../e2e/crash/start-gateway.ts';
import { readToken } from '../../e2e/support/gateway-process.ts';
import { findDatabase } from '../../e2e/crash/snapshot.ts';
import { canTrace, findOrder, isDurable, tracer } from '../../e2e/crash/system-calls.ts';
import { connectWire } from '../../e2e/crash/wire-client.ts';
import { makeConfig, makeState } from '../lib/gateway.ts';
import { rest } from '../lib/measure.ts';
import type { Bench, Row } from '../lib/row.ts';
import { createAsker } from '../lib/turns.ts';

/**
 * What all other numbers rest on: the disk has a message before its acknowledgement leaves. Speed
 * without this is not worth measuring.
 */
export const durabilityRow: Row = {
  name: 'durability',
  async measure(bench) {
    const { isProven, note } = await prove(bench);
    return [
      {
        name: 'durability',
        title: 'on the disk before the acknowledgement (strace, fsync)',
        unit: '',
        ours: undefined,
        judged: isProven ? 1 : 0,
        note,
      },
    ];
  },
};

async function prove(bench: Bench): Promise<{ isProven: boolean; note: string }> {
  if (!canTrace()) return { isProven: false, note: 'strace cannot be had here: nothing is proven' };
  const stateDir = await makeState(bench, 'durability', makeConfig(bench));
  const traceFile = path.join(path.dirname(stateDir), 'trace');
  const gateway = await startGateway({ stateDir, wrapper: tracer(traceFile) });
  const client = await connectWire(gateway.url, await readToken(stateDir));
  const text = 'q-durability-z';
  await createAsker(client).ask('agent:assistant:durability', text);
  client.close();
  const journal = readJournalMode(stateDir);
  gateway.kill('SIGTERM');
  await gateway.exited;
  const trace = await readFinished(traceFile);
  // Anything that names the run acknowledges it: the answer to the request, or an event.
  const order = findOrder(trace, text, '"runId"');
  const isProven = isDurable(order) && journal === 'wal';
  return { isProven, note: `journal ${journal}; lines of the trace ${JSON.stringify(order)}` };
}

function readJournalMode(stateDir: string): string {
  const database = new Sqlite(findDatabase(stateDir), { readonly: true });
  const mode = String(database.pragma('journal_mode', { simple: true }));
  database.close();
  return mode;
}

/** The tracer ends a moment after the program. */
async function readFinished(file: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const text = readFileSync(file, 'latin1');
    if (/\+\+\+ (exited|killed)[^\n]*\n$/.test(text)) return text;
    await rest(50);
  }
  return '';
}
