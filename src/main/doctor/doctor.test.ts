import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agentEntry } from '../../shared/config/agents.ts';
import { doctorCheckNames, doctorMethods } from '../../shared/protocol/doctor.ts';
import { defaultConfig } from '../config/validate/compose.ts';
import { createDrivenClock } from '../platform/driven-clock.ts';
import type { DoctorDeps } from './doctor.ts';
import { fix } from './fix.ts';
import { runDoctor } from './run-doctor.ts';

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(path.join(os.tmpdir(), 'openclaw-doctor-'));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

/** A system in which all is well, with other parts where a test says so. */
function makeDeps(parts: Partial<DoctorDeps> = {}): DoctorDeps {
  const outbox = { waiting: 0, held: 0, dead: 0, unknown: 0, possibleDuplicates: 0 };
  return {
    db: undefined as never,
    clock: createDrivenClock(),
    stateDir,
    configPath: path.join(stateDir, 'openclaw.json'),
    config: () => ({ ...defaultConfig(), agents: { assistant: agentEntry().parse({}) } }),
    problems: () => [],
    literalSecrets: () => Promise.resolve([]),
    health: () => ({ memory: { rssBytes: 1, heapUsedBytes: 1 }, eventLoopDelayMaxMs: 1 }) as never,
    status: () =>
      ({ model: 'test/echo', version: '1', nodeVersion: 'v26', databaseBytes: 1, outbox }) as never,
    models: () => ({ providers: [] }),
    channels: () => [],
    people: () => ({ people: [], pending: [] }),
    schedules: () => [],
    tools: () => [],
    extensions: () => Promise.resolve([]),
    servers: () => [],
    sandbox: {
      run: () => Promise.resolve({ isOk: true, value: 42, logs: [], durationMs: 2 }),
      close: () => Promise.resolve(),
    },
    checkDatabase: () => Promise.resolve({ faults: [] }),
    clearCooldowns: () => undefined,
    restartServer: () => Promise.resolve(),
    ...parts,
  };
}

describe('runDoctor', () => {
  it('finds a system in order, in the shape of the contract', async () => {
    const checks = await runDoctor(makeDeps());
    expect(doctorMethods['doctor.run'].result().parse({ checkedAt: 0, checks }).checks).toEqual(
      checks,
    );
    expect(checks.map(({ name }) => name)).toEqual([...doctorCheckNames]);
    expect(checks.filter(({ state }) => state !== 'ok')).toEqual([]);
  });

  it('says what is wrong, and a check that breaks hides no other', async () => {
    const checks = await runDoctor(
      makeDeps({
        literalSecrets: () => Promise.resolve(['channels.tg.token']),
        checkDatabase: () => Promise.resolve({ faults: ['row 7 is missing from index x'] }),
        people: () => {
          throw new Error('gone');
        },
      }),
    );
    const open = checks.filter(({ state }) => state !== 'ok');
    expect(open.map(({ name, state, found }) => `${state} ${name} ${found}`)).toEqual([
      'warn secrets in-text',
      'fail people failed',
      'fail database damaged',
    ]);
  });

  it.runIf(process.platform !== 'win32')('closes what others could read', async () => {
    await mkdir(path.join(stateDir, 'credentials'));
    await chmod(path.join(stateDir, 'credentials'), 0o755);
    const deps = makeDeps();
    const look = async () => (await runDoctor(deps, ['permissions']))[0];
    expect(await look()).toMatchObject({ state: 'warn', found: 'open', fix: 'permissions' });
    expect(await fix(deps, 'permissions')).toEqual(['permissions']);
    expect(await look()).toMatchObject({ state: 'ok' });
  });

  it('asks providers again only where they are left alone', async () => {
    const cleared: string[] = [];
    const provider = { api: 'openai', isConfigured: true } as const;
    const deps = makeDeps({
      models: () => ({
        providers: [
          { ...provider, id: 'a', state: 'cooldown', cooldowns: [{ model: 'a/x', until: 9 }] },
          { ...provider, id: 'b', state: 'ok', cooldowns: [] },
        ],
      }),
      clearCooldowns: (id) => void cleared.push(id),
    });
    expect((await runDoctor(deps, ['models']))[0]).toMatchObject({ fix: 'cooldowns' });
    await fix(deps, 'cooldowns');
    expect(cleared).toEqual(['a']);
  });
});
