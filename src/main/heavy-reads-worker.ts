/** The program of the worker thread behind `sessions/heavy-reads.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { readTurn } from './delivery/turn-reads.ts';
import { listBranches } from './sessions/branches.ts';
import { exportSession } from './sessions/export.ts';
import type { HeavyAnswer, HeavyRequest } from './sessions/heavy-reads.ts';
import { searchMessages } from './sessions/search.ts';
import { getSession, type SessionRecord } from './sessions/session-store.ts';
import { checkIntegrity } from './storage/check-integrity.ts';
import { openReader } from './storage/open-database.ts';
import { reportUsage } from './usage/usage-report.ts';

const sql = openReader((workerData as { databasePath: string }).databasePath);

function answer(request: HeavyRequest): unknown {
  if (request.kind === 'search') return searchMessages(sql, request.query);
  if (request.kind === 'report') return reportUsage(sql, request.query);
  if (request.kind === 'check') return checkIntegrity(sql);
  if (request.kind === 'branches') return listBranches(sql, mustFind(request.sessionId));
  const { sessionId, format, headId, withTraces } = request.wanted;
  const session = mustFind(sessionId);
  const readTrace = withTraces ? (turnId: string) => readTurn(sql, turnId) : undefined;
  return exportSession(sql, session, { format, headId, readTrace });
}

function mustFind(sessionId: string): SessionRecord {
  const session = getSession(sql, sessionId);
  if (!session) throw new Error('the conversation is gone');
  return session;
}

parentPort?.on('message', (request: HeavyRequest) => {
  let reply: HeavyAnswer;
  try {
    reply = { id: request.id, result: answer(request) };
  } catch (error) {
    reply = { id: request.id, failure: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
});
