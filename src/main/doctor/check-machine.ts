import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { limits } from '../../shared/config/limits.ts';
import { fine, type Check } from './doctor.ts';

/** Runs one line of code in the sandbox, as an agent's tool would. */
export const checkSandbox: Check = async ({ sandbox }) => {
  const { sandboxMs, sandboxMb } = limits.doctor;
  const result = await sandbox.run(
    { code: '6 * 7', language: 'javascript', timeoutMs: sandboxMs, memoryMb: sandboxMb },
    AbortSignal.timeout(2 * sandboxMs),
  );
  if (!result.isOk)
    return { state: 'fail', found: 'broken', values: { error: result.error.message } };
  return fine({ ms: Math.round(result.durationMs) });
};

/** Reads the whole database through and looks whether it hangs together. */
export const checkDatabase: Check = async ({ checkDatabase: check, status }) => {
  const { faults } = await check();
  const sizeBytes = status().databaseBytes;
  if (faults.length === 0) return fine({ sizeBytes });
  return { state: 'fail', found: 'damaged', values: { fault: faults[0] ?? '', sizeBytes } };
};

export const checkDisk: Check = async ({ stateDir }) => {
  const { bavail, bsize } = await statfs(stateDir);
  const freeBytes = bavail * bsize;
  if (freeBytes >= limits.doctor.freeBytes) return fine({ freeBytes });
  return { state: 'warn', found: 'low', values: { freeBytes } };
};

/** What in the state directory only its owner may read. */
export const privatePlaces = ['.', 'credentials', 'db', '.env'] as const;

/** Whether others on this machine can read what is private. Windows has other means. */
export const checkPermissions: Check = async ({ stateDir }) => {
  if (process.platform === 'win32') return { state: 'skipped', found: 'other-system' };
  for (const place of privatePlaces) {
    const path = join(stateDir, place);
    const found = await stat(path).catch(() => undefined);
    if (found && (found.mode & 0o077) !== 0)
      return { state: 'warn', found: 'open', values: { path }, fix: 'permissions' };
  }
  return fine();
};

/** Whether other machines can reach the gateway. That is fine when it is meant. */
export const checkNetwork: Check = ({ config }) => {
  const { host, port } = config().gateway;
  if (host === '127.0.0.1' || host === '::1' || host === 'localhost') return fine({ host, port });
  return { state: 'warn', found: 'open', values: { host, port } };
};

export const checkLoad: Check = ({ health }) => {
  const { memory, eventLoopDelayMaxMs } = health();
  const values = { rssBytes: memory.rssBytes, delayMs: Math.round(eventLoopDelayMaxMs) };
  if (eventLoopDelayMaxMs > limits.doctor.delayMs) return { state: 'warn', found: 'slow', values };
  return fine(values);
};

export const checkRuntime: Check = ({ status }) => {
  const { version, nodeVersion } = status();
  return fine({ version, node: nodeVersion, platform: `${process.platform} ${process.arch}` });
};
